"""What became known of a process after a day, or came onto its record after a moment: by tracks,
newest first. Of what is published alone, whoever asks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple, Self

from django.utils import timezone

from tracker.models import Change, Entry, News, Process, Track
from tracker.timeline.counts import MOST_COUNTED, Number
from tracker.timeline.paging import PAGE_SIZE
from tracker.timeline.sql import Parameters, fetch_prepared
from tracker.timeline.visible import Reader

GROUP_SIZE = 10  # changes of each track, where several stand on a page
DAYS_BEFORE_NEWEST = 30  # that are shown where nothing is asked
_PLACE = re.compile(r"([1-6])_(\d{1,18})_(\d{4}-\d\d-\d\d|\d{1,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = datetime(9999, 12, 30, tzinfo=UTC)
ACTS = frozenset({News.DEVELOPMENT_RETRACTED, News.ENTRY_RETRACTED, News.CORRECTION})


class Place(NamedTuple):
    """A change in its list: the day on which it became known, or the moment of an act; what it
    is, and its key."""

    when: date | datetime
    what: int
    key: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError when the text is no place."""
        found = _PLACE.fullmatch(text)
        if not found:
            raise ValueError(text)
        if "-" in found[3]:
            return cls(date.fromisoformat(found[3]), int(found[1]), int(found[2]))
        moment = timedelta(microseconds=int(found[3]))
        if moment > _NEVER - _EPOCH:
            raise ValueError(text)
        return cls(_EPOCH + moment, int(found[1]), int(found[2]))

    def __str__(self) -> str:
        if isinstance(self.when, datetime):
            return f"{self.what}_{self.key}_{(self.when - _EPOCH) // timedelta(microseconds=1)}"
        return f"{self.what}_{self.key}_{self.when.isoformat()}"


class Told(NamedTuple):
    """A change as it is kept."""

    what: int
    key: int
    entry: int
    known_on: date | None  # None of editors' acts
    at: datetime

    @property
    def day(self) -> date:
        return self.known_on or timezone.localdate(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which changes: known after the day `since`, or on record after the moment `visited`."""

    process: Process
    since: date = date.min
    visited: datetime | None = None
    as_of: date | None = None
    after: Place | None = None

    def place(self, told: Told) -> Place:
        by_moment = self.visited is not None or told.known_on is None
        return Place(told.at if by_moment else told.day, told.what, told.key)

    def order(self, told: Told) -> tuple[object, ...]:
        """What comes later in the list is less. Of one day, acts come after what became known."""
        if self.visited is not None:
            return (told.at, told.what, told.key)
        is_known = told.known_on is not None
        return (told.day, is_known, _EPOCH if is_known else told.at, told.what, told.key)


@dataclass(slots=True)
class Group:
    """The changes of one track, or of all that stands in none that readers know of."""

    track: Track | None
    total: Number
    numbers: dict[News, int]  # empty where nobody counted them all
    told: list[Told] = field(default_factory=list)
    next: Place | None = None


Strands = dict[int, Track | None]


def strands_of(process: Process, *, reader: Reader) -> Strands:
    """The tracks of a process by their keys, 0 for none. One that this reader may not know of has
    no name here: something stood there that was retracted."""
    shown = {track.pk: track for track in process.tracks.visible_to(reader)}
    others = process.tracks.exclude(pk__in=shown).values_list("pk", flat=True)
    return {**shown, **dict.fromkeys(others), 0: None}


def groups(asked: Asked, strands: Strands, *, size: int = GROUP_SIZE) -> list[Group]:
    """The tracks on which there is anything, those of the newest changes first."""
    found: dict[Track | None, Group] = {}
    for track, numbers in _numbers(asked, strands).items():
        total = sum(numbers.values())
        is_exact = total <= MOST_COUNTED
        number = Number.capped(total, MOST_COUNTED)
        found[track] = Group(track, number, numbers if is_exact else {})
    for told, track in _told(asked, strands, size=size):
        # One that came after the counting waits for the next page.
        if track in found:
            found[track].told.append(told)
    for group in found.values():
        group.told.sort(key=asked.order, reverse=True)
        if len(group.told) > size:
            group.next = asked.place(group.told[size - 1])
            del group.told[size:]
    # One whose changes went away in between is not missed.
    listed = [group for group in found.values() if group.told]
    return sorted(listed, key=lambda group: asked.order(group.told[0]), reverse=True)


def page(asked: Asked, strands: Strands, *, size: int = PAGE_SIZE) -> Group | None:
    """The next changes of the one group that these tracks make."""
    found = groups(asked, strands, size=size)
    return found[0] if found else None


def newest_day(asked: Asked, strands: Strands) -> date | None:
    """The day on which something became known last, as far as is known on the day asked for. What
    editors did since stands beside it: one retraction, years later, is not the news."""
    every = replace(asked, since=date.min, after=None)
    newest = [told for told, _track in _told(every, strands, size=1)]
    known = [told.day for told in newest if told.known_on]
    return max(known or [told.day for told in newest], default=None)


def retractions_of(entry: Entry) -> list[date]:
    """The days on which a development of this entry was taken back that readers had seen."""
    told = Change.objects.filter(entry=entry.pk, what=News.DEVELOPMENT_RETRACTED)
    return [timezone.localdate(at) for at in told.order_by("at").values_list("at", flat=True)]


# `change` is a row of tracker_change. What is known, and what editors did, lies in an index each.
_OF_TRACK = """change.process_id = %(process)s::bigint AND change.track_id = strand.id"""
_KNOWN = f"""FROM tracker_change change
    WHERE {_OF_TRACK} AND change.known_on > %(since)s::date
        AND (change.known_on, change.what, change.key)
            < (%(day)s::date, %(day_what)s::smallint, %(day_key)s::bigint)"""
# Of what nobody knew of by then, nothing that editors did with it can be told.
_ACTS = f"""FROM tracker_change change
    WHERE {_OF_TRACK} AND change.known_on IS NULL AND change.at >= %(since_moment)s::timestamptz
        AND (change.at, change.what, change.key)
            < (%(moment)s::timestamptz, %(moment_what)s::smallint, %(moment_key)s::bigint)
        AND (%(as_of)s::date IS NULL OR change.what = {News.ENTRY_RETRACTED} OR EXISTS (
            SELECT FROM tracker_entry entry
            WHERE entry.id = change.entry_id AND entry.known_on <= %(as_of)s::date))"""
_NEW = f"""FROM tracker_change change
    WHERE {_OF_TRACK} AND change.at > %(visited)s::timestamptz
        AND (change.at, change.what, change.key)
            < (%(moment)s::timestamptz, %(moment_what)s::smallint, %(moment_key)s::bigint)"""
_STRANDS = "FROM unnest(%(tracks)s::bigint[]) strand (id) CROSS JOIN LATERAL"
_COLUMNS = "change.what, change.key, change.entry_id, change.known_on, change.at"
_BY_DAY = "ORDER BY change.known_on DESC, change.what DESC, change.key DESC"
_BY_MOMENT = "ORDER BY change.at DESC, change.what DESC, change.key DESC"


def _told(asked: Asked, strands: Strands, *, size: int) -> list[tuple[Told, Track | None]]:
    """Of each track the next changes, of each index one more than asked for."""

    def rows(of: str, order: str) -> str:
        return f"(SELECT {_COLUMNS} {of} {order} LIMIT {size + 1})"

    statement = f"SELECT strand.id, found.* {_STRANDS} {_by_index(asked, rows)} found"
    fetched = fetch_prepared(statement, _parameters(asked, strands))
    return [(Told(*told), strands[strand]) for strand, *told in fetched]


def _numbers(asked: Asked, strands: Strands) -> dict[Track | None, dict[News, int]]:
    """How many there are of each sort, of each index no more than one beyond what is counted."""

    def rows(of: str, _order: str) -> str:
        return f"(SELECT change.what {of} LIMIT {MOST_COUNTED + 1})"

    found = f"{_STRANDS} {_by_index(asked, rows)} found"
    statement = f"SELECT strand.id, found.what, count(*) {found} GROUP BY 1, 2"
    numbers: dict[Track | None, dict[News, int]] = {}
    # Of all there are, not of those that are left after a place.
    parameters = _parameters(replace(asked, after=None), strands)
    for strand, what, number in fetch_prepared(statement, parameters):
        of_track = numbers.setdefault(strands[strand], {})
        of_track[News(what)] = of_track.get(News(what), 0) + number
    return numbers


def _by_index(asked: Asked, rows: Callable[[str, str], str]) -> str:
    """The rows of one track: by moments out of one index, by days out of two."""
    if asked.visited is not None:
        return rows(_NEW, _BY_MOMENT)
    return f"({rows(_KNOWN, _BY_DAY)} UNION ALL {rows(_ACTS, _BY_MOMENT)})"


def _parameters(asked: Asked, strands: Strands) -> Parameters:
    """The bounds of the list: what lies before them is on the pages before."""
    day, moment = Place(date.max, 9, 0), Place(_NEVER, 9, 0)
    if asked.as_of and asked.as_of < date.max:
        after_it = asked.as_of + timedelta(days=1)
        day, moment = Place(after_it, 0, 0), Place(_midnight(after_it), 0, 0)
    if asked.after:
        when = asked.after.when
        if isinstance(when, datetime):
            day, moment = Place(timezone.localdate(when), 0, 0), asked.after
        else:
            day = asked.after
            moment = Place(_midnight(when + timedelta(days=1)), 0, 0) if when < date.max else moment
    parameters: Parameters = {
        "process": asked.process.pk,
        "tracks": list(strands),
        "as_of": asked.as_of,
        "since": asked.since,
        "since_moment": _midnight(min(asked.since, _NEVER.date()) + timedelta(days=1)),
        "visited": asked.visited,
    }
    for name, place in (("day", day), ("moment", moment)):
        parameters |= {name: place.when, f"{name}_what": place.what, f"{name}_key": place.key}
    return parameters


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


class Offer(NamedTuple):
    process: Process
    number: Number


_OFFERS = """
    SELECT process.id, sum(found.number)::bigint
    FROM unnest(%(processes)s::bigint[]) process (id)
    CROSS JOIN LATERAL (
        SELECT track.id FROM tracker_track track WHERE track.process_id = process.id
        UNION ALL SELECT 0
    ) strand
    CROSS JOIN LATERAL (
        SELECT count(*) AS number FROM (
            SELECT FROM tracker_change change
            WHERE change.process_id = process.id AND change.track_id = strand.id
                AND change.at > %(visited)s::timestamptz
            LIMIT %(most)s::bigint + 1
        ) capped
    ) found
    GROUP BY process.id HAVING sum(found.number) > 0"""


def offers(processes: Sequence[Process], visited: datetime) -> list[Offer]:
    """How much has come onto the record of each of these processes since a moment, where anything
    has; in their order."""
    parameters: dict[str, Any] = {
        "processes": [process.pk for process in processes],
        "visited": visited,
        "most": MOST_COUNTED,
    }
    numbers = dict(fetch_prepared(_OFFERS, parameters))
    return [
        Offer(process, Number.capped(numbers[process.pk], MOST_COUNTED))
        for process in processes
        if process.pk in numbers
    ]
