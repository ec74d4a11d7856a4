"""Whatever the text is, finding times takes time in proportion to it, and nothing breaks."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.suggest.text import Document
from tracker.suggest.times.find import find_times
from tracker.suggest.times.first_words import FIRST_WORDS

FRIDAY = date(2025, 4, 18)
WORDS = sorted(
    FIRST_WORDS | {"of", "in", "the", "and", "to", "ago", "later", "99", "1998", ",", "-"}
)


@pytest.mark.parametrize("word", ["if ", "1", '"', "word "])
def test_a_million_characters_are_no_matter(word: str) -> None:
    assert find_times(Document(word * (1_000_000 // len(word)), FRIDAY)) == []


@pytest.mark.parametrize(
    "words",
    [
        "the end of ",
        "the early ",
        "late in the end of the ",
        "1 and ",
        "10:",
        "2020-",
        "May-",
        "1 January, ",
        "January 1 to ",
        "Friday the 31st ",
        "within days ",
        "said Friday ",
        "about ",
        "more than ",
        "two to ",
        "99 BC ",
        "'",
    ],
)
def test_time_grows_with_the_text_and_no_faster(words: str) -> None:
    def seconds(size: int) -> float:
        text = words * (size // len(words))
        taken = []
        for _ in range(2):
            start = process_time()
            find_times(Document(text, FRIDAY))
            taken.append(process_time() - start)
        return min(taken)

    seconds(100)  # what is built once
    # Six times the text: squared it would take 36 times as long.
    assert seconds(12_000) < 18 * max(seconds(2_000), 0.001)


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
def test_any_words_of_time_in_any_order_are_read(words: list[str], capital: bool) -> None:
    text = " ".join(word.capitalize() if capital else word for word in words)
    end = 0
    for time in find_times(Document(text, FRIDAY)):
        assert end <= time.start < time.end <= len(text)
        assert time.timex3.value
        assert time.why
        assert 0 <= time.score <= 1
        end = time.end


@given(st.text(max_size=200), st.dates())
def test_any_text_of_any_day_is_read(text: str, published: date) -> None:
    for time in find_times(Document(text, published)):
        assert text[time.start : time.end].strip()


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize(
    "text",
    [
        "yesterday, tomorrow, last night, last week, next week, last year, next year",
        "a century ago, two days ago, a week from now, this century, next decade, a year earlier",
        "Friday, next Friday, last Friday, the weekend, next weekend, in May, on 3 May, in winter",
        "on 3 May 0001, three days earlier, the previous year; the third quarter, a year ago",
        "Easter, next Easter, Christmas, Thanksgiving, Friday the 13th, the 1990s, the nineties",
    ],
)
def test_the_ends_of_the_calendar_are_no_trap(text: str, published: date) -> None:
    find_times(Document(text, published))
    find_times(Document(f"It will be {text}", published))
