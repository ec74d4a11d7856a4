"""The form for a pasted article."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editing.articles import MAX_TEXT
from tracker.forms.articles import ArticleTextField, WebAddressField
from tracker.forms.days import DayField
from tracker.forms.languages import LanguageField
from tracker.imports.addresses import other_spellings
from tracker.models import Article, Outlet
from tracker.selectors.text import clean_text


class PasteForm(forms.Form):
    title = forms.CharField(max_length=300, label=gettext_lazy("Title"))
    outlet = forms.ModelChoiceField(
        Outlet.objects.all(),
        required=False,
        label=gettext_lazy("Outlet"),
        empty_label=gettext_lazy("– choose –"),
    )
    new_outlet = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("or the name of a new outlet")
    )
    origin = forms.ModelChoiceField(
        Outlet.objects.all(),
        required=False,
        label=gettext_lazy("Taken over from (a news agency, if it says so)"),
        empty_label="–",
    )
    url = WebAddressField(
        max_length=1000, required=False, label=gettext_lazy("Address (if it has one)")
    )
    published_on = DayField(
        label=gettext_lazy("Published on"),
        help_text=gettext_lazy("“Within days” and “tomorrow” are counted from this day."),
    )
    author = forms.CharField(
        max_length=300, required=False, label=gettext_lazy("Author (as the article says)")
    )
    language = LanguageField()
    text = ArticleTextField(
        label=gettext_lazy("Text"),
        help_text=format_lazy(
            gettext_lazy(
                "Kept letter for letter, for quotes rest on it. One line is one paragraph. "
                "Up to {most} characters."
            ),
            most=f"{MAX_TEXT:,}",
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.same_address: Article | None = None

    def clean_title(self) -> str:
        return _fit(self.cleaned_data["title"])

    def clean_author(self) -> str:
        return _fit(self.cleaned_data["author"])

    def clean_new_outlet(self) -> str:
        return _fit(self.cleaned_data["new_outlet"])

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        self.same_address = article_at(url)
        if self.same_address:
            raise ValidationError(_("An article with this address is already here."))
        return url

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        # What no encoding can hold, half of a surrogate pair, a browser sends as this character.
        damaged = text.find("\ufffd")
        if damaged >= 0:
            before = text[max(0, damaged - 20) : damaged].rpartition("\n")[2]
            raise ValidationError(
                _(
                    "The character at position %(place)d, after “%(before)s”, is damaged (�). "
                    "Put in what the source has there."
                )
                % {"place": damaged + 1, "before": before}
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self.errors.keys() & {"outlet", "new_outlet"}:
            return cleaned
        if cleaned.get("outlet") and cleaned.get("new_outlet"):
            self.add_error("outlet", _("Choose an outlet or name a new one, not both."))
        elif not cleaned.get("outlet") and not cleaned.get("new_outlet"):
            self.add_error("outlet", _("Say who published it."))
        elif cleaned.get("origin") and cleaned["origin"] == cleaned["outlet"]:
            self.add_error("origin", _("This is the outlet that it stands in."))
        return cleaned


def article_at(address: str) -> Article | None:
    """The article of this address, in whichever way that is spelt."""
    if not address:
        return None
    there = Article.objects.filter(url__in=other_spellings(address)).select_related("outlet")
    return there.order_by("pk").first()


def _fit(line: str) -> str:
    try:
        return " ".join(clean_text(line).split())
    except ValueError as error:
        raise ValidationError(str(error)) from error
