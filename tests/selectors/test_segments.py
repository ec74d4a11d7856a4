from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.selectors.segments import Paragraph, Segment, paragraphs


class Named(NamedTuple):
    start: int
    end: int
    name: str


def cut(text: str, *spans: tuple[int, int, str]) -> list[list[tuple[str, str]]]:
    """Each paragraph as pairs of a piece and the names of what covers it."""
    found = paragraphs(text, [Named(*span) for span in spans])
    return [
        [(s.text, "".join(span.name for span in s.spans)) for s in paragraph.segments]
        for paragraph in found
    ]


@pytest.mark.parametrize(
    ("text", "spans", "pieces"),
    [
        ("plain", [], [[("plain", "")]]),
        ("one two", [(4, 7, "a")], [[("one ", ""), ("two", "a")]]),
        ("one two", [(0, 7, "a")], [[("one two", "a")]]),
        # a span within another, and two that share words
        ("abcdef", [(0, 6, "o"), (2, 4, "i")], [[("ab", "o"), ("cd", "oi"), ("ef", "o")]]),
        ("abcdef", [(2, 6, "b"), (0, 4, "a")], [[("ab", "a"), ("cd", "ab"), ("ef", "b")]]),
        # the same words twice; words that touch
        ("abc", [(0, 2, "a"), (0, 2, "b")], [[("ab", "ab"), ("c", "")]]),
        ("abcd", [(0, 2, "a"), (2, 4, "b")], [[("ab", "a"), ("cd", "b")]]),
        # of two that begin together the longer is the outer one
        ("abc", [(0, 1, "s"), (0, 3, "l")], [[("a", "ls"), ("bc", "l")]]),
        # over a line end, over an empty line, and beginning at one
        ("ab\ncd", [(1, 4, "a")], [[("a", ""), ("b", "a")], [("c", "a"), ("d", "")]]),
        ("ab\n\ncd", [(1, 5, "a")], [[("a", ""), ("b", "a")], [], [("c", "a"), ("d", "")]]),
        ("ab\ncd", [(2, 4, "a")], [[("ab", "")], [("c", "a"), ("d", "")]]),
        ("ab\ncd", [(2, 3, "a")], [[("ab", "")], [("cd", "")]]),
        # every code point is one place, whatever it takes to show it
        ("👍🏽 yes", [(3, 6, "a")], [[("👍🏽 ", ""), ("yes", "a")]]),
        ("cafe\u0301 noir", [(6, 10, "a")], [[("cafe\u0301 ", ""), ("noir", "a")]]),
        ("שלום עכשיו", [(5, 10, "a")], [[("שלום ", ""), ("עכשיו", "a")]]),
        # nothing at all, and only line ends
        ("", [], [[]]),
        ("\n", [], [[], []]),
    ],
)
def test_the_text_is_cut_where_spans_begin_and_end(
    text: str, spans: list[tuple[int, int, str]], pieces: list[list[tuple[str, str]]]
) -> None:
    assert cut(text, *spans) == pieces


def test_places_are_told_from_the_beginning_of_the_text() -> None:
    span = Named(5, 6, "a")
    assert paragraphs("ab\n\nc👍d", [span]) == [
        Paragraph(0, (Segment(0, "ab"),)),
        Paragraph(3, ()),
        Paragraph(4, (Segment(4, "c"), Segment(5, "👍", (span,), (span,)), Segment(6, "d"))),
    ]


def test_each_span_begins_at_one_segment() -> None:
    spans = [Named(0, 5, "a"), Named(2, 6, "b"), Named(4, 6, "c")]
    pieces = [segment for p in paragraphs("ab\ncdef", spans) for segment in p.segments]
    begins = [(piece.text, "".join(span.name for span in piece.begins)) for piece in pieces]
    assert begins == [("ab", "a"), ("c", "b"), ("d", "c"), ("e", ""), ("f", "")]


texts = st.text(st.sampled_from("ab \n👍\u0301ש"), max_size=30)


@given(
    texts.flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6),
        )
    )
)
def test_no_letter_is_lost_or_wrongly_covered(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, pairs = case
    spans = [Named(*pair, str(index)) for index, pair in enumerate(pairs) if pair[0] < pair[1]]
    found = paragraphs(text, spans)
    assert "\n".join(paragraph.text for paragraph in found) == text
    for paragraph in found:
        for segment in paragraph.segments:
            assert segment.text
            for place in range(segment.start, segment.start + len(segment.text)):
                covering = {span for span in spans if span.start <= place < span.end}
                assert set(segment.spans) == covering
    begun = [span for p in found for segment in p.segments for span in segment.begins]
    assert sorted(begun) == sorted(s for s in spans if text[s.start : s.end].strip("\n"))
