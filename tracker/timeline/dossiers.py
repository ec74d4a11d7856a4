"""A briefing of what a filter leaves: what is due, what hangs on what, and what happened, with
numbered notes that quote the sources of each claim."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.models import ClockState, Entry, Kind
from tracker.timeline.counts import MOST_COUNTED, Number
from tracker.timeline.entries import timeline_entries
from tracker.timeline.evidence import Evidence, evidence_by_entry
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.paging import places
from tracker.timeline.rows import EntryRow, rows_of
from tracker.timeline.visible import Reader

# Some twenty sheets of paper, with what is due and what is open. A briefing of more is none, and
# its page would be a heavy one.
MOST_TOLD = 150
MOST_STANDING = 40  # of each: what is overdue, what runs, open conditions

OVERDUE, RUNNING = (ClockState.OVERDUE.value,), (ClockState.OPEN.value, ClockState.UPCOMING.value)


class Claim(NamedTuple):
    """An entry, and the numbers of its notes."""

    row: EntryRow
    notes: Sequence[int]
    is_first: bool  # that is told of it here; it may stand among the deadlines and on the timeline


class Note(NamedTuple):
    number: int
    evidence: Evidence
    entry: int  # the key of the claim that rests on it


@dataclass(frozen=True, slots=True)
class Dossier:
    overdue: Sequence[Claim]  # the oldest first
    deadlines: Sequence[Claim]  # that run or will begin to, the most urgent first
    conditions: Sequence[Claim]
    timeline: Sequence[Claim]  # all of these and the rest, the oldest first
    notes: Sequence[Note]
    total: Number
    cut: frozenset[str]  # which of the first three sections leave out older ones

    @property
    def is_cut(self) -> bool:
        """Whether older entries were left out."""
        return self.total.at_least or self.total.value > len(self.timeline)


def dossier_of(chosen: TimelineFilter, *, reader: Reader) -> Dossier:
    asked = chosen.without("after").ordered("newest")
    entries = timeline_entries(asked, reader=reader)
    newest = [pk for _day, pk in places(entries, None, newest_first=True, most=MOST_COUNTED + 1)]
    told = newest[:MOST_TOLD][::-1]
    standing = {
        "overdue": _standing(asked, Kind.DEADLINE, OVERDUE, reader=reader),
        "deadlines": _standing(asked, Kind.DEADLINE, RUNNING, reader=reader),
        "conditions": _standing(asked, Kind.CONDITION, RUNNING, reader=reader),
    }
    overdue, deadlines, conditions = (keys[:MOST_STANDING] for keys in standing.values())
    as_of = chosen.day("as_of")
    keys = list(dict.fromkeys([*overdue, *deadlines, *conditions, *told]))
    rows = {row.pk: row for row in rows_of(keys, reader=reader, at=chosen.at, as_of=as_of)}
    sections = [
        *(sorted((rows[key] for key in part if key in rows), key=_until)
          for part in (overdue, deadlines, conditions)),
        [rows[key] for key in told if key in rows],
    ]  # fmt: skip
    claims, notes = _numbered(sections, reader=reader, as_of=as_of)
    late, running, open_conditions, timeline = claims
    return Dossier(
        overdue=late,
        deadlines=running,
        conditions=open_conditions,
        timeline=timeline,
        notes=notes,
        total=Number.capped(len(newest), MOST_COUNTED),
        cut=frozenset(name for name, keys in standing.items() if len(keys) > MOST_STANDING),
    )


def _numbered(
    sections: Sequence[Sequence[EntryRow]], *, reader: Reader, as_of: date | None
) -> tuple[list[list[Claim]], list[Note]]:
    """Claims with the numbers of their notes, which follow each other as one reads."""
    keys = dict.fromkeys(row.pk for section in sections for row in section)
    entries = Entry.objects.filter(pk__in=keys).only("pk")
    quoted = evidence_by_entry(entries, reader=reader, as_of=as_of)
    notes = [
        Note(number, evidence, key)
        for number, (key, evidence) in enumerate(
            ((key, evidence) for key in keys for evidence in quoted.get(key, ())), start=1
        )
    ]
    numbers: dict[int, list[int]] = defaultdict(list)
    for note in notes:
        numbers[note.entry].append(note.number)
    told: set[int] = set()
    claims = []
    for section in sections:
        claims.append([Claim(row, numbers[row.pk], row.pk not in told) for row in section])
        told |= {row.pk for row in section}
    return claims, notes


def _until(row: EntryRow) -> tuple[date, int]:
    """The most urgent first."""
    return (row.standing.latest if row.standing else row.latest, row.pk)


def _standing(
    chosen: TimelineFilter, kind: Kind, statuses: tuple[str, ...], *, reader: Reader
) -> list[int]:
    """Of what the filter leaves, those of this kind that stand so: the newest ones, and one more
    than is told where there are more."""
    kinds, asked = chosen.chosen("kind"), chosen.chosen("status")
    wanted = [one for one in statuses if one in asked or not asked]
    if not wanted or (kinds and kind not in kinds):
        return []
    few = chosen.with_("kind", kind.value).with_("status", *wanted)
    entries = timeline_entries(few, reader=reader)
    found = places(entries, None, newest_first=True, most=MOST_STANDING + 1)
    return [pk for _day, pk in found]
