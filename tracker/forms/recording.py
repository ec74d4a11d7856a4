"""What became of a deadline or a condition, in one step: on its page, and from the words of an
article."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.phrases import UnknownPhrase, resolve
from tracker.dates.spotted import phrase_in
from tracker.dates.window import Window
from tracker.editing.developments import Overtaken, current_life, mark_of_life
from tracker.editing.lives import Impossible
from tracker.editing.sequences import Rule, possible_before, possible_next
from tracker.forms.developments import DevelopmentForm
from tracker.forms.entries import check_length
from tracker.forms.why import WhyField, ask_why
from tracker.forms.windows import PHRASE_LENGTH, WindowField
from tracker.models import OUTCOMES, Development, Entry, Event, Kind, Outcome, ReviewState

# Where a reason stands, so that it can be mended there.
FIELDS: dict[Rule, str] = {
    Rule.FOLLOWS: "outcome",
    Rule.NO_END: "outcome",
    Rule.STATED: "window",
    Rule.TO_COME: "window",
    Rule.NOT_DUE: "window",
    Rule.LATER: "new_window",
    Rule.SOONER: "new_window",
    Rule.OVER: "new_window",
}

NOTHING_SHOWS_IT = gettext_lazy(
    "Readers are shown what a step rests on. Choose the event that shows it, or record a draft; the"
    " words of an article can be added in its annotation workspace."
)


class RecordForm(DevelopmentForm):
    """`entry` is what it became of; None where it is still to be chosen."""

    window = WindowField(label=gettext_lazy("When it happened"), required=False)
    new_window = WindowField(
        label=gettext_lazy("New window"),
        required=False,
        direction="future",
        help_text=gettext_lazy("Only where a deadline is extended or shortened: what holds now."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta(DevelopmentForm.Meta):
        fields: tuple[str, ...] = ("outcome", "note")
        widgets = {"note": forms.Textarea({"rows": 2, "dir": "auto"})}

    def __init__(self, data: Any = None, *, entry: Entry | None, **kwargs: Any) -> None:
        self.kind = entry.kind if entry else None
        instance = Development(entry=entry) if entry else Development()
        super().__init__(data, instance=instance, **kwargs)
        self.seen_now = mark_of_life(entry) if entry else ""
        self.is_overtaken = False
        self._offer(entry)

    @property
    def mark(self) -> str:
        """Of what was on record when the form was opened, or told of what came in between."""
        is_fresh = self.is_overtaken or not self.is_bound
        return self.seen_now if is_fresh else str(self.data.get("seen", ""))

    def _offer(self, entry: Entry | None) -> None:
        """All outcomes of its kind are understood; those are shown that are possible now, or
        earlier. What is not possible is refused with its reason, not as if it were no outcome."""
        outcome = self.fields["outcome"]
        kinds = [entry.kind] if entry else list(OUTCOMES)
        outcome.choices = _labelled([one for kind in kinds for one in OUTCOMES[kind]])  # type: ignore[attr-defined]
        groups = _possible(entry) if entry else _by_kind()
        shown = {one for _label, some in groups for one in some}
        typed = self["outcome"].value()
        if typed in set(OUTCOMES[self.kind] if self.kind else ()) - shown:
            groups.append((_("not possible as things stand"), [Outcome(typed)]))
        choices: list[Any] = [("", "—")]
        if len(groups) == 1:
            choices += _labelled(groups[0][1])
        else:
            choices += [(label, _labelled(some)) for label, some in groups if some]
        outcome.widget.choices = choices

    def clean_window(self) -> Window | None:  # type: ignore[override]
        window: Window | None = self.cleaned_data["window"]
        if window:
            check_length(window, Development)
            self.instance.window = window
        return window

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "window" not in self.errors and not cleaned.get("window"):
            if event := cleaned.get("event"):
                self.instance.window = event.window
            else:
                self.add_error("window", self.fields["window"].error_messages["required"])
        return cleaned

    def refuse(self, error: ValidationError) -> None:
        """Says beside its field what saving said."""
        self.is_overtaken = isinstance(error, Overtaken)
        field = FIELDS[error.breach.rule] if isinstance(error, Impossible) else None
        self.add_error(field, error.messages)

    def as_typed(self) -> dict[str, Any]:
        """What was typed, unjudged: the initial values of a form that is shown once more."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
            if name != "seen"
        }


class RecordOnPageForm(RecordForm):
    """With the event that shows it, among those of the same process, and the reason for recording
    it: readers of a published entry see what is published at once."""

    why = WhyField(
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
        help_text=gettext_lazy(
            "Needed to publish it at once. Kept in the history, for editors; readers are not "
            "shown it."
        ),
    )
    window = WindowField(
        label=gettext_lazy("When it happened"),
        required=False,
        help_text=gettext_lazy("Empty: when the event happened that shows it."),
    )

    class Meta(RecordForm.Meta):
        fields = ("outcome", "event", "note")
        widgets = {**RecordForm.Meta.widgets, "event": forms.HiddenInput()}

    def __init__(self, data: Any = None, *, entry: Entry, **kwargs: Any) -> None:
        super().__init__(data, entry=entry, **kwargs)
        events = Event.objects.filter(process=entry.process_id).exclude(state=ReviewState.RETRACTED)
        event = self.fields["event"]
        event.queryset = events  # type: ignore[attr-defined]
        event.error_messages["invalid_choice"] = _(
            "This event is not there any more. Choose another."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "publish" in self.data:
            ask_why(self)
            if not cleaned.get("event") and "event" not in self.errors:
                self.add_error("event", NOTHING_SHOWS_IT)
        return cleaned


class RecordFromTextForm(RecordForm):
    """From words of an article, which show it. They fill in what they say of the time."""

    of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        entry: Entry | None,
        published: date,
        quote: str = "",
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        filled = _times(quote, published)
        super().__init__(data, entry=entry, initial=filled | (initial or {}), **kwargs)
        self.entry = entry

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.entry is None:
            self.add_error("of", _("Choose the deadline or the condition that this became of."))
        return cleaned


def _times(quote: str, published: date) -> dict[str, Any]:
    """The one time that the words name. What lies ahead of the article has not happened by then:
    it is a new window, if it is anything here."""
    happened: list[Any] = ["", published, None, None, ""]
    new: list[Any] = ["", published, None, None, ""]
    phrase = phrase_in(quote, anchor=published)
    if phrase and len(phrase) <= PHRASE_LENGTH:
        try:
            is_ahead = resolve(phrase, anchor=published).latest > published
        except UnknownPhrase:
            is_ahead = False
        (new if is_ahead else happened)[0] = phrase
    return {"window": happened, "new_window": new}


def _possible(entry: Entry) -> list[tuple[str, list[Outcome]]]:
    life = current_life(entry)
    groups = [(_("as the next step"), possible_next(life))]
    if before := possible_before(life):
        groups.append((_("only if it came before what is on record"), before))
    return groups


def _by_kind() -> list[tuple[str, list[Outcome]]]:
    titles = {Kind.DEADLINE: _("of a deadline"), Kind.CONDITION: _("of a condition")}
    return [(title, list(OUTCOMES[kind])) for kind, title in titles.items()]


def _labelled(outcomes: list[Outcome]) -> list[tuple[str, Any]]:
    return [(outcome.value, outcome.label) for outcome in outcomes]
