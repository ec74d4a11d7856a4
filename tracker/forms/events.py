"""The form of an event."""

from typing import Any

from django import forms

from tracker.forms.entries import EntryForm
from tracker.forms.windows import WindowField
from tracker.models import PLOVER, Event, Occurrence, PloverType
from tracker.models.modes import MODES_IN_WORDS


def modes_by_type() -> list[Any]:
    """The choices of a PLOVER mode, grouped by type: which modes there are depends on it."""
    return [
        ("", "—"),
        *(
            (
                PloverType(name).label,
                [(mode, f"{MODES_IN_WORDS[name][mode]} ({mode})") for mode in plover.modes],
            )
            for name, plover in PLOVER.items()
            if plover.modes
        ),
    ]


def look_by_occurrence(form: forms.BaseForm) -> None:
    """In an event "on Thursday" is past, unless it is planned."""
    window = form.fields.get("window")
    if not isinstance(window, WindowField) or "occurrence" not in form.fields:
        return
    is_planned = form["occurrence"].value() == Occurrence.PLANNED
    window.look("future" if is_planned else None)
    window.widget.planned = form.add_prefix("occurrence")


class EventForm(EntryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only read is shown no choices.
        if mode := self.fields.get("plover_mode"):
            mode.choices = modes_by_type()  # type: ignore[attr-defined]
        look_by_occurrence(self)

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
