import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.selectors.text import clean_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\r\r\n\n", "\n\n\n"),
        ("\ufeffThe text", "The text"),
        ("a\tb\n", "a\tb\n"),
        ("", ""),
        ("cafe\u0301 café", "cafe\u0301 café"),  # not normalised: offsets must stay
        ("8\u00a0May \u200b\u2028", "8\u00a0May \u200b\u2028"),
        ("🕊️ 🇺🇦 👍🏽", "🕊️ 🇺🇦 👍🏽"),
        ("\u202bשלום\u202c", "\u202bשלום\u202c"),
        ("a\ufeffb", "a\ufeffb"),
    ],
)
def test_it_gives_a_text_its_kept_form(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("ab\x00c", r"U\+0000 \(NUL\) at position 2"),
        ("\x1b[31m", r"U\+001B \(ESC\) at position 0"),
        ("a\r\n\x0cb", r"U\+000C \(FF\) at position 3"),
        ("a\x0bb", r"U\+000B \(VT\) at position 1"),
        ("a\x1f", r"U\+001F \(US\) at position 1"),
        ("ab\ud83d", r"U\+D83D \(half of a surrogate pair\) at position 2"),
        ("\udd4a", r"U\+DD4A \(half of a surrogate pair\) at position 0"),
    ],
)
def test_it_names_the_character_that_cannot_be_kept(raw: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        clean_text(raw)


@settings(deadline=None)
@given(st.text())
def test_what_was_cleaned_is_clean(raw: str) -> None:
    try:
        text = clean_text(raw)
    except ValueError:
        return
    assert clean_text(text.removeprefix("\ufeff")) == text.removeprefix("\ufeff")
    assert "\r" not in text
    assert text.encode().decode() == text
