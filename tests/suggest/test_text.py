"""A text is cut into sentences, tokens and quotations whose offsets fit it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.selectors.sentences import sentence_around
from tracker.suggest.text import Document, Span

TEXT = 'The envoy said: “We go on.” Mr. Ode left.\n\nNobody knew why.  "Ask me," he said'


def document(text: str) -> Document:
    return Document(text, date(2025, 4, 18))


def words(text: str, spans: list[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_sentences_end_at_marks_and_lines_but_not_after_titles() -> None:
    assert words(TEXT, document(TEXT).sentences) == [
        "The envoy said: “We go on.”",
        "Mr. Ode left.",
        "Nobody knew why.",
        '"Ask me," he said',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, ["We go on.", "Ask me,"]),
        ("“Never closed\nA new line", ["Never closed"]),
        ("“One” and „two“ and «three»", ["One", "two", "three"]),
        ("no marks", []),
        ("““””", []),
    ],
)
def test_quotations_are_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert words(text, document(text).quotations) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("didn’t go", ["didn’t", "go"]),
        ("the 21st, 1,000 men", ["the", "21st", ",", "1,000", "men"]),
        ("mid-April 2025-04-18", ["mid", "-", "April", "2025", "-", "04", "-", "18"]),
        ("Quai d'Orsay", ["Quai", "d'Orsay"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token.text for token in document(text).tokens] == expected


@given(st.text(alphabet='aB1 .!?"“”\n’,', max_size=80))
def test_every_offset_finds_its_place(text: str) -> None:
    cut = document(text)
    for place, token in enumerate(cut.tokens):
        assert text[token.start : token.end] == token.text
        assert cut.token_at(token.start) == place
        sentence = cut.sentences[cut.sentence_at(token.start)]
        assert sentence.start <= token.start < sentence.end
        assert place in cut.tokens_of(sentence)
        around = sentence_around(text, token.start, token.end)
        assert (around.start, around.end) == sentence
