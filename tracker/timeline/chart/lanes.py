"""What a chart is divided by: tracks, actors, or kinds of entries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from tracker.models import PLOVER, Actor, Family, Kind, Process, Tally, TallyChange, Track
from tracker.models.kept import EVERY_PROCESS
from tracker.timeline.counts import audience_of, count
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.rows import EntryRow
from tracker.timeline.visible import Reader

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_TRACKS, MOST_ACTORS = 6, 6
MOST_TRACKS_ALONE = 8  # where there is no list below
NONE, OTHERS = "", "others"  # keys of the lanes of what stands in no lane of its own

NAMES: "dict[str, str | _StrPromise]" = {
    "track": _("Track"),
    "actor": _("Actor"),
    "kind": _("Kind"),
}

# What an entry is, as far as a mark says so: the family of an event, or its kind.
SORTS: "dict[str, str | _StrPromise]" = {
    **{family.value: family.label for family in Family},
    Kind.DEADLINE.value: _("deadlines"),
    Kind.CONDITION.value: _("conditions"),
}


class Lane(NamedTuple):
    key: str
    name: str
    of: str = ""  # the process of a track, where there are several
    pk: int = 0  # of the track or the actor
    number: int = 0  # of all entries of an actor, if it is known


@dataclass(frozen=True, slots=True)
class Lanes:
    by: str  # track, actor or kind
    lanes: Sequence[Lane]

    def exactly(self, key: str) -> int | None:
        """Which lane this is, if it is one."""
        keys = [lane.key for lane in self.lanes]
        return keys.index(key) if key in keys else None

    def number(self, key: str) -> int | None:
        """The same; that of the others, if there is one, for what has none."""
        found = self.exactly(key)
        return self.exactly(OTHERS) if found is None else found

    def of(self, row: EntryRow) -> list[int]:
        """The lanes that an entry stands in: one, or that of each actor who has a part in it."""
        if self.by == "actor":
            parts = [part.slug for parts in row.parts for part in parts]
            own = {number for slug in parts if (number := self.number(slug)) is not None}
            return sorted(own)
        key = sort_of(row) if self.by == "kind" else track_key(row.process_slug, row.track_slug)
        number = self.number(key)
        return [] if number is None else [number]


def sort_of(row: EntryRow) -> str:
    return PLOVER[row.plover_type].family.value if row.plover_type else row.kind


def track_key(process: str, track: str | None) -> str:
    return f"{process}/{track}" if track else NONE


def lanes_of(chosen: TimelineFilter, *, reader: Reader) -> Lanes:
    """As the address asks, else by the tracks of a process that has some, else by kind."""
    by = chosen.looks.get("lanes", "")
    if by == "actor":
        return Lanes(by, _actors(chosen, reader=reader))
    if by == "track" or (not by and "process" in chosen.pins):
        tracks = _tracks(chosen, reader=reader)
        if by or len(tracks) > 1:
            return Lanes("track", tracks)
    return Lanes("kind", list(_sorts(chosen)))


def processes_of(slugs: Sequence[str]) -> tuple[int, ...]:
    """The keys under which numbers are kept of these processes, or of all."""
    keys = Process.objects.filter(slug__in=slugs).order_by("pk").values_list("pk", flat=True)
    return tuple(keys) if slugs else (EVERY_PROCESS,)


def _sorts(chosen: TimelineFilter) -> Iterable[Lane]:
    kinds, types = chosen.chosen("kind"), chosen.chosen("type")
    families = {PLOVER[one].family.value for one in types}
    for sort, name in SORTS.items():
        kind = sort if sort in Kind.values else Kind.EVENT.value
        if (not kinds or kind in kinds) and (not types or sort in families):
            yield Lane(sort, _capital(str(name)))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _tracks(chosen: TimelineFilter, *, reader: Reader) -> list[Lane]:
    """Those in which something stands, as far as this reader may know: the database keeps their
    numbers. Where there are many, those with the most."""
    processes, slugs = chosen.chosen("process"), chosen.chosen("track")
    kept = Tally.objects.filter(facet="track", audience=audience_of(reader), number__gt=0)
    changed = TallyChange.objects.filter(facet="track", audience=audience_of(reader))
    keys = {"process_id__in": processes_of(processes)}
    numbers: Counter[str] = Counter()
    for value, number in [
        *kept.filter(**keys).order_by("-number").values_list("value", "number")[:200],
        *changed.filter(**keys).values_list("value", "number"),
    ]:
        numbers[value] += number
    # What is not yet added to a number may take all of it away.
    often = [value for value, number in numbers.most_common() if number > 0]
    found = Track.objects.select_related("process")
    if slugs:
        found = found.filter(slug__in=slugs)
    by_key = found.in_bulk([int(value) for value in often])
    tracks = [by_key[key] for key in dict.fromkeys(map(int, often)) if key in by_key]
    most = MOST_TRACKS_ALONE if "view" in chosen.looks else MOST_TRACKS
    is_cut = len(tracks) > most
    tracks = tracks[:most]
    tracks.sort(key=lambda track: (track.process.name, track.position, track.pk))
    several = len({track.process_id for track in tracks}) > 1
    lanes = [
        Lane(
            track_key(track.process.slug, track.slug),
            track.name,
            track.process.name if several else "",
            track.pk,
        )
        for track in tracks
    ]
    if is_cut:
        lanes.append(Lane(OTHERS, str(_("Other tracks"))))
    return lanes if slugs else [*lanes, Lane(NONE, str(_("In no track")))]


def _actors(chosen: TimelineFilter, *, reader: Reader) -> list[Lane]:
    slugs = [slug for key in ("actor", "initiator", "recipient") for slug in chosen.chosen(key)]
    numbers: dict[str, int] = {}
    if not slugs:
        question = chosen.without("from", "to")
        counted = count(question, ["actor"], reader=reader, most=MOST_ACTORS).choices["actor"]
        numbers = {one.value: one.number.value for one in counted}
        slugs = list(numbers)
    by_slug = {one.slug: one for one in Actor.objects.filter(slug__in=slugs)}
    known = [by_slug[slug] for slug in dict.fromkeys(slugs) if slug in by_slug]
    return [
        Lane(actor.slug, actor.name, pk=actor.pk, number=numbers.get(actor.slug, 0))
        for actor in known[:MOST_ACTORS]
    ]
