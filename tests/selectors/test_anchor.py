import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.selectors.anchor import find
from tracker.selectors.position import TextPosition
from tracker.selectors.quote import TextQuote

TWINS = "We agree, said the host. Later: We agree, said the guest. At last: We agree, said nobody."


def found(quote: TextQuote, text: str, *, hint: int | None = None) -> str | None:
    position = find(quote, text, hint=hint)
    return position.slice(text) if position else None


# ── the exact words ──────────────────────────────────────────────────────────────────────────────


def test_a_single_occurrence_is_it_whatever_stands_around() -> None:
    quote = TextQuote("the host", prefix="nothing of the kind ", suffix=" at all")
    assert find(quote, TWINS) == TextPosition(15, 23)


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        ("", ", said the host", 0),
        ("Later: ", "", 32),
        ("", ", said the guest", 32),
        ("At last: ", ", said the guest", 32),  # fewer agree before it, but more after it
        ("long ago At last: ", ", said n", 67),
    ],
)
def test_among_twins_the_surroundings_decide(prefix: str, suffix: str, start: int) -> None:
    assert find(TextQuote("We agree", prefix, suffix), TWINS) == TextPosition(start, start + 8)


def test_twins_that_cannot_be_told_apart_are_lost_without_a_hint() -> None:
    assert find(TextQuote("We agree"), TWINS) is None
    assert find(TextQuote("We agree", suffix=", said"), TWINS) is None


@pytest.mark.parametrize(("hint", "start"), [(0, 0), (20, 32), (40, 32), (60, 67), (9999, 67)])
def test_a_hint_decides_between_twins(hint: int, start: int) -> None:
    position = find(TextQuote("We agree"), TWINS, hint=hint)
    assert position is not None
    assert position.start == start


def test_surroundings_outweigh_the_hint() -> None:
    position = find(TextQuote("We agree", prefix="At last: "), TWINS, hint=0)
    assert position is not None
    assert position.start == 67


def test_overlapping_occurrences_are_all_seen() -> None:
    assert find(TextQuote("anana"[:3]), "banana") is None
    assert find(TextQuote("ana", prefix="ban"), "banana") == TextPosition(3, 6)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("🕊️ 🇺🇦 ", "ceasefire"),
        ("Le pre\u0301sident: ", "négociation"),
        ("אמר: ", "שלום עכשיו"),
        ("قال: ", "السلام الآن"),
        ("line one\r\nline two\r\n", "line three"),
        ("\U0001f1eb\U0001f1f7 x ", "𝔪𝔞𝔱𝔥"),
    ],
)
def test_offsets_are_code_points_in_every_script(before: str, words: str) -> None:
    position = find(TextQuote(words), before + words + ".")
    assert position == TextPosition(len(before), len(before) + len(words))


# ── typography ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("exact", "text", "words"),
    [
        ('"We can wait"', "He said: “We can wait”, and left.", "“We can wait”"),
        ("“We can wait”", 'He said: "We can wait", and left.', '"We can wait"'),
        ("don't", "They don’t know.", "don’t"),
        ("don‘t", "They don't know.", "don't"),
        ("a 30-day truce", "It is a 30‑day truce now.", "a 30‑day truce"),
        ("peace - or not", "Then peace — or not.", "peace — or not"),
        ("peace – or not", "Then peace − or not.", "peace − or not"),
        ("by 8 May", "It ends by 8\u00a0May.", "by 8\u00a0May"),
        ("by 8\u202fMay", "It ends by 8 May.", "by 8 May"),
        ("two lines of it", "In two\nlines   of\r\n\tit!", "two\nlines   of\r\n\tit"),
        ("two\nlines", "In two lines!", "two lines"),
        ("café", "The cafe\u0301 talks", "cafe\u0301"),
        ("cafe\u0301", "The café talks", "café"),
        ("Việt Nam", "In Vie\u0323\u0302t Nam", "Vie\u0323\u0302t Nam"),
        ("q\u0307\u0323x", "see q\u0323\u0307x", "q\u0323\u0307x"),
        ("й", "и\u0306 это", "и\u0306"),
        (
            "한국",
            unicodedata.normalize("NFD", "그 한국 에서"),
            unicodedata.normalize("NFD", "한국"),
        ),
        (
            '🕊️ "don\'t  go"',
            "x “y” 🕊️\u2003“don’t\ngo” z",
            "🕊️\u2003“don’t\ngo”",
        ),
        ("שלום 'עכשיו'", "אמר שלום  ‘עכשיו’ שוב", "שלום  ‘עכשיו’"),
    ],
)
def test_typography_is_forgiven(exact: str, text: str, words: str) -> None:
    assert exact not in text
    assert found(TextQuote(exact), text) == words


def test_the_exact_words_win_over_the_same_in_other_typography() -> None:
    text = "“don’t” and 'don't'"
    assert find(TextQuote("don't"), text) == TextPosition(13, 18)


def test_surroundings_are_compared_without_typography_too() -> None:
    text = "he  said “no” today; she\nsaid “no” today"
    position = find(TextQuote('"no"', prefix="she said ", suffix=" today"), text)
    assert position == TextPosition(30, 34)
    assert find(TextQuote('"no"', prefix=" said "), text) is None
    assert find(TextQuote('"no"', prefix=" said "), text, hint=12) == TextPosition(9, 13)


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("ceasefire", "cease-fire"),
        ("ceasefire", "Ceasefire"),
        ("cease fire", "ceasefire"),
        ("thirty days", "30 days"),
        ("we will wait", "we shall wait"),
        ("we will wait", "we will  wai"),
        ("cafe", "the café"),
        ("cafe", "the caf\u0065\u0301x".replace("e\u0301", "é")),
        ("가", "각"),
        ("wait...", "wait…"),
        ("№", "No"),
        ("ﬁre", "fire"),
        ("anything", ""),
    ],
)
def test_other_words_are_lost(exact: str, text: str) -> None:
    assert find(TextQuote(exact), text) is None
    assert find(TextQuote(exact), text, hint=0) is None


def test_an_accent_is_not_cut_from_its_letter() -> None:
    # Nowhere exact, because of the quotation mark; level, “cafe would end within “café”.
    assert find(TextQuote('"cafe'), "“cafe\u0301”") is None
    assert find(TextQuote('"cafe'), "“café”") is None


# ── every span comes back ────────────────────────────────────────────────────────────────────────

# Few letters, so that twins and near twins abound.
texts = st.one_of(
    st.text(alphabet="ab “'—\n\u00a0é\u0301\u0323e🕊ש가", min_size=1, max_size=80),
    st.text(min_size=1, max_size=80),
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@settings(deadline=None)
@given(spans(), st.integers(0, 40))
def test_a_span_is_found_again_where_it_was(span: tuple[str, int, int], context: int) -> None:
    text, start, end = span
    quote = TextQuote.from_span(text, start, end, context=context)
    assert find(quote, text, hint=start) == TextPosition(start, end)


@settings(deadline=None)
@given(spans())
def test_without_a_hint_it_is_found_there_or_called_lost(span: tuple[str, int, int]) -> None:
    text, start, end = span
    position = find(TextQuote.from_span(text, start, end), text)
    assert position in (None, TextPosition(start, end))
    assert position or text.count(text[start:end]) != 1 or text.find(text[start:end]) != start


def level(text: str) -> str:
    """What find may forgive, said the slow way."""
    for one, other in (("“", '"'), ("’", "'"), ("—", "-")):
        text = text.replace(one, other)
    return unicodedata.normalize("NFC", " ".join(text.split()))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["café", "“no”", "it’s", "x — y", "été", "talks", "Việt", "한국"]),
        min_size=3,
        max_size=12,
    ),
    st.data(),
)
def test_a_retypeset_text_still_holds_its_quotes(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    before, chosen = " ".join(words[:first]), " ".join(words[first:last])
    start = len(before) + (1 if before else 0)
    text = " ".join(words)
    quote = TextQuote.from_span(text, start, start + len(chosen))
    other = unicodedata.normalize("NFD", text).replace(" ", " \n").replace("“", '"')
    position = find(quote, other, hint=start)
    assert position
    assert level(position.slice(other)) == level(chosen)


wild = st.text(st.one_of(st.characters(), st.sampled_from("a “”\"'’—- \n\u0301é\u00a0\ud800")))


@settings(deadline=None)
@given(wild, wild.filter(bool), wild, wild, st.none() | st.integers())
def test_whatever_is_looked_for_is_found_whole_or_lost(
    text: str, exact: str, prefix: str, suffix: str, hint: int | None
) -> None:
    position = find(TextQuote(exact, prefix, suffix), text, hint=hint)
    if position is None:
        assert text.count(exact) != 1
    else:
        assert position.slice(text)
        assert exact not in text or position.slice(text) == exact
