"""A PDF: its boxes of text in reading order. What is only a picture of words has none."""

import re
from collections import Counter
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any

from tracker.imports.incoming import Incoming, Kind, Note, Original, Reason, RefusedError, Source
from tracker.imports.lines import apart, joined, one_line, tidy
from tracker.imports.plain import title_of

MOST_PAGES = 60
_ENDS = (".", "!", "?", "…", "”", '"', "»", ":", "。", "؟")


def read_pdf(original: Original) -> Incoming:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psexceptions import PSException

    try:
        pages, said = _pages(PDFParser(BytesIO(original.content)))
    except RefusedError:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise RefusedError(Reason.ENCRYPTED) from error
    except (PSException, RecursionError, MemoryError, ArithmeticError) as error:
        raise RefusedError(Reason.BROKEN) from error
    except Exception as error:  # whatever else a damaged file makes of its reader
        raise RefusedError(Reason.BROKEN) from error
    if not pages:
        raise RefusedError(Reason.BROKEN)
    boxes, notes = _without_running_heads(pages)
    text = tidy(apart(_over_pages(boxes)))
    if not re.search(r"\w", text):
        raise RefusedError(Reason.SCANNED)
    title, author = _words(said.get("Title")), _words(said.get("Author"))
    published_on = _day(said.get("CreationDate"))
    found = {"title": title, "author": author, "published_on": published_on}
    sources = {name: Source.PROPERTIES for name, value in found.items() if value}
    if not title and (title := title_of(text)):
        sources["title"] = Source.FIRST_LINE
    return Incoming(
        text,
        Kind.PDF,
        title=title,
        author=author,
        published_on=published_on,
        sources=sources,
        notes=(Note.JOINED_LINES, *notes),
    )


def _pages(parser: Any) -> tuple[list[list[str]], dict[str, Any]]:
    """The paragraphs of each page, and what the file says about itself."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTTextBox, LTTextLine
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    document = PDFDocument(parser)
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    pages = []
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MOST_PAGES:
            raise RefusedError(Reason.TOO_MANY_PAGES, str(MOST_PAGES))
        interpreter.process_page(page)
        boxes = (box for box in device.get_result() if isinstance(box, LTTextBox))
        pages.append([part for box in boxes for part in _paragraphs(box, LTTextLine)])
    return pages, dict(document.info[0]) if document.info else {}


def _paragraphs(box: Any, line_class: type[Any]) -> list[str]:
    """A box is one paragraph, or several that are told apart by a first line that is set in."""
    lines = [line for line in box if isinstance(line, line_class) and line.get_text().strip()]
    if not lines:
        return []
    left = min(line.x0 for line in lines)
    height = max(line.height for line in lines)
    found: list[list[str]] = []
    for line in lines:
        is_set_in = height * 0.6 < line.x0 - left < height * 4
        if not found or is_set_in:
            found.append([])
        found[-1].append(line.get_text())
    return [joined(lines_of_one) for lines_of_one in found]


def _without_running_heads(pages: list[list[str]]) -> tuple[list[list[str]], tuple[Note, ...]]:
    """What stands on most pages but for its numbers, and numbers of pages."""

    def shape(part: str) -> str:
        return re.sub(r"\d+", "0", part)

    seen = Counter(one for page in pages for one in {shape(part) for part in page})
    repeated = {one for one, count in seen.items() if count >= 3 and count * 2 > len(pages)}
    is_number = re.compile(r"\W*\d{1,3}(\s*/\s*\d{1,3})?\W*")
    kept = [
        [part for part in page if shape(part) not in repeated and not is_number.fullmatch(part)]
        for page in pages
    ]
    is_less = sum(map(len, kept)) < sum(map(len, pages))
    return kept, (Note.LEFT_OUT_REPEATED,) if is_less else ()


def _over_pages(pages: list[list[str]]) -> list[str]:
    """A paragraph that goes on over the page is one."""
    found: list[str] = []
    for page in pages:
        for number, part in enumerate(page):
            goes_on = number == 0 and found and not found[-1].endswith(_ENDS)
            if goes_on and part[:1].islower():
                found[-1] = joined([found[-1], part])
            else:
                found.append(part)
    return found


def _words(value: object) -> str:
    from pdfminer.utils import decode_text

    if not isinstance(value, bytes):
        return ""
    with suppress(ValueError):
        return one_line(decode_text(value))
    return ""


def _day(value: object) -> date | None:
    said = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", _words(value))
    with suppress(ValueError):
        return date(*map(int, said.groups())) if said else None
    return None
