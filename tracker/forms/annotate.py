"""The forms by which words of an article become an event, a deadline or a condition."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.edtf import format_edtf
from tracker.dates.spotted import direction_before, phrase_in
from tracker.dates.window import OPEN_END, Window
from tracker.editing.entries import check_track
from tracker.forms.constraints import ConstraintsByField
from tracker.forms.entries import check_length
from tracker.forms.events import look_by_occurrence, modes_by_type
from tracker.forms.windows import PHRASE_LENGTH, WindowField
from tracker.models import (
    Condition,
    Deadline,
    Entry,
    Event,
    Kind,
    Occurrence,
    Operator,
    Process,
    Topic,
    Track,
)

COMMON = ("title", "process", "track", "summary", "credibility")
# In whatever script the article is written.
_LINE = {"dir": "auto"}
_SHORT = {"rows": 2, "dir": "auto"}


class EntryFromText(ConstraintsByField):
    """What the three kinds have in common. `quote` and `published` fill in what can be known."""

    window = WindowField(label=gettext_lazy("When"))
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Topics"),
    )

    quote_fills = ""  # the field that begins as the quote
    also_filled = ("phrase", "anchor", "edtf", "earliest", "latest", "window_why")

    def __init__(
        self,
        data: Any = None,
        *,
        published: date,
        quote: str = "",
        before: str = "",  # the words of the sentence before the quote
        process: Process | None = None,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        direction = self.base_fields["window"].direction  # type: ignore[attr-defined]
        phrase = phrase_in(quote, anchor=published, direction=direction)
        filled: dict[str, Any] = {
            "window": [phrase if len(phrase) <= PHRASE_LENGTH else "", published, None, None, ""],
            "process": process.pk if process else None,
        }
        said_before = before + (quote.partition(phrase)[0] if phrase else quote)
        if direction_before(said_before) == "future":
            filled["occurrence"] = Occurrence.PLANNED
        # Words that only say when do not say what.
        if self.quote_fills and phrase != quote:
            filled[self.quote_fills] = quote
        super().__init__(data, initial=filled | (initial or {}), **kwargs)
        self.published = published
        self.fields["process"].queryset = Process.objects.all()  # type: ignore[attr-defined]
        self.fields["track"].choices = _by_process()  # type: ignore[attr-defined]

    def as_typed(self) -> dict[str, Any]:
        """What was typed, unjudged: the initial values of a form that is shown once more."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }

    def clean_window(self) -> Window:
        window: Window = self.cleaned_data["window"] or self.window_unsaid()
        check_length(window, Entry)
        self.instance.window = window
        return window

    def window_unsaid(self) -> Window:
        raise ValidationError(self.fields["window"].error_messages["required"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        process, track = cleaned.get("process"), cleaned.get("track")
        if process and track:
            try:
                check_track(Entry(process=process, track=track))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


class EventFromText(EntryFromText):
    class Meta:
        model = Event
        fields = (*COMMON, "plover_type", "plover_mode", "occurrence", "process_state")
        widgets = {"title": forms.TextInput(_LINE), "summary": forms.Textarea(_SHORT)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plover_mode"].choices = modes_by_type()  # type: ignore[attr-defined]
        look_by_occurrence(self)


class DeadlineFromText(EntryFromText):
    window = WindowField(label=gettext_lazy("When"), direction="future")
    quote_fills = "demand"

    class Meta:
        model = Deadline
        fields = (*COMMON, "demand", "consequence", "deadline_kind", "firmness")
        widgets = {
            "title": forms.TextInput(_LINE),
            "summary": forms.Textarea(_SHORT),
            "demand": forms.Textarea(_SHORT),
            "consequence": forms.Textarea(_SHORT),
        }


class ConditionFromText(EntryFromText):
    window = WindowField(
        label=gettext_lazy("When"),
        required=False,
        direction="future",
        help_text=gettext_lazy("Empty: from the day of the article on, with no time limit."),
    )

    class Meta:
        model = Condition
        fields = (*COMMON, "condition_kind", "operator", "if_clause", "then_clause")
        widgets = {
            "title": forms.TextInput(_LINE),
            "summary": forms.Textarea(_SHORT),
            "if_clause": forms.Textarea(_SHORT),
            "then_clause": forms.Textarea(_SHORT),
        }

    def __init__(self, *args: Any, quote: str = "", **kwargs: Any) -> None:
        said: dict[str, Any] = {}
        if clause := if_clause_of(quote):
            said["operator"], said["if_clause"] = clause
        super().__init__(
            *args, quote=quote, initial=said | (kwargs.pop("initial", None) or {}), **kwargs
        )

    def window_unsaid(self) -> Window:
        """A condition stands from the day on which it is stated."""
        return Window(
            edtf=format_edtf(self.published, OPEN_END),
            earliest=self.published,
            latest=OPEN_END,
            anchor=self.published,
            why=_("stated on this day; no time limit said"),
        )


FORMS: dict[str, type[EntryFromText]] = {
    Kind.EVENT: EventFromText,
    Kind.DEADLINE: DeadlineFromText,
    Kind.CONDITION: ConditionFromText,
}


# The words that a clause begins with, the longer first.
_OPENING = re.compile(r"(only\s+if|if|unless|until)\s+", re.IGNORECASE)
_OPERATORS = {
    "only if": Operator.ONLY_IF,
    "if": Operator.IF,
    "unless": Operator.UNLESS,
    "until": Operator.UNTIL,
}


def if_clause_of(quote: str) -> tuple[Operator, str] | None:
    """What a quote asks that begins with asking it: the clause up to its comma, without the word
    that it begins with. None for any other: whoever reads it knows better which part is asked."""
    opening = _OPENING.match(quote)
    if opening is None:
        return None
    clause = quote[opening.end() :].partition(",")[0].strip().rstrip(".;:")
    operator = _OPERATORS[" ".join(opening[1].lower().split())]
    return (operator, clause) if clause else None


def _by_process() -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[int, str]]] = {}
    for track in Track.objects.select_related("process").order_by("process__name", "position"):
        groups.setdefault(track.process.name, []).append((track.pk, track.name))
    return [("", "—"), *groups.items()]
