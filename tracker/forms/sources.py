"""The form of a source: words of an article that an entry or a development rests on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editing.annotate import locate
from tracker.forms.constraints import ConstraintsByField
from tracker.forms.versions import VersionedForm
from tracker.forms.why import ExplainedForm
from tracker.models import Annotation, Article, ArticleVersion, Entry
from tracker.selectors.quote import TextQuote

VOICE = ("speaker", "mode", "attribution", "described_as")


class QuoteField(forms.CharField):
    """Words out of a text whose line ends are LF; a browser sends CRLF."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            strip=False,
            widget=forms.Textarea({"rows": 2, "class": "vLargeTextField quote"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class SourceForm(ConstraintsByField):
    article = forms.ModelChoiceField(Article.objects.all(), label=gettext_lazy("Article"))
    exact = QuoteField(
        label=gettext_lazy("Quote"),
        help_text=gettext_lazy("The article’s own words, as they stand in its text"),
    )

    also_filled = ("version", "start", "end", "exact", "prefix", "suffix", "state")

    class Meta:
        model = Annotation
        fields = ("exact", "stance", "entry", "development", *VOICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was there before anything typed is put onto the instance.
        self.kept = self.instance.exact if self.instance.pk else None
        if self.instance.pk:
            self.initial["article"] = self.instance.version.article_id

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        article, exact = cleaned.get("article"), cleaned.get("exact")
        if not isinstance(article, Article) or not exact:
            return cleaned
        if exact == self.kept and article.pk == self.initial.get("article"):
            return cleaned  # the span stays where it is, also on an older version
        try:
            version = article.current
            # What surrounds the words in the clipboard is not part of them.
            position = locate(version, exact.strip())
        except ArticleVersion.DoesNotExist:
            self.add_error("article", _("This article has no text yet."))
        except ValidationError as error:
            self.add_error("exact", error)
        else:
            quote = TextQuote.from_span(version.text, position.start, position.end)
            self.instance.version = version
            self.instance.start, self.instance.end = position.start, position.end
            self.instance.prefix, self.instance.suffix = quote.prefix, quote.suffix
            cleaned["exact"] = quote.exact
        return cleaned


class SourcePageForm(ExplainedForm, VersionedForm, SourceForm):
    """On a page of its own, a source answers for the version of its entry."""

    def versioned(self) -> Entry | None:
        if not self.instance.pk:
            return None
        development = self.instance.development
        entry: Entry | None = development.entry if development else self.instance.entry
        return entry
