"""The form of an article: what it is, and its text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editing.articles import MAX_TEXT, checked_text
from tracker.forms.constraints import ConstraintsByField
from tracker.forms.languages import LanguageField
from tracker.models import Article, ArticleVersion
from tracker.timeline.reprints import likely_originals


class ArticleTextArea(forms.Textarea):
    """Says that a text is too long before it is sent, where there is JavaScript."""

    class Media:
        js = (Script("js/text-limit.js", defer=True),)

    def __init__(self) -> None:
        super().__init__({"rows": 24, "class": "vLargeTextField reading"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        said = _("The text has {length} characters; up to %(most)d are taken.")
        context["widget"]["attrs"] |= {
            "data-most": str(MAX_TEXT),
            "data-too-long": said % {"most": MAX_TEXT},
        }
        return context


class ArticleTextField(forms.CharField):
    """Cleans to the text as it is kept, so that a browser's line ends are no change."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            strip=False,
            widget=ArticleTextArea(),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return checked_text(text) if text.strip() else ""


class WebAddressField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


def with_outlet_and_day(article: Article) -> str:
    """Reprints have one title."""
    day = date_format(article.published_on)
    return f"{article.title} ({article.outlet.name}, {day})"


class ArticleForm(ConstraintsByField):
    text = ArticleTextField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy(
            "A changed text is kept as a new version; the sources move over to it."
        ),
    )

    likely = forms.ModelChoiceField(
        Article.objects.none(),
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        label=gettext_lazy("Nearly the same text"),
        empty_label=gettext_lazy("none of these"),
        help_text=gettext_lazy(
            "Chosen, this article counts as its reprint: both as one independent outlet."
        ),
    )

    also_filled = ("id",)

    class Meta:
        model = Article
        fields = (
            *("title", "outlet", "url", "published_on", "author", "language"),
            *("reprint_of", "origin"),
        )
        field_classes = {"url": WebAddressField, "language": LanguageField}
        widgets = {"title": forms.TextInput({"class": "vTextField wide"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            try:
                self.initial["text"] = self.instance.current.text
            except ArticleVersion.DoesNotExist:
                self.initial["text"] = ""
            self._offer_originals()

    def _offer_originals(self) -> None:
        found = [likely.article.pk for likely in likely_originals(self.instance)]
        field: Any = self.fields["likely"]
        field.queryset = Article.objects.filter(pk__in=found).select_related("outlet")
        field.label_from_instance = with_outlet_and_day
        if not found:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        likely = cleaned.get("likely")
        if likely and not (cleaned.get("reprint_of") or cleaned.get("origin")):
            cleaned["reprint_of"] = likely
        return cleaned

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text == self.initial.get("text") or not self.instance.pk:
            return text
        if self.instance.versions.filter(text=text).exists():
            raise ValidationError(_("An earlier version of this article had exactly this text."))
        return text
