"""What one act did to each row that it touched, however many steps it took."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tracker.models import ReviewState

# pghistory's aggregated rows: pgh_label, pgh_data, pgh_diff, pgh_obj_model, pgh_obj_id …
Event = Any
# A row as JSON has it: days are text.
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Net:
    """A row before and after; None where it was not there, or did not hang on the entry."""

    model: str  # tracker.Entry
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        found = self.after if self.after is not None else self.before
        assert found is not None  # noqa: S101 - for the type checker
        return found

    @property
    def is_update(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def has_moved(self) -> bool:
        """Whether its editorial state is another. What has none is as public as its entry."""
        return bool(self.before and self.after and state_of(self.before) != state_of(self.after))

    @property
    def is_public(self) -> bool:
        return state_of(self.row) == ReviewState.PUBLISHED


def state_of(row: Row) -> str:
    return str(row.get("state", ReviewState.PUBLISHED))


def nets(act: Iterable[Event], *, entry_id: int) -> list[Net]:
    """In the order in which the rows were touched first. What came and went again is left out."""
    by_row: dict[tuple[str, str], list[Event]] = {}
    for event in act:
        by_row.setdefault((event.pgh_obj_model, str(event.pgh_obj_id)), []).append(event)
    found = (_net(events, entry_id) for events in by_row.values())
    return [net for net in found if net.before is not None or net.after is not None]


def _net(events: list[Event], entry_id: int) -> Net:
    first, last = events[0], events[-1]
    before = None if first.pgh_label == "insert" else dict(first.pgh_data)
    if before and first.pgh_label == "update":
        before |= {column: values[0] for column, values in (first.pgh_diff or {}).items()}
    if before and before.get("entry_id") not in (None, entry_id):
        before = None  # it hung on another entry
    after = None if last.pgh_label == "delete" else dict(last.pgh_data)
    return Net(first.pgh_obj_model, before, after)
