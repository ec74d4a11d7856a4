"""The form of an event."""

from tracker.forms.entries import EntryForm
from tracker.models import Event


class EventForm(EntryForm):
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
