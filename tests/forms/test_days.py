"""Days that people type into forms: as days, and in words."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from tracker.dates.window import OPEN_END, Window
from tracker.forms.days import DayField
from tracker.forms.readings import readings
from tracker.forms.windows import WindowField

FRIDAY = date(2025, 4, 18)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: FRIDAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-04-17", date(2025, 4, 17)),
        (" 2025-04-17 ", date(2025, 4, 17)),
        ("yesterday", date(2025, 4, 17)),
        ("17 April", date(2025, 4, 17)),
        ("Thursday", date(2025, 4, 17)),
        ("Easter Monday", date(2025, 4, 21)),
        ("17/04/2025", date(2025, 4, 17)),
        (date(2025, 4, 17), date(2025, 4, 17)),
        ("", None),
    ],
)
def test_a_day_is_typed_as_a_day_or_in_words(typed: Any, day: date | None) -> None:
    assert DayField(required=False).clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2025-02-30", "“2025-02-30” is not a day. Write it as 2025-04-18."),
        ("one fine day", "or in words such as “yesterday”"),
        ("last week", "“last week” is more than one day: some day 7–13 April 2025; write which"),
        ("April", "“April” is more than one day: April 2025"),
        ("next Saturday", "is more than one day: 19 April 2025 or 26 April 2025"),
        ("since Monday", "is more than one day: from 14 April 2025 on"),
        ("soon", "“soon” names no length of time"),
        ("04/05/2025", "may be 4 May or 5 April; write the month as a word"),
        ("a\x00b", "no text has"),
    ],
)
def test_what_is_no_single_day_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert reason in " ".join(refused.value.messages)


def test_the_same_day_in_words_is_no_change() -> None:
    field = DayField()
    assert not field.has_changed(date(2025, 4, 17), "yesterday")
    assert field.has_changed(date(2025, 4, 17), "today")
    assert field.has_changed(date(2025, 4, 17), "one fine day")


# ── windows ──────────────────────────────────────────────────────────────────────────────────────


def window(field: WindowField, phrase: str, **days: str) -> Window:
    parts = [phrase, *(days.get(part, "") for part in ("anchor", "earliest", "latest", "edtf"))]
    cleaned = field.clean(parts)
    assert cleaned is not None
    return cleaned


def test_in_the_form_of_a_deadline_words_look_ahead() -> None:
    at = {"anchor": "2025-04-18"}
    assert window(WindowField(), "on Thursday", **at).edtf == "2025-04-17"
    assert window(WindowField(direction="future"), "on Thursday", **at).edtf == "2025-04-24"
    assert window(WindowField(direction="future"), "50 days", **at).latest == date(2025, 6, 7)
    with pytest.raises(ValidationError, match="says how long, not from when"):
        window(WindowField(), "50 days", **at)


def test_the_anchor_may_be_typed_in_words_and_exact_days_count_from_it() -> None:
    assert window(WindowField(), "tomorrow", anchor="yesterday").edtf == "2025-04-18"
    by_hand = window(
        WindowField(), "soon", anchor="8 May 2025", earliest="tomorrow", latest="12 May"
    )
    assert (by_hand.earliest, by_hand.latest) == (date(2025, 5, 9), date(2025, 5, 12))
    assert by_hand.why == "days set by hand"
    assert window(WindowField(), "soon", earliest="2025-04-20").latest == OPEN_END


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ({"anchor": "one fine day"}, "is not a day"),
        ({"earliest": "last week"}, "more than one day"),
        ({"earliest": "2025-02-30"}, "is not a day"),
    ],
)
def test_a_part_that_is_no_day_is_named(days: dict[str, str], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        window(WindowField(), "tomorrow", **days)


def test_what_looks_ahead_is_shown_as_it_was_typed() -> None:
    field = WindowField(direction="future")
    kept = window(field, "on Thursday", anchor="2025-04-18")
    assert field.widget.decompress(kept) == ["on Thursday", FRIDAY, None, None, ""]
    # Where the words alone would say something else, the days stay as they are.
    shown = WindowField().widget.decompress(kept)
    assert shown[2:] == [date(2025, 4, 24), date(2025, 4, 24), "2025-04-24"]


# ── said once more after saving ──────────────────────────────────────────────────────────────────


class _Form(forms.Form):
    published_on = DayField(label="Published on")
    checked_on = DayField(required=False)
    window = WindowField(label="When", required=False)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"published_on": "2025-04-17"}, []),
        (
            {"published_on": "yesterday"},
            [
                "Published on: “yesterday” was read as Thursday 17 April 2025 "
                "(the day before Friday 18 April 2025)."
            ],
        ),
        (
            {
                "published_on": "2025-04-17",
                "window_phrase": "within days",
                "window_anchor": "2025-04-18",
            },
            [
                "When: “within days” was read as some day 19–25 April 2025 "
                "(days, neither hours nor weeks: 1 to 7 days after Friday 18 April 2025)."
            ],
        ),
        (
            {
                "published_on": "2025-04-17",
                "window_phrase": "within days",
                "window_anchor": "2025-04-18",
                "window_latest": "2025-04-20",
            },
            [],  # the days are the editor's own
        ),
    ],
)
def test_what_was_typed_in_words_is_said_as_it_was_read(
    data: dict[str, str], said: list[str]
) -> None:
    form = _Form(data)
    assert form.is_valid(), form.errors
    assert list(readings(form)) == said
