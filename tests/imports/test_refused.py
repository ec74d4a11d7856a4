"""What cannot be read says why, whatever it is."""

import threading
import zipfile
from io import BytesIO

import pytest
from pdfminer.pdfdocument import PDFDocument

from tests.imports import samples
from tracker.imports import apart
from tracker.imports.apart import read_apart
from tracker.imports.docx import _MOST_UNPACKED
from tracker.imports.incoming import MAX_BYTES, Original, Reason, RefusedError
from tracker.imports.kinds import looks_like_html
from tracker.imports.pdf import MOST_PAGES
from tracker.imports.read import read

PDF = samples.pdf(samples.ARTICLE_PDF)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(**files: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b" \r\n ", Reason.EMPTY),
        ("a.txt", b"x" * (MAX_BYTES + 1), Reason.TOO_LARGE),
        ("a.odt", b"text", Reason.UNKNOWN_KIND),
        ("a", b"text", Reason.UNKNOWN_KIND),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Reason.UNKNOWN_KIND),
        ("a.txt", b"{\\rtf1 words}", Reason.UNKNOWN_KIND),
        ("a.docx", zipped(mimetype=b"x"), Reason.UNKNOWN_KIND),
        ("a.docx", OLE, Reason.OLD_WORD),
        ("a.docx", b"PK\x03\x04 and no more", Reason.BROKEN),
        ("a.docx", samples.docx("x")[:-60], Reason.BROKEN),
        ("a.docx", samples.docx("<"), Reason.BROKEN),
        ("a.docx", samples.docx("", " "), Reason.NO_TEXT),
        ("a.docx", samples.docx("x", more={"a.bin": bytes(_MOST_UNPACKED)}), Reason.SWELLS),
        ("a.pdf", samples.html().encode(), Reason.SOMETHING_ELSE),
        ("a.html", PDF, Reason.SOMETHING_ELSE),
        ("a.txt", samples.html().encode(), Reason.SOMETHING_ELSE),
        ("a.eml", b"Just words.", Reason.SOMETHING_ELSE),
        ("a.docx", b"Just words.", Reason.SOMETHING_ELSE),
        ("a.pdf", samples.pdf(()), Reason.SCANNED),
        ("a.pdf", b"%PDF-1.7\nand no more", Reason.BROKEN),
        ("a.pdf", PDF[: len(PDF) // 3], Reason.BROKEN),
        ("a.pdf", samples.pdf(*[("x",)] * (MOST_PAGES + 1)), Reason.TOO_MANY_PAGES),
        ("a.html", b"<html><body><script>let it = 1;</script></body></html>", Reason.NO_TEXT),
        ("a.eml", samples.eml(""), Reason.NO_TEXT),
    ],
)
def test_it_says_why(name: str, content: bytes, reason: Reason) -> None:
    with pytest.raises(RefusedError) as refused:
        read(Original(content, name=name))
    assert refused.value.reason == reason


def test_a_pdf_with_a_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    def locked(*_args: object, **_kwargs: object) -> None:
        raise PDFPasswordIncorrect

    monkeypatch.setattr(PDFDocument, "__init__", locked)
    with pytest.raises(RefusedError) as refused:
        read(Original(PDF, name="a.pdf"))
    assert refused.value.reason == Reason.ENCRYPTED


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        (samples.html(), True),
        ("<?xml version='1.0'?><!-- a --><html><p>x</p></html>", True),
        ("<p>One</p>", True),
        ('<div class="a"><p>One</p><p>Two</p></div>', True),
        ("Words and <p>one</p> and <div>two</div>.", True),
        ("Exports < imports, and a > b.", False),
        ("<3 is a heart.", False),
        ("A tag <p>like this</p> makes a paragraph.", False),
        ("“<html>” begins a page.", False),
        ("<envoy> said nothing.", False),
        ("", False),
        ("<p>" * 20_000, False),
    ],
)
def test_markup_is_told_from_a_text_with_signs(text: str, *, is_html: bool) -> None:
    assert looks_like_html(text) == is_html


def test_a_process_of_its_own_reads_and_refuses_alike() -> None:
    content = samples.html().encode()
    assert read_apart(Original(content, name="a.html")) == read(Original(content, name="a.html"))
    with pytest.raises(RefusedError) as refused:
        read_apart(Original(OLE, name="a.docx"))
    assert refused.value.reason == Reason.OLD_WORD


def test_no_more_are_read_at_a_time_than_a_process_has_places_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "_places", threading.BoundedSemaphore(1))
    with apart._places, pytest.raises(RefusedError) as refused:
        apart.read_apart(Original(b"A text.", name="a.txt"))
    assert refused.value.reason == Reason.BUSY
    assert apart.read_apart(Original(b"A text.", name="a.txt")).text == "A text."


def test_what_takes_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nested a hundred thousand deep: no reader of pages comes back from all of these."""
    monkeypatch.setattr("tracker.imports.apart.PATIENCE", 0.01)
    with pytest.raises(RefusedError) as refused:
        read_apart(Original(b"<div>" * 100_000, name="a.html"))
    assert refused.value.reason == Reason.TOO_HARD
