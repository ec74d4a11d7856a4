import pytest

from tracker.selectors.quote import TextQuote

TEXT = "The envoy will return. The envoy said so on Friday, before the cameras were off."


def test_it_takes_the_words_and_what_stands_around_them() -> None:
    start = TEXT.index("said")
    quote = TextQuote.from_span(TEXT, start, start + len("said so"), context=6)
    assert quote == TextQuote("said so", prefix="envoy ", suffix=" on Fr")


def test_it_takes_at_least_32_characters_of_context_by_default() -> None:
    quote = TextQuote.from_span("a" * 50 + "HERE" + "b" * 50, 50, 54)
    assert (quote.prefix, quote.suffix) == ("a" * 32, "b" * 32)


def test_context_ends_where_the_text_ends() -> None:
    assert TextQuote.from_span("peace now", 0, 9) == TextQuote("peace now")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 2), (0, 500)])
def test_a_span_must_lie_in_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"span"):
        TextQuote.from_span(TEXT, start, end)


def test_an_empty_quote_is_none() -> None:
    with pytest.raises(ValueError, match="at least one character"):
        TextQuote("")
