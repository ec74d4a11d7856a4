"""The forms of a page, as a browser would send them if nobody touched them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.now: Form | None = None
        self.select = self.area = ""
        self.written: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: said or "" for name, said in attrs}
        if tag == "form":
            self.now = Form(at.get("action", "")) if at.get("method") == "post" else None
            if self.now:
                self.found.append(self.now)
        if self.now is None:
            return
        name = at.get("name", "")
        if tag in ("input", "button") and name:
            is_tick = at.get("type") in ("checkbox", "radio")
            if not is_tick or "checked" in at:
                self.now.fields.append((name, at.get("value", "on" if is_tick else "")))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in at:
            self.now.fields.append((self.select, at.get("value", "")))
        elif tag == "textarea":
            self.area, self.written = name, []

    def handle_data(self, data: str) -> None:
        if self.area:
            self.written.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.area and self.now:
            self.now.fields.append((self.area, "".join(self.written).removeprefix("\n")))
            self.area = ""


def forms_of(html: str) -> list[Form]:
    parser = _Forms()
    parser.feed(html)
    return parser.found
