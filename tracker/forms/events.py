"""The form of an event."""

from typing import Any

from tracker.forms.entries import EntryForm
from tracker.models import PLOVER, Event, PloverType


def modes_by_type() -> list[Any]:
    """The choices of a PLOVER mode, grouped by type: which modes there are depends on it."""
    return [
        ("", "—"),
        *(
            (PloverType(name).label, [(mode, mode) for mode in plover.modes])
            for name, plover in PLOVER.items()
            if plover.modes
        ),
    ]


class EventForm(EntryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only read is shown no choices.
        if mode := self.fields.get("plover_mode"):
            mode.choices = modes_by_type()  # type: ignore[attr-defined]

    class Meta(EntryForm.Meta):
        model = Event
        fields = (
            "title",
            "process",
            "track",
            "plover_type",
            "plover_mode",
            "occurrence",
            "process_state",
            "summary",
            "credibility",
            "known_on",
            "known_on_by_hand",
        )
