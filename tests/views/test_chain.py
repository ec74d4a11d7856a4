"""The chain of a deadline on its page: as a picture, and the same in words."""

from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from tests.factories import DAY, create_condition, create_deadline, create_development
from tests.views.page import every, get, links, one, text, texts
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import Deadline, Outcome, ReviewState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def day(number: int) -> date:
    return DAY + timedelta(number)


@pytest.fixture
def moved() -> Deadline:
    """Due on 8 April, moved to 13 and back to 11, missed on the 12th."""
    deadline = create_deadline(
        on=day(-20), until=day(-10), anchor=day(-21), phrase="within days", known_on=day(-20)
    )
    for outcome, on, until in (
        (Outcome.EXTENDED, -10, -5),
        (Outcome.SHORTENED, -8, -7),
        (Outcome.MISSED, -6, None),
    ):
        new = (day(on), day(until)) if until else None
        create_development(entry=deadline, outcome=outcome, on=day(on), new=new)
    return deadline


def picture(shown: Element) -> Element:
    (found,) = (svg for svg in every(shown, "svg") if svg.get("class") == "chain")
    return found


def test_the_words_tell_the_whole_chain(client: Client, moved: Deadline) -> None:
    figure = one(get(client, f"/entries/{moved.pk}/"), "figure.chain")
    assert texts(figure, "p.moved") == ["Moved 2 times, by 7 days in all, 3 days later on balance."]
    assert texts(figure, "li") == [
        "Stated: “within days”, 29 March – 8 April 2025 known since 29 March 2025",
        "Extended 8 Apr 2025: 8–13 April 2025, 5 days later known since 8 April 2025 why",
        "Shortened 10 Apr 2025: 10–11 April 2025, 2 days earlier known since 10 April 2025 why",
        "Missed 12 Apr 2025 known since 12 April 2025 why",
    ]
    steps = moved.developments.in_order()
    whys = [link.get("href") for link in every(figure, "a")]
    assert whys == [f"#development-{step.pk}" for step in steps]


def test_the_picture_has_a_bar_for_each_window_and_the_outcome(
    client: Client, moved: Deadline
) -> None:
    drawn = picture(get(client, f"/entries/{moved.pk}/"))
    assert len(every(drawn, "rect.bar")) == 3
    assert len(every(drawn, "g.mark")) == 1
    assert texts(drawn, "text.day") == ["8 Apr 2025", "13 Apr 2025", "11 Apr 2025"]
    assert texts(drawn, "text.outcome") == ["missed, 12 Apr 2025"]
    assert texts(drawn, "text.moment") == ["Today, 18 Apr 2025"]
    assert drawn.get("aria-hidden") == "true"
    for rect in every(drawn, "rect"):
        x, width = (float(rect.get(name, "").rstrip("%")) for name in ("x", "width"))
        assert 0 <= x <= x + width <= 100.01


def test_each_window_is_at_its_place_on_the_axis(client: Client, moved: Deadline) -> None:
    """Of 29 days from 28 March, the day of the statement, to 18 April: in percent of 22."""
    drawn = picture(get(client, f"/entries/{moved.pk}/"))
    places = [
        (float(bar.get("x", "").rstrip("%")), float(bar.get("width", "").rstrip("%")))
        for bar in every(drawn, "rect.bar")
    ]
    expected = [(1, 11), (11, 6), (13, 2)]
    for (x, width), (first, days) in zip(places, expected, strict=True):
        assert x == pytest.approx(100 * first / 22, abs=0.01)
        assert width == pytest.approx(100 * days / 22, abs=0.01)


@pytest.mark.parametrize(
    ("back", "bars", "last"),
    [
        (12, 1, "As known on 6 April 2025: open, 2 days left"),
        (10, 2, "As known on 8 April 2025: open, 5 days left"),
        (7, 3, "As known on 11 April 2025: open, last day"),
        (6, 3, "Missed 12 Apr 2025 known since 12 April 2025 why"),
    ],
)
def test_as_of_a_day_it_is_as_long_as_was_known(
    client: Client, moved: Deadline, back: int, bars: int, last: str
) -> None:
    at = day(-back)
    shown = get(client, f"/entries/{moved.pk}/?as_of={at.isoformat()}")
    assert len(every(picture(shown), "rect.bar")) == bars
    assert texts(one(shown, "figure.chain"), "li")[-1] == last
    assert texts(picture(shown), "text.moment") == [f"As known on {at.day} Apr 2025"]


def test_a_deadline_that_never_moved_says_so_and_how_it_stands(client: Client) -> None:
    deadline = create_deadline(on=day(-3), until=day(4))
    figure = one(get(client, f"/entries/{deadline.pk}/"), "figure.chain")
    assert texts(figure, "p.moved") == ["Never moved, as far as is known."]
    assert texts(figure, "li") == [
        "Stated: 15–22 April 2025 known since 15 April 2025",
        "Today: open, 4 days left",
    ]


def test_an_overdue_one_says_so_in_its_picture(client: Client) -> None:
    deadline = create_deadline(on=day(-400), until=day(-380), known_on=day(-400))
    shown = get(client, f"/entries/{deadline.pk}/")
    drawn = picture(shown)
    assert texts(drawn, "text.outcome") == ["overdue by 380 days"]
    assert texts(drawn, "text.moment") == ["Today, 18 Apr 2025: 380 days on"]
    assert one(drawn, "line.overrun").get("x2") == one(drawn, "line.at").get("x1") == "100.0%"
    assert len(every(drawn, "path.break")) == 1
    # In words it is said once.
    assert texts(one(shown, "figure.chain"), "li")[-1] == "Today: overdue by 380 days"


def test_a_first_window_much_longer_than_its_moves_is_cut_and_says_since_when(
    client: Client,
) -> None:
    deadline = create_deadline(on=day(-300), until=day(-20), known_on=day(-300))
    for outcome, on, until in (
        (Outcome.EXTENDED, -20, -13),
        (Outcome.EXTENDED, -13, -10),
        (Outcome.MISSED, -9, None),
    ):
        new = (day(on), day(until)) if until else None
        create_development(entry=deadline, outcome=outcome, on=day(on), new=new)
    drawn = picture(get(client, f"/entries/{deadline.pk}/"))
    assert texts(drawn, "text.from") == ["since 22 Jun 2024"]
    assert len(every(drawn, "path.cut")) == 1
    widths = [float((bar.get("width") or "").rstrip("%")) for bar in every(drawn, "rect.bar")]
    assert min(widths) > 10


def test_drafts_are_no_part_of_it_for_editors_either(editor_client: Client) -> None:
    deadline = create_deadline(until=day(4))
    create_development(
        entry=deadline, outcome=Outcome.EXTENDED, new=(DAY, day(9)), state=ReviewState.DRAFT
    )
    shown = get(editor_client, f"/entries/{deadline.pk}/")
    assert len(every(picture(shown), "rect.bar")) == 1
    assert "Extended" in text(one(shown, "ol.steps"))


def test_a_condition_keeps_its_one_bar(client: Client) -> None:
    shown = get(client, f"/entries/{create_condition(until=day(3)).pk}/")
    assert every(shown, "figure.chain") == []
    assert len(every(shown, "svg.window")) == 1


def test_a_list_still_has_one_bar_for_each(client: Client, moved: Deadline) -> None:
    assert len(every(get(client, "/timeline/"), "svg.window")) == 1


def test_open_ends_fade_and_say_that_they_count_no_days(client: Client) -> None:
    deadline = create_deadline(on=OPEN_START, until=day(-5), known_on=day(-9), edtf="../2025-04-13")
    create_development(entry=deadline, outcome=Outcome.EXTENDED, on=day(-6), new=(DAY, OPEN_END))
    shown = get(client, f"/entries/{deadline.pk}/")
    drawn = picture(shown)
    assert [bar.get("fill") for bar in every(drawn, "rect.bar")] == [
        "url(#fade-quiet-open)",
        "url(#fade-soon-beyond)",
    ]
    assert texts(drawn, "text.day") == ["13 Apr 2025", "no last day"]
    figure = one(shown, "figure.chain")
    assert texts(figure, "p.moved") == ["Moved once, from or to an open end, which counts no days."]
    assert "which counts no days: an end is open" in texts(figure, "li")[1]
    gradients = {found.get("id") for found in every(shown, "lineargradient")}
    assert {"fade-quiet-open", "fade-soon-beyond", "fade-late-open-beyond"} <= gradients


def test_the_ways_to_the_steps_lead_somewhere(client: Client, moved: Deadline) -> None:
    shown = get(client, f"/entries/{moved.pk}/")
    for link in every(one(shown, "figure.chain"), "a"):
        assert len(every(shown, link.get("href") or "")) == 1
    assert "why" in links(shown)
