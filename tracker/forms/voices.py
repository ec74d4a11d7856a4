"""Whose words the chosen words are, and how the article gives them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from tracker.editing.annotate import Voice
from tracker.models import Actor, Annotation, Attribution, QuoteMode
from tracker.timeline.named import actor_called

_UNSAID = [("", gettext_lazy("not said"))]
_OPENING, _CLOSING = "“„«‹‘‚\"'", "”“»›’‘\"'"


class VoiceForm(forms.Form):
    speaker = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Speaker"),
        widget=forms.TextInput({"list": "actor-names", "autocomplete": "off"}),
    )
    mode = forms.ChoiceField(
        choices=[*_UNSAID, *QuoteMode.choices],
        required=False,
        label=gettext_lazy("Quoted or paraphrased"),
    )
    attribution = forms.ChoiceField(
        choices=[*_UNSAID, *Attribution.choices],
        required=False,
        label=gettext_lazy("Named or anonymous"),
    )
    described_as = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("If anonymous: how the article describes the source"),
        widget=forms.TextInput({"dir": "auto"}),
    )

    def clean_speaker(self) -> Actor | None:
        name: str = self.cleaned_data["speaker"]
        return actor_called(name) if name else None

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        source = Annotation(**cleaned)
        try:
            source.clean()
        except ValidationError as error:
            self.add_error(None, error)
        cleaned["attribution"] = source.attribution  # what follows from the rest
        return cleaned

    @classmethod
    def unjudged(cls, data: Any) -> "VoiceForm":
        """As it was typed, while nothing is being saved."""
        return cls(initial={name: data.get(name, "") for name in cls.base_fields})

    def voice(self) -> Voice:
        """Of a form that is valid."""
        return Voice(**self.cleaned_data)

    @property
    def has_something(self) -> bool:
        """True when it is to be shown open."""
        return any(field.value() for field in self)


def mode_of(before: str, exact: str, after: str) -> str:
    """Words between quotation marks are quoted; of others nothing is known."""
    inside = before.rstrip()[-1:] + exact + after.lstrip()[:1]
    for words in (exact, inside):
        if len(words) > 1 and words[0] in _OPENING and words[-1] in _CLOSING:
            return QuoteMode.QUOTED
    return ""
