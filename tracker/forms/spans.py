"""Which words of an article are meant."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.editing.annotate import MAX_QUOTE, locate
from tracker.models import ArticleVersion
from tracker.selectors.position import TextPosition

# Evidence is a sentence or two. The search index of an entry holds all its quotes, and has an end.


class SpanForm(forms.Form):
    """A place in the text with the words that stand there; or words alone, to be found.

    Places are code points. Without JavaScript nobody counts them, and the words are enough.
    """

    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)
    exact = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, text_of: ArticleVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text_of = text_of
        self.position: TextPosition | None = None

    def clean_exact(self) -> str:
        # Browsers send line ends as CRLF; in the kept text they are LF.
        exact: str = self.cleaned_data["exact"]
        return exact.replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        start, end, exact = (cleaned.get(name) for name in ("start", "end", "exact"))
        if self.errors:
            raise ValidationError(_moved())
        if start is None or end is None:
            words = (exact or "").strip()
            _check_length(len(words))
            position = locate(self.text_of, words)
        else:
            position = self._checked(start, end, exact or "")
            _check_length(position.end - position.start)
        self.position = position
        return cleaned

    def _checked(self, start: int, end: int, exact: str) -> TextPosition:
        """The place, if the words stand there that the browser has seen there."""
        text = self.text_of.text
        if not 0 <= start < end <= len(text):
            raise ValidationError(_moved())
        words = text[start:end]
        said_version = self.cleaned_data.get("version")
        is_same_text = said_version in (None, self.text_of.number)
        if exact != words if exact else not is_same_text:
            raise ValidationError(_moved())
        if not words.strip():
            raise ValidationError(_("Select some words first."))
        start += len(words) - len(words.lstrip())
        return TextPosition(start, start + len(words.strip()))

    def hidden(self) -> list[tuple[str, str]]:
        """What the next step carries along: the place and the words, as they were checked."""
        if self.position is None:
            return []
        start, end = self.position.start, self.position.end
        return [
            ("start", str(start)),
            ("end", str(end)),
            ("exact", self.text_of.text[start:end]),
            ("version", str(self.text_of.number)),
        ]

    def said(self) -> str:
        """The words as they were sent, checked or not, so that they can be mended."""
        return str(self.data.get("exact") or "")

    def reasons(self) -> list[str]:
        return [str(message) for message in self.non_field_errors()]


def _check_length(length: int) -> None:
    if length > MAX_QUOTE:
        raise ValidationError(
            _("A quote has up to %(most)d characters; this has %(length)d. Choose fewer.")
            % {"length": length, "most": MAX_QUOTE}
        )


def _moved() -> str:
    return _(
        "These words do not stand at this place of the article. Its text may have changed: "
        "select them again, or let them be looked for."
    )
