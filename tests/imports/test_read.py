"""Each kind of file becomes clean text, with what is said about it and where."""

from datetime import date

import pytest

from tests.imports import samples
from tests.imports.samples import FIRST, HEAD, SECOND, TEXT, THIRD
from tracker.imports.incoming import Incoming, Kind, Note, Original, Source
from tracker.imports.lines import joined
from tracker.imports.read import read

FRIDAY = date(2025, 4, 18)


def test_a_page_is_read_without_what_stands_around_its_text() -> None:
    found = read(Original(samples.html().encode(), address=f"{samples.ADDRESS}?utm_source=x"))
    assert found.text == TEXT
    assert (found.title, found.author, found.outlet) == (HEAD, "Ada Quill", "The Test Courier")
    assert (found.published_on, found.language) == (FRIDAY, "en-GB")
    assert (found.address, found.kind) == (samples.ADDRESS, Kind.HTML)
    assert set(found.sources.values()) == {Source.PAGE}
    assert found.notes == ()


def test_a_page_that_says_that_it_stands_elsewhere_is_not_believed() -> None:
    found = read(Original(samples.html().encode(), address="https://copy.example/1"))
    assert found.address == "https://copy.example/1"
    assert found.notes == (Note.ANOTHER_ADDRESS,)


def test_of_a_page_that_says_little_nothing_is_made_up() -> None:
    page = f"<html><body><p>{FIRST}</p><p>{SECOND} On 3 March 2021 it was so.</p></body></html>"
    found = read(Original(page.encode(), name="page.html"))
    assert found.text.startswith(FIRST)
    assert (found.author, found.outlet, found.published_on) == ("", "", None)
    assert found.sources.get("language") == Source.RECOGNISED


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        ("naïve “words”".encode(), ""),
        ("naïve “words”".encode("utf-16"), ""),
        ("naïve “words”".encode("cp1252"), "text/plain; charset=windows-1252"),
        ("\ufeffnaïve “words”".encode(), ""),
    ],
)
def test_letters_are_read_as_they_were_written(content: bytes, declared: str) -> None:
    assert read(Original(content, name="a.txt", declared=declared)).text == "naïve “words”"


def test_letters_that_nobody_names_are_guessed_and_it_is_said() -> None:
    text = "Le ministère a rejeté l’idée d’une trêve, déclaré très tôt à Genève. " * 4
    found = read(Original(text.encode("cp1252"), name="a.txt"))
    assert "déclaré très tôt à Genève" in found.text
    assert (found.notes, found.language) == ((Note.GUESSED_LETTERS,), "fr")


def test_the_first_line_of_a_text_is_its_title_where_it_stands_alone() -> None:
    assert read(Original(f"{HEAD}\n\n{FIRST}".encode(), name="a.txt")).title == HEAD
    assert read(Original(f"{FIRST}\n{SECOND}".encode(), name="a.txt")).title == ""


def test_lines_that_were_cut_to_a_width_become_paragraphs() -> None:
    cut = (
        "The envoys of Arland and Belmark met on Friday in the\nharbour hall, for the third time in"
        " a month, and spoke for\ntwo hours.\n\nArland would open the sea gates within days, its\n"
        "envoy said, if Belmark answered the letter that has\nlain there since March."
    )
    found = read(Original(cut.encode(), name="a.txt"))
    assert found.text == f"{FIRST}\n\n{SECOND}"
    assert Note.JOINED_LINES in found.notes


def test_lines_that_are_paragraphs_stay() -> None:
    text = f"{FIRST}\n{SECOND}\nShort.\n{THIRD}"
    assert read(Original(text.encode(), name="a.txt")).text == text


def test_a_pdf_is_read_in_paragraphs_and_broken_words_put_together() -> None:
    found = read(Original(samples.pdf(samples.ARTICLE_PDF, info=samples.INFO_PDF), name="a.pdf"))
    assert found.text == f"{HEAD}\n\n{TEXT}"
    assert (found.title, found.author, found.published_on) == (HEAD, "Ada Quill", FRIDAY)
    assert found.sources["published_on"] == Source.PROPERTIES
    assert found.notes == (Note.JOINED_LINES,)


def test_what_stands_on_every_page_of_a_pdf_is_left_out() -> None:
    pages = [
        (
            "The Test Courier, page " + str(number),
            "",
            "",
            f"On day {word} they met.",
            "",
            "",
            str(number),
        )
        for number, word in enumerate(("one", "two", "three", "four"), start=1)
    ]
    found = read(Original(samples.pdf(*pages), name="a.pdf"))
    assert found.text.split("\n\n") == [
        f"On day {word} they met." for word in ("one", "two", "three", "four")
    ]
    assert Note.LEFT_OUT_REPEATED in found.notes


def test_a_paragraph_goes_on_over_the_page() -> None:
    found = read(Original(samples.pdf(("They met and",), ("spoke at length.",)), name="a.pdf"))
    assert found.text == "They met and spoke at length."


def test_a_word_document_is_read_with_its_properties() -> None:
    content = samples.docx(HEAD, *samples.PARAGRAPHS, core=samples.CORE_DOCX)
    found = read(Original(content, name="a.docx"))
    assert found.text == f"{HEAD}\n\n{TEXT}"
    assert (found.title, found.author, found.published_on) == (HEAD, "Ada Quill", FRIDAY)


@pytest.mark.parametrize(
    "content",
    [
        samples.eml(TEXT),
        samples.eml("".join(f"<p>{one}</p>" for one in samples.PARAGRAPHS), kind="text/html"),
    ],
)
def test_a_mail_is_read_with_its_head(content: bytes) -> None:
    found = read(Original(content, name="a.eml"))
    assert found.text == TEXT
    assert (found.title, found.author, found.published_on) == (HEAD, "Ada Quill", FRIDAY)
    assert found.sources["published_on"] == Source.HEADER
    assert "@" not in found.author


def test_much_that_is_broken_by_hyphens_is_joined_in_one_go() -> None:
    lines = ["co-", "operation of the com-", "mittee, a co-operation"] * 5000
    assert joined(lines).startswith("co-operation of the committee, a co-operation co-operation")


def test_what_was_read_goes_through_json() -> None:
    found = read(Original(samples.html().encode(), name="a.html"))
    assert Incoming.from_json(found.as_json()) == found
