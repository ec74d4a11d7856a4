"""A page as a tree, so that tests can ask for what stands on it rather than for its letters."""

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder

from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

_VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "stop", "path", "rect", "circle"})


class _Parser(HTMLParser):
    """Refuses what HTML would forgive: every element that opens has to close, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {key: value or "" for key, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {key: value or "" for key, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop() == tag, f"</{tag}> closes something else"
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def parse(html: str) -> Element:
    parser = _Parser()
    parser.builder.start("page", {})
    parser.feed(html)
    parser.close()
    assert parser.open == []
    parser.builder.end("page")
    return parser.builder.close()


def page(response: "Response", *, status: int = 200) -> Element:
    """The tree of an answer, which went well unless another status is expected."""
    assert response.status_code == status, response.status_code
    return parse(response.content.decode())


def get(client: Client, url: str, *, status: int = 200) -> Element:
    return page(client.get(url), status=status)


def text(element: Element | None) -> str:
    """The words of an element, with one space where there was white space."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def every(root: Element, selector: str) -> list[Element]:
    """Elements by tag, .class, #id, or a tag with either: li, .today, p.error, #timeline."""
    found = re.fullmatch(r"([a-z0-9]*)(?:([.#])([\w-]+))?", selector)
    assert found, selector
    tag, mark, name = found.groups()
    return [
        one
        for one in root.iter(tag or None)
        if mark is None
        or (mark == "." and name in one.get("class", "").split())
        or (mark == "#" and one.get("id") == name)
    ]


def one(root: Element, selector: str) -> Element:
    (found,) = every(root, selector)
    return found


def texts(root: Element, selector: str) -> list[str]:
    return [text(found) for found in every(root, selector)]


def titles(root: Element) -> list[str]:
    """The titles of the entries listed, in the order of the page."""
    return [text(link) for heading in every(root, "h4") for link in heading.findall("a")]


def links(root: Element) -> dict[str, str]:
    """The words of each link with its address."""
    return {text(link): link.get("href", "") for link in every(root, "a")}


def form_fields(response: "Response", *, action: str) -> dict[str, str]:
    """What a browser would send of the form with this action ("": to its own page), untouched."""
    root = parse(response.content.decode())
    forms = [
        form
        for form in every(root, "form")
        if form.get("method") == "post" and form.get("action", "") == action
    ]
    (form,) = [form for form in forms if not every(form, "button.link")]
    data: dict[str, str] = {}
    for field in form.iter():
        name, kind = field.get("name", ""), field.get("type", "text")
        if not name or field.get("disabled") is not None:
            continue
        if field.tag == "textarea":
            data[name] = "".join(field.itertext()).removeprefix("\n")
        elif field.tag == "select":
            chosen = [option for option in field.iter("option") if option.get("selected") == ""]
            data[name] = chosen[0].get("value", "") if chosen else ""
        elif field.tag == "input" and (
            kind not in ("checkbox", "radio") or field.get("checked") is not None
        ):
            data[name] = field.get("value", "")
    return {name: value.replace("\r\n", "\n").replace("\n", "\r\n") for name, value in data.items()}
