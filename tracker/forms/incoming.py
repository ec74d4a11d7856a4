"""The forms by which articles come in from files and addresses, and are looked over."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.window import Window
from tracker.forms.articles import ArticleTextField, WebAddressField, with_outlet_and_day
from tracker.forms.days import read_day
from tracker.forms.languages import nearest
from tracker.forms.paste import PasteForm, article_at
from tracker.forms.refused import words_of_notes, words_of_source
from tracker.imports.addresses import host_of
from tracker.imports.incoming import MAX_BYTES, MEGABYTE
from tracker.imports.kinds import BY_NAME
from tracker.models import Article, PendingText
from tracker.timeline.outlets import outlet_meant
from tracker.timeline.reprints import Likely, likely_originals_of, same_again


class AddressForm(forms.Form):
    address = WebAddressField(
        max_length=1000,
        label=gettext_lazy("Address of the article"),
        help_text=gettext_lazy("The server fetches the page; you look it over before it is saved."),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput({"accept": ",".join(BY_NAME)}),
        help_text=format_lazy(
            gettext_lazy(
                "Text, a saved web page, PDF, Word (.docx) or mail (.eml), up to {most} MB."
            ),
            most=MAX_BYTES // MEGABYTE,
        ),
        error_messages={
            "empty": gettext_lazy("The file is empty."),
            "invalid": gettext_lazy("Choose a file first."),
            "required": gettext_lazy("Choose a file first."),
        },
    )


# Fields of the form, by what they are called in what was read.
_READ = {
    "title": "title",
    "author": "author",
    "published_on": "published_on",
    "address": "url",
    "text": "text",
}


class ReadForm(PasteForm):
    """An article as it was read: to be looked over, corrected, and saved."""

    likely = forms.ModelChoiceField(
        Article.objects.none(),
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        label=gettext_lazy("Nearly the same text is here already"),
        empty_label=gettext_lazy("no reprint of these"),
        help_text=gettext_lazy("A reprint and what it reprints count as one independent outlet."),
    )

    def __init__(
        self, *args: Any, pending: PendingText, may_add_outlet: bool, **kwargs: Any
    ) -> None:
        read = initial_of(pending, may_add_outlet=may_add_outlet)
        super().__init__(*args, initial={**read, **kwargs.pop("initial", {})}, **kwargs)
        self.notes = words_of_notes(pending.read["notes"])
        for name, source in pending.read["sources"].items():
            field = self.fields.get(_READ.get(name, name))
            if field and name not in pending.typed:
                field.help_text = " ".join(
                    filter(None, (words_of_source(name, source), str(field.help_text)))
                )
        if not self.is_bound:
            self.same_address = article_at(str(self.initial.get("url", "")))
        self.same_text: Likely | None = None
        self._offer_originals()

    def _offer_originals(self) -> None:
        """By what is in the form now: another text, day or outlet may have others."""
        text = str(self["text"].value() or "")
        outlet, day = self._outlet(), self._day()
        found = likely_originals_of(text, published_on=day, outlet=outlet) if day and text else []
        self.same_text = same_again(text, outlet=outlet) if text and outlet else None
        field: Any = self.fields["likely"]
        field.queryset = Article.objects.filter(
            pk__in=[likely.article.pk for likely in found]
        ).select_related("outlet")
        field.label_from_instance = with_outlet_and_day
        if not found:
            field.widget = forms.HiddenInput()
        elif not self.is_bound:
            self.initial["likely"] = found[0].article.pk

    def _outlet(self) -> int | None:
        said = str(self["outlet"].value() or "")
        return int(said) if said.isdecimal() and len(said) < 18 else None

    def _day(self) -> date | None:
        said = self["published_on"].value()
        if isinstance(said, date):
            return said
        try:
            read = read_day(str(said or ""))
        except ValidationError:
            return None
        return read.latest if isinstance(read, Window) else read


def initial_of(pending: PendingText, *, may_add_outlet: bool) -> dict[str, Any]:
    """What was read as the form takes it, and over that what had been typed already."""
    read = pending.read
    found: dict[str, Any] = {
        "title": read["title"][:300],
        "author": read["author"][:300],
        "url": read["address"],
        "language": nearest(read["language"]),
        "text": read["text"],
        "published_on": date.fromisoformat(read["published_on"]) if read["published_on"] else None,
    }
    host = host_of(read["address"])
    outlet = outlet_meant(name=read["outlet"], host=host)
    if outlet:
        found["outlet"] = outlet.pk
    elif may_add_outlet:
        found["new_outlet"] = (read["outlet"] or host)[:200]
    typed = {name: value for name, value in pending.typed.items() if value}
    if {"outlet", "new_outlet"} & typed.keys():
        found.pop("outlet", None)
        found.pop("new_outlet", None)
    return {**found, **typed}


class NewTextForm(forms.Form):
    """A changed text of an article that is here."""

    text = ArticleTextField(label=gettext_lazy("Text"))

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text == self.article.current.text:
            raise ValidationError(_("This is the text that is here: nothing has changed."))
        if self.article.versions.filter(text=text).exists():
            raise ValidationError(_("An earlier version of this article had exactly this text."))
        return text
