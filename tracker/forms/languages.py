"""The language of an article: a list to choose from, by its own code (BCP 47)."""

from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def languages() -> list[tuple[str, str]]:
    """Languages by name, not their regional kinds; those that are written in two ways, in both."""
    named = [
        (_written(code), str(info["name"]))
        for code, info in LANG_INFO.items()
        if "name" in info and ("-" not in code or code in ("zh-hans", "zh-hant", "pt-br"))
    ]
    return sorted(named, key=lambda pair: pair[1])


def nearest(language: str) -> str:
    """Of “en-GB”, “en”: the one of the list that is meant; empty where there is none."""
    known = {code for code, _name in languages()}
    while language and language not in known:
        language = language.rpartition("-")[0]
    return language


def language_named(code: str) -> str:
    named = dict(languages())
    return named.get(code) or named.get(code.partition("-")[0]) or code


class LanguageField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        defaults = {
            "max_length": 35,
            "required": False,
            "label": gettext_lazy("Language"),
            "widget": forms.Select(choices=offered()),
        }
        super().__init__(**{**defaults, **kwargs})

    def clean(self, value: Any) -> str:
        said: str = super().clean(value) or ""
        if said and said not in {code for code, _name in languages()}:
            raise forms.ValidationError(_("“%s” is none of the languages of the list.") % said[:35])
        return said


def offered() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("– not said –")), *languages()]


def _written(code: str) -> str:
    first, _dash, rest = code.partition("-")
    return f"{first}-{rest.upper() if len(rest) == 2 else rest.title()}" if rest else first
