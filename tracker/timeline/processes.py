"""Where each process stands at a moment, with what that rests on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from tracker.dates.window import OPEN_END, Window
from tracker.models import ClockState, Process, ProcessState
from tracker.models.entries import EntryQuerySet
from tracker.timeline.counts import MOST_COUNTED, Number, audience_of
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.rows import EntryRow, rows_of
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.states import NOT_PASSED, STATUS_CONDITIONS
from tracker.timeline.visible import Reader, entry_states

LATEST_SHOWN = 4
# Of the entries behind a figure, where many processes stand side by side.
MOST_SUMMED = 100
NONE = Number(0)


class StateEvent(NamedTuple):
    """The event that brought a process to where it stands."""

    process_id: int
    pk: int
    title: str
    since: date
    edtf: str
    earliest: date
    latest: date
    process_state: str

    @property
    def label(self) -> str:
        return str(ProcessState(self.process_state).label)

    @property
    def window(self) -> Window:
        """When it began. Of what was called off in advance, that is not when it was meant to be."""
        if self.since != self.earliest:
            return Window(edtf=self.since.isoformat(), earliest=self.since, latest=self.since)
        return Window(edtf=self.edtf, earliest=self.earliest, latest=self.latest)


@dataclass(slots=True)
class Summary:
    """One process at a moment. The numbers are of what the reader may see."""

    process: Process
    at: date
    entries: Number = NONE
    open_conditions: Number = NONE
    overdue: Number = NONE
    state_event: StateEvent | None = None
    next_deadline: EntryRow | None = None
    latest: list[EntryRow] = field(default_factory=list)
    with_drafts: bool = False  # of an editor, to whom drafts count too


# For each process a few steps down its indexes, however many entries there are. All that is
# said of deadlines and conditions is read from the standing periods of that moment.
_AT_MOMENT = """FROM tracker_standingperiod period
        WHERE period.process_id = process.id AND period.state = ANY(%(states)s::text[])
            AND period.known_from <= %(at)s::date AND period.known_until > %(at)s::date
            AND (%(as_of)s::date IS NULL OR period.known_on <= %(as_of)s::date)"""
_NOT_PASSED = NOT_PASSED.replace("asked.at", "%(at)s::date")
_OVERDUE = STATUS_CONDITIONS[ClockState.OVERDUE].replace("asked.at", "%(at)s::date")

# Leads the planner to the index of each process (as in timeline.counts).
_IN_ORDER = "ORDER BY period.process_id, period.outcome, period.latest"

_KNOWN = """FROM tracker_entry entry
            WHERE entry.process_id = process.id AND entry.state = ANY(%(states)s::text[])
                AND entry.known_on <= %(as_of)s::date"""

_KEPT = """SELECT number FROM tracker_tally tally
            WHERE tally.process_id = process.id AND tally.audience = %(audience)s::text
                AND tally.facet = 'all'
            UNION ALL SELECT number FROM tracker_tallychange change
            WHERE change.process_id = process.id AND change.audience = %(audience)s::text
                AND change.facet = 'all'"""


def _figures_sql(most: int) -> str:
    """For each process its figures, none of them counted beyond one more than `most`."""

    def capped(rows: str) -> str:
        return f"(SELECT count(*) FROM (SELECT {rows} LIMIT {most + 1}) capped)"

    open_conditions = capped(
        f"{_AT_MOMENT} AND {_NOT_PASSED} AND period.kind = 'condition' {_IN_ORDER}"
    )
    return f"""
        SELECT process.id,
            CASE WHEN %(as_of)s::date IS NULL
                THEN (SELECT coalesce(sum(number), 0)::bigint FROM ({_KEPT}) kept)
                ELSE {capped(_KNOWN)} END,
            {open_conditions},
            {capped(f"{_AT_MOMENT} AND {_OVERDUE} {_IN_ORDER} DESC")},
            -- What has no last day is not what comes next.
            (SELECT period.entry_id {_AT_MOMENT} AND {_NOT_PASSED} AND period.kind = 'deadline'
                AND period.latest < DATE '{OPEN_END}' {_IN_ORDER}, period.entry_id LIMIT 1)
        FROM tracker_process process
        WHERE process.id = ANY(%(processes)s::bigint[])"""


def summaries(
    chosen: TimelineFilter, *, reader: Reader, only: Process | None = None
) -> list[Summary]:
    """A summary for each process, as known on the filter's day, in a fixed number of queries.

    With `since`, its latest entries are those that became known after that day. For one process
    alone they are left out: its page lists them all.
    """
    asked = TimelineFilter(days={k: day for k, day in chosen.days.items() if k == "as_of"})
    processes = [only] if only else list(Process.objects.visible_to(reader))
    with_drafts = reader.has_perm("tracker.view_entry")
    found = {pr.pk: Summary(pr, chosen.at, with_drafts=with_drafts) for pr in processes}
    known = timeline_entries(asked, reader=reader)

    next_deadlines = {}
    most = MOST_COUNTED if only else MOST_SUMMED
    for pk, entries, conditions, overdue, next_deadline in _figures(
        found, chosen, reader=reader, most=most
    ):
        summary = found[pk]
        summary.entries = Number.capped(entries, most) if chosen.day("as_of") else Number(entries)
        summary.open_conditions = Number.capped(conditions, most)
        summary.overdue = Number.capped(overdue, most)
        if next_deadline:
            next_deadlines[next_deadline] = summary
    newest = _newest(found, known, chosen) if only is None else []
    keys = [*next_deadlines, *(key for key in newest if key not in next_deadlines)]
    rows = rows_of(keys, reader=reader, at=chosen.at, as_of=chosen.day("as_of"))
    by_key = {row.pk: row for row in rows}
    for key, summary in next_deadlines.items():
        summary.next_deadline = by_key.get(key)
    for row in sorted((by_key[key] for key in newest if key in by_key), key=_place, reverse=True):
        found[row.process_id].latest.append(row)
    for event in state_events(found, at=chosen.at):
        found[event.process_id].state_event = event
    return list(found.values())


def _place(row: EntryRow) -> tuple[date, int]:
    return row.earliest, row.pk


def _figures(
    processes: Iterable[int], chosen: TimelineFilter, *, reader: Reader, most: int
) -> list[tuple[Any, ...]]:
    return fetch_prepared(
        _figures_sql(most),
        {
            "processes": list(processes),
            "states": entry_states(reader),
            "audience": audience_of(reader),
            "at": chosen.at,
            "as_of": chosen.day("as_of"),
        },
    )


def _newest(processes: Iterable[int], known: EntryQuerySet, chosen: TimelineFilter) -> list[int]:
    """The keys of the newest entries of each process that have begun."""
    if since := chosen.day("since"):
        known = known.filter(known_on__gt=since)
    begun = known.filter(earliest__lte=chosen.at).order_by("-earliest", "-pk")
    few = [begun.filter(process=pk).values_list("pk", flat=True)[:LATEST_SHOWN] for pk in processes]
    return list(few[0].union(*few[1:], all=True)) if few else []


def state_events(processes: Iterable[int], *, at: date) -> list[StateEvent]:
    """For each process the published event, known by then, that brought it to where it stands.

    The latest that says where it stands decides; of those that have said the same since, one after
    the other, the first is what the state rests on, and since when it has lasted.
    """
    found = fetch_prepared(_STATE_EVENTS, {"processes": list(processes), "at": at})
    return [StateEvent(*row) for row in found]


_SAID = """FROM tracker_statesaid said
        JOIN tracker_event event ON event.entry_ptr_id = said.entry_id
        WHERE said.process_id = process.id AND said.known_on <= %(at)s::date"""

_STATE_EVENTS = f"""
    SELECT process.id, entry.id, entry.title, changed.earliest,
        entry.edtf, entry.earliest, entry.latest, last.process_state
    FROM unnest(%(processes)s::bigint[]) process (id)
    CROSS JOIN LATERAL (
        SELECT event.process_state {_SAID}
        ORDER BY said.earliest DESC, said.entry_id DESC LIMIT 1
    ) last
    LEFT JOIN LATERAL (
        SELECT said.earliest, said.entry_id {_SAID} AND event.process_state <> last.process_state
        ORDER BY said.earliest DESC, said.entry_id DESC LIMIT 1
    ) otherwise ON true
    CROSS JOIN LATERAL (
        SELECT said.earliest, said.entry_id {_SAID} AND (said.earliest, said.entry_id)
            > (coalesce(otherwise.earliest, '-infinity'), coalesce(otherwise.entry_id, 0))
        ORDER BY said.earliest, said.entry_id LIMIT 1
    ) changed
    JOIN tracker_entry entry ON entry.id = changed.entry_id"""
