"""Changes with what a page says of them: the entry, what became of it, and how far a window moved.
Of what was retracted nothing is fetched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tracker.dates.window import OPEN_END, Window
from tracker.models import News, ReviewState
from tracker.models.developments import MOVES
from tracker.timeline.changes import Told
from tracker.timeline.rows import EntryRow, rows_of
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.visible import Reader


class Move(NamedTuple):
    """A window before and after."""

    before: Window
    after: Window

    @property
    def days(self) -> int | None:
        """By how many days its last day moved; None where one of them is open."""
        if OPEN_END in (self.before.latest, self.after.latest):
            return None
        return (self.after.latest - self.before.latest).days


class StepRow(NamedTuple):
    """A development."""

    pk: int
    outcome: str
    note: str
    window: Window
    move: Move | None


@dataclass(frozen=True, slots=True)
class Item:
    told: Told
    what: News
    entry: EntryRow | None  # None of an entry that was retracted
    step: StepRow | None = None
    move: Move | None = None


def items(
    told: Sequence[Told], *, reader: Reader, at: date, as_of: date | None = None
) -> list[Item]:
    """What a page says of these changes, in their order; what has gone since is left out."""
    shown = {one.entry for one in told if one.what != News.ENTRY_RETRACTED}
    public = [ReviewState.PUBLISHED.value]
    rows = rows_of(sorted(shown), reader=reader, at=at, as_of=as_of, states=public)
    entries = {row.pk: row for row in rows}
    steps = _steps([one.key for one in told if one.what in (News.DEVELOPMENT, News.MOVE)], as_of)
    corrections = _corrections([one.key for one in told if one.what == News.CORRECTION])
    made = (_item(one, entries, steps, corrections) for one in told)
    return [item for item in made if item]


def _item(
    told: Told,
    entries: dict[int, EntryRow],
    steps: dict[int, StepRow],
    corrections: dict[int, Move],
) -> Item | None:
    what = News(told.what)
    if what == News.ENTRY_RETRACTED:
        return Item(told, what, None)
    entry = entries.get(told.entry)
    if entry is None:
        return None
    if what == News.CORRECTION:
        move = corrections.get(told.key)
        return Item(told, what, entry, move=move) if move else None
    if what in (News.DEVELOPMENT, News.MOVE):
        step = steps.get(told.key)
        return Item(told, what, entry, step, step.move) if step else None
    return Item(told, what, entry)


_MOVES = ", ".join(f"'{outcome}'" for outcome in sorted(MOVES))

# A window moves from where the step before has left it, of those that were known.
_STEPS = f"""
    SELECT step.id, step.outcome, step.note, step.edtf, step.earliest, step.latest,
        step.new_edtf, step.new_earliest, step.new_latest,
        coalesce(before.new_edtf, entry.edtf), coalesce(before.new_earliest, entry.earliest),
        coalesce(before.new_latest, entry.latest)
    FROM tracker_development step JOIN tracker_entry entry ON entry.id = step.entry_id
    LEFT JOIN LATERAL (
        SELECT other.new_edtf, other.new_earliest, other.new_latest
        FROM tracker_development other
        WHERE other.entry_id = step.entry_id AND other.state = 'published'
            AND other.outcome IN ({_MOVES})
            AND (%(as_of)s::date IS NULL OR other.known_on <= %(as_of)s::date)
            AND (other.earliest, other.known_on, other.id)
                < (step.earliest, step.known_on, step.id)
        ORDER BY other.earliest DESC, other.known_on DESC, other.id DESC LIMIT 1
    ) before ON step.outcome IN ({_MOVES})
    WHERE step.id = ANY(%(keys)s::bigint[]) AND step.state = 'published'"""

_CORRECTIONS = """
    SELECT revision.pgh_id, before.edtf, before.earliest, before.latest,
        revision.edtf, revision.earliest, revision.latest
    FROM tracker_entryrevision revision
    CROSS JOIN LATERAL (
        SELECT other.edtf, other.earliest, other.latest FROM tracker_entryrevision other
        WHERE other.pgh_obj_id = revision.pgh_obj_id AND other.pgh_id < revision.pgh_id
        ORDER BY other.pgh_id DESC LIMIT 1
    ) before
    WHERE revision.pgh_id = ANY(%(keys)s::bigint[])"""


def _steps(keys: Iterable[int], as_of: date | None) -> dict[int, StepRow]:
    found = {}
    for row in _fetched(_STEPS, keys, as_of=as_of):
        pk, outcome, note = row[:3]
        window, after, before = row[3:6], row[6:9], row[9:12]
        move = Move(_window(*before), _window(*after)) if outcome in MOVES else None
        found[pk] = StepRow(pk, outcome, note, _window(*window), move)
    return found


def _corrections(keys: Iterable[int]) -> dict[int, Move]:
    return {
        row[0]: Move(_window(*row[1:4]), _window(*row[4:7])) for row in _fetched(_CORRECTIONS, keys)
    }


def _fetched(statement: str, keys: Iterable[int], **others: object) -> list[tuple[Any, ...]]:
    keys = list(keys)
    return fetch_prepared(statement, {"keys": keys, **others}) if keys else []


def _window(edtf: str, earliest: date, latest: date) -> Window:
    return Window(edtf=edtf, earliest=earliest, latest=latest)
