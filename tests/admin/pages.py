"""A page's form as a browser would send it, to be filled in and sent."""

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


class _Fields(HTMLParser):
    """The fields of one form: name → what would be sent if nobody touched it."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.data: dict[str, str] = {}
        self.area: str | None = None
        self.select: str | None = None
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.inside = at.get("id") == self.form_id
        if not self.inside or "disabled" in at:
            return
        name = at.get("name", "")
        if tag == "input" and name:
            kind = at.get("type", "text")
            ticks = kind in ("checkbox", "radio")
            if kind not in ("submit", "button") and (not ticks or "checked" in at):
                self.data[name] = at.get("value", "on" if ticks else "")
        elif tag == "textarea":
            self.area, self.text = name, []
        elif tag == "select":
            self.select = name
            self.data[name] = ""
        elif tag == "option" and self.select and "selected" in at:
            self.data[self.select] = at.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area is not None:
            # A browser drops the line end after the tag, and sends the others as CRLF.
            text = "".join(self.text).removeprefix("\n")
            self.data[self.area] = text.replace("\n", "\r\n")
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False


def fields_of(response: "Response", form_id: str) -> dict[str, str]:
    parser = _Fields(form_id)
    parser.feed(response.content.decode())
    return parser.data


def seen_on(response: "Response") -> list[str]:
    """What a list says of its rows as it shows them, for whoever publishes some of them."""
    return re.findall(r'name="seen" value="([^"]+)"', response.content.decode())


class Page:
    """The form of one admin page, open in somebody's browser, who has a reason for what they do."""

    def __init__(self, client: Client, url: str, model: str) -> None:
        self.client, self.url, self.model = client, url, model
        response = client.get(url)
        assert response.status_code == 200, response.status_code
        self.data = fields_of(response, f"{model}_form")
        assert self.data, "the page has no form to send"
        if "why" in self.data:
            self.data["why"] = "as it is said"

    def fill(self, **values: Any) -> "Page":
        for name, value in values.items():
            if value is None:
                self.data.pop(name, None)
            else:
                self.data[name] = str(value)
        return self

    def window(self, words: str, *, name: str = "window", anchor: str = "") -> "Page":
        return self.fill(**{f"{name}_phrase": words, f"{name}_anchor": anchor})

    def row(self, prefix: str, **values: Any) -> int:
        """Adds a row, as the page's "add another" does; returns its number."""
        number = int(self.data[f"{prefix}-TOTAL_FORMS"])
        for name in list(self.data):
            if name.startswith(f"{prefix}-__prefix__-"):
                self.data[name.replace("__prefix__", str(number))] = self.data[name]
        self.data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
        self.change_row(prefix, number, **values)
        return number

    def change_row(self, prefix: str, number: int, **values: Any) -> None:
        for name, value in values.items():
            self.data[f"{prefix}-{number}-{name}"] = str(value)

    def save(self, button: str = "_save") -> "Response":
        return self.client.post(self.url, {**self.data, button: "Save"})


def errors_of(response: "Response") -> dict[str, list[str]]:
    """Field → errors of a page that was sent back; rows as `parts-1-actor`, `parts-1-__all__`."""
    assert response.status_code == 200, f"it was saved: {response.status_code}"
    found: dict[str, list[str]] = {}
    for field, errors in response.context["adminform"].form.errors.items():
        found[field] = [str(error) for error in errors]
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            for field, errors in form.errors.items():
                found[f"{form.prefix}-{field}"] = [str(error) for error in errors]
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = list(inline.formset.non_form_errors())
    return found
