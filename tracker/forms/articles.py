"""The form of an article: what it is, and its text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editing.articles import MAX_TEXT, checked_text
from tracker.forms.constraints import ConstraintsByField
from tracker.models import Article, ArticleVersion


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


class ArticleForm(ConstraintsByField):
    text = ArticleTextField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy(
            "A changed text is kept as a new version; the sources move over to it."
        ),
    )

    class Meta:
        model = Article
        fields = ("title", "outlet", "url", "published_on")
        field_classes = {"url": WebAddressField}
        widgets = {"title": forms.TextInput({"class": "vTextField wide"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            try:
                self.initial["text"] = self.instance.current.text
            except ArticleVersion.DoesNotExist:
                self.initial["text"] = ""

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text == self.initial.get("text") or not self.instance.pk:
            return text
        if self.instance.versions.filter(text=text).exists():
            raise ValidationError(_("An earlier version of this article had exactly this text."))
        return text
