"""Quotes whose words were changed are found again, for somebody to look at."""

import pytest

from tracker.selectors.quote import TextQuote
from tracker.selectors.reworded import find_reworded

OLD = (
    "The envoys met on Friday in the harbour hall.\n\n"
    "Arland would open the sea gates within days, its envoy said, if Belmark answered the letter "
    "that has lain there since March.\n\n"
    "Nobody from Belmark would say when an answer might come. They parted without a word."
)


def quoted(exact: str, text: str = OLD) -> TextQuote:
    start = text.index(exact)
    return TextQuote.from_span(text, start, start + len(exact))


@pytest.mark.parametrize(
    ("exact", "was", "now", "found"),
    [
        # a slip mended, a word in place of another, words that came and went
        ("sea gates within days", "gates within", "gates withn", "sea gates withn days"),
        ("open the sea gates", "open the sea", "reopen the sea", "reopen the sea gates"),
        ("within days", "within days", "within a few days", "within a few days"),
        ("within days", "within days", "within weeks", "within weeks"),
        ("met on Friday", "met on Friday", "met on Thursday", "met on Thursday"),
        ("They parted without a word", "a word", "one word", "They parted without one word"),
        (
            "if Belmark answered the letter that has lain there since March",
            "the letter that has lain",
            "a letter that had lain",
            "if Belmark answered a letter that had lain there since March",
        ),
        # at the beginning and at the end of the text
        ("The envoys met", "The envoys", "Two envoys", "Two envoys met"),
        ("without a word.", "a word.", "a single word.", "without a single word."),
    ],
)
def test_changed_words_are_found(exact: str, was: str, now: str, found: str) -> None:
    new = "CORRECTED: " + OLD.replace(was, now)
    reworded = find_reworded(quoted(exact), new, hint=OLD.index(exact))
    assert reworded is not None
    assert reworded.position.slice(new) == found
    assert reworded.alike < 1


@pytest.mark.parametrize(
    "new",
    [
        "",
        "Nothing of it is left.",
        OLD.replace("would open the sea gates within days, its envoy said, if", "waits until"),
        OLD.partition("\n\n")[0],
    ],
)
def test_what_is_gone_is_not_found(new: str) -> None:
    assert find_reworded(quoted("would open the sea gates within days"), new) is None


def test_a_paragraph_that_moved_and_changed_is_found() -> None:
    first, second, third = OLD.split("\n\n")
    new = "\n\n".join([third, first, second.replace("has lain", "lay")])
    reworded = find_reworded(quoted("the letter that has lain there since March"), new, hint=0)
    assert reworded is not None
    assert reworded.position.slice(new) == "the letter that lay there since March"


def test_of_places_that_read_alike_the_one_with_the_same_surroundings_is_meant() -> None:
    old = "In Paris the sides agreed to talk again.\nIn Rome the sides agreed to talk again."
    new = old.replace("agreed to talk", "agreed to speak")
    start = old.rindex("the sides agreed to talk again")
    quote = TextQuote.from_span(old, start, start + len("the sides agreed to talk again"))
    reworded = find_reworded(quote, new, hint=start)
    assert reworded is not None
    assert reworded.position.start == new.rindex("the sides agreed to speak")


def test_a_long_text_of_one_word_costs_little() -> None:
    find_reworded(TextQuote("word " * 300 + "end", "a ", " b"), "word " * 100_000)
