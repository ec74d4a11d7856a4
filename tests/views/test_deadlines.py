"""The deadlines of a process: by state, the most urgent first, and nothing left out unsaid."""

import csv
from datetime import date, timedelta
from io import StringIO
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
)
from tests.views.page import every, get, links, one, page, text, texts
from tracker.dates.window import OPEN_END
from tracker.models import Outcome, Process, ReviewState
from tracker.templatetags.pictures import mark_of
from tracker.timeline import board

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

URL = "/processes/talks/deadlines/"


def day(number: int) -> date:
    return DAY + timedelta(number)


@pytest.fixture
def talks() -> Process:
    """Two of each group, and what is no deadline of theirs."""
    process = create_process(slug="talks", name="Harbour talks")
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    track, topic = create_track(process=process), create_topic()
    create_event(title="They begin", on=day(-20), process_state="active", process=process)
    create_condition(title="A condition", on=day(-20), until=day(9), process=process)
    create_deadline(title="Elsewhere", process=create_process(slug="other"))
    for title, first, last in (
        ("Late", -19, -2),
        ("Later still", -18, -9),
        ("Soon", -17, 3),
        ("Sooner", -16, 1),
        ("Ahead", 5, 9),
        ("Just ahead", 2, 30),
    ):
        create_deadline(
            title=title,
            process=process,
            on=day(first),
            until=day(last),
            known_on=day(-19),
            phrase="within days" if title == "Soon" else "",
            by=arland,
            to=belmark,
            track=track if title == "Soon" else None,
            topics=(topic,) if title == "Late" else (),
        )
    met = create_deadline(title="Met", process=process, on=day(-15), until=day(4))
    create_development(entry=met, outcome=Outcome.MET, on=day(-3))
    missed = create_deadline(title="Missed", process=process, on=day(-15), until=day(-10))
    new = (day(-10), day(-5))
    create_development(entry=missed, outcome=Outcome.EXTENDED, on=day(-10), new=new)
    create_development(entry=missed, outcome=Outcome.MISSED, on=day(-4))
    return process


def listed(shown: Element) -> dict[str, list[str]]:
    """The titles of each group, by its heading."""
    return {
        text(one(section, "h2")): [text(heading.find("a")) for heading in every(section, "h3")]
        for section in every(shown, "section")
        if (section.get("aria-labelledby") or "").startswith("group-")
    }


@pytest.mark.usefixtures("talks")
def test_the_most_urgent_stand_first_and_what_came_of_the_others_last(client: Client) -> None:
    assert listed(get(client, URL)) == {
        "Overdue, no outcome on record 2": ["Later still", "Late"],
        "Open 2": ["Sooner", "Soon"],
        "Upcoming 2": ["Just ahead", "Ahead"],
        "What came of the others 2": ["Met", "Missed"],
    }


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [({}, True), (HTMX, False), (BOOSTED, True), (RESTORED, True)],
    ids=["page", "fragment", "boosted", "restored"],
)
def test_the_same_address_answers_with_what_is_asked_for(
    client: Client, headers: dict[str, str], is_whole: bool
) -> None:
    response = client.get(URL, headers=headers)
    shown = page(response)
    assert len(listed(shown)) == 4
    assert len(every(shown, "html")) == is_whole
    assert len(every(shown, "#timeline")) == len(every(shown, "#head")) == 1
    # Where it stands is no part of the board; it comes along when the day may have changed.
    assert one(shown, "#head").get("hx-swap-oob") == (None if is_whole else "true")
    varies = {name.strip() for name in response["Vary"].split(",")}
    assert {"HX-Request", "HX-Target", "Cookie"} <= varies


@pytest.mark.usefixtures("talks")
def test_a_row_says_who_owes_whom_what_by_when_and_how_it_moved(client: Client) -> None:
    rows = {
        text(one(row, "h3").find("a")): row
        for row in every(get(client, URL), "li")
        if every(row, "h3")
    }
    soon = rows["Soon"]
    assert texts(soon, "span.tag") == ["open, 3 days left"]
    who, window = every(soon, "p.meta")
    assert text(who) == "Target, firm · Arland → to Belmark · Ceasefire"
    assert text(window) == "“within days”: 1–21 Apr 2025"
    assert texts(rows["Later still"], "span.tag") == ["overdue by 9 days"]
    assert texts(rows["Just ahead"], "span.tag") == ["opens in 2 days"]
    missed = rows["Missed"]
    assert text(one(missed, "h3")) == "Missed"
    assert text(one(missed, "div.stands-so")) == "missed since 14 Apr 2025"
    assert text(every(missed, "p.meta")[1]) == (
        "3–8 Apr 2025; now 8 April 2025 to 13 April 2025 · moved once, 5 days later"
    )


@pytest.mark.usefixtures("talks")
def test_all_bars_lie_on_one_axis_with_the_line_of_today(client: Client) -> None:
    shown = get(client, URL)
    lanes = [svg for svg in every(shown, "svg") if svg.get("class") == "lane"]
    (days,) = (svg for svg in every(shown, "svg") if svg.get("class") == "days")
    assert len(lanes) == 8
    moments = {one(svg, "line.at").get("x1") for svg in (days, *lanes)}
    assert len(moments) == 1
    assert "Today, 18 Apr 2025" in texts(days, "text")
    ticks = [[line.get("x1") for line in every(svg, "line.tick")] for svg in (days, *lanes)]
    assert all(found == ticks[0] for found in ticks)
    for lane in lanes:
        for rect in every(lane, "rect"):
            x, width = (float(rect.get(name, "").rstrip("%")) for name in ("x", "width"))
            assert x >= 0
            assert width > 0
            assert x + width <= 100.01
    # What a picture says stands beside it in words.
    assert {svg.get("aria-hidden") for svg in (days, *lanes)} == {"true"}


@pytest.mark.usefixtures("talks")
def test_as_of_a_day_it_shows_what_was_known_then_and_how_it_stood(client: Client) -> None:
    shown = get(client, f"{URL}?as_of={day(-12).isoformat()}")
    assert listed(shown) == {
        "Open 6": ["Missed", "Later still", "Late", "Sooner", "Soon", "Met"],
        "Upcoming 2": ["Just ahead", "Ahead"],
    }
    assert "As known on 6 Apr 2025" in texts(shown, "text")
    (asof,) = every(shown, "nav.asof")
    assert links(asof)["Back to today"] == URL
    entry = next(link for link in every(shown, "a") if text(link) == "Soon")
    assert (entry.get("href") or "").endswith(f"?as_of={day(-12).isoformat()}")
    missed = next(row for row in every(shown, "li") if "Missed" in texts(row, "a"))
    assert "moved" not in text(missed)


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("status=overdue", ["Later still", "Late"]),
        ("status=open&status=upcoming", ["Sooner", "Soon", "Just ahead", "Ahead"]),
        ("status=met", ["Met"]),
        ("track=ceasefire", ["Soon"]),
        ("topic=sanctions", ["Late"]),
        ("actor=arland&status=open", ["Sooner", "Soon"]),
        ("initiator=belmark", []),
        ("recipient=belmark&status=upcoming", ["Just ahead", "Ahead"]),
        ("q=later", ["Later still"]),
        ("from=2025-04-20&status=open", ["Soon"]),
        ("to=2025-04-01", ["Later still", "Late", "Soon"]),
        ("since=2025-03-31", ["Met", "Missed"]),
        ("status=carried_out", []),
        ("kind=deadline&process=talks&status=met", ["Met"]),
    ],
)
def test_it_heeds_the_filters_of_the_timeline(
    client: Client, query: str, titles: list[str]
) -> None:
    shown = get(client, f"{URL}?{query}")
    assert [title for group in listed(shown).values() for title in group] == titles
    if not titles:
        assert "No deadline on record fits all of this." in text(one(shown, "div.empty"))
        assert links(one(shown, "div.empty")) == {"Show all deadlines": URL}


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("query", ["", "status=overdue", "actor=arland&status=open", "q=soon"])
def test_the_file_holds_just_these(client: Client, query: str) -> None:
    shown = get(client, f"{URL}?{query}")
    response = client.get(links(shown)["These entries as CSV"])
    assert isinstance(response, StreamingHttpResponse)
    rows = list(csv.DictReader(StringIO(response.getvalue().decode(), newline="")))
    found = [title for group in listed(shown).values() for title in group]
    assert sorted(row["title"] for row in rows) == sorted(found)


@pytest.mark.usefixtures("talks")
def test_choices_stay_on_the_board_and_can_be_let_go(client: Client) -> None:
    shown = get(client, f"{URL}?status=overdue&actor=arland")
    assert links(one(shown, "div.chosen")) == {
        "Leave out: Deadlines and conditions: overdue": f"{URL}?actor=arland",
        "Leave out: Actor: Arland": f"{URL}?status=overdue",
        "Show everything": URL,
    }
    filters = one(shown, "aside.filters")
    assert "Kind" not in texts(filters, "h2")
    assert "Process" not in texts(filters, "h2")
    for choice in every(filters, "a"):
        if choice.get("hx-get"):
            assert (choice.get("href") or "").startswith(URL)
            assert choice.get("hx-target") == "#timeline"
    response = client.get(f"{URL}?status=overdue&from=&q=", headers=HTMX)
    assert response["HX-Push-Url"] == f"{URL}?status=overdue"


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
@pytest.mark.parametrize(
    ("query", "key", "message"),
    [
        ("kind=event", "kind", "This page shows deadlines."),
        ("process=other", "process", "This page shows one process."),
        ("order=oldest", "order", "Deadlines stand here by urgency."),
        ("after=2025-04-18_1", "after", "A place in a list goes with one state"),
        ("after=nowhere&status=open", "after", "“nowhere” is not a place in this list."),
        ("as_of=2025-04-19", "as_of", "That day has not come yet."),
        ("status=late", "status", "Nothing here is called “late”."),
        ("track=nowhere", "track", "Nothing here is called “nowhere”."),
    ],
)
def test_nonsense_is_answered_with_a_message_and_no_list(
    client: Client, query: str, key: str, message: str, headers: dict[str, str]
) -> None:
    shown = page(client.get(f"{URL}?{query}", headers=headers), status=400)
    assert listed(shown) == {}
    (alert,) = (found for found in one(shown, "#timeline").iter() if found.get("role") == "alert")
    assert any(words.startswith(f"{key}: {message}") for words in texts(alert, "li"))
    if key != "as_of":  # a day of the calendar, though to come
        assert client.get(links(alert)["Leave that part out"]).status_code == 200


def test_a_process_without_deadlines_says_so(client: Client) -> None:
    create_event(process=create_process(slug="talks"))
    shown = get(client, URL)
    assert text(one(shown, "div.empty")) == "No deadline is on record yet."
    assert client.get("/processes/nowhere/deadlines/").status_code == 404


def test_drafts_are_the_editors_alone(client: Client, editor_client: Client) -> None:
    create_process(slug="talks")
    create_deadline(title="Known", until=day(3))
    create_deadline(title="Hidden", until=day(2), state=ReviewState.DRAFT)
    create_deadline(title="Gone", until=day(1), state=ReviewState.RETRACTED)
    assert listed(get(client, URL)) == {"Open 1": ["Known"]}
    assert listed(get(editor_client, URL)) == {"Open 2": ["Hidden", "Known"]}


# Long lists.


def follow(client: Client, url: str) -> list[list[str]]:
    """The titles of each page, by the plain links to the next ones."""
    pages = []
    while url:
        shown = get(client, url)
        ((_heading, titles),) = listed(shown).items()
        pages.append(titles)
        url = next(
            (link.get("href") or "" for link in every(shown, "a") if text(link) == "The next ones"),
            "",
        )
    return pages


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [(-9, -1, "overdue"), (-9, 9, "open"), (5, 9, "upcoming"), (-9, 3, "met")],
)
def test_of_many_the_most_urgent_are_shown_with_the_way_to_all(
    client: Client, monkeypatch: pytest.MonkeyPatch, first: int, last: int, status: str
) -> None:
    monkeypatch.setattr(board, "SHOWN", 3)
    monkeypatch.setattr(board, "PAGE_SIZE", 2)
    process = create_process(slug="talks")
    expected = []
    for number in range(7):
        # Three days among them, so that pages end among ties.
        shift = number // 3
        deadline = create_deadline(
            title=f"{number}",
            process=process,
            on=day(first) + timedelta(shift),
            until=day(last) - timedelta(2 - shift),
        )
        if status == "met":
            create_development(entry=deadline, outcome=Outcome.MET, on=day(-1 - shift))
        expected.append(f"{number}")
    if status == "met":  # the newest outcome first, and of one day the newest entry
        expected = ["2", "1", "0", "5", "4", "3", "6"]
    # Another group, so that several stand below each other.
    other = create_deadline(title="Other", process=process, on=day(-30), until=day(-20))
    if status == "overdue":
        create_development(entry=other, outcome=Outcome.MISSED, on=day(-2))
    shown = get(client, URL)
    ((heading, titles),) = (found for found in listed(shown).items() if found[1] != ["Other"])
    assert heading.endswith(" 7")
    assert titles == expected[:3]
    (way,) = (link for link in every(shown, "a") if (link.get("id") or "").startswith("more-"))
    assert way.get("href") == way.get("hx-get")
    assert text(way).endswith("all 7")
    pages = follow(client, way.get("href") or "")
    assert [len(titles) for titles in pages] == [2, 2, 2, 1]
    assert [title for titles in pages for title in titles] == expected


def test_more_than_are_counted_are_said_to_be_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.timeline.counts.MOST_COUNTED", 4)
    monkeypatch.setattr("tracker.views.timeline.MOST_COUNTED", 4)
    monkeypatch.setattr(board, "SHOWN", 2)
    process = create_process(slug="talks")
    for number in range(6):
        create_deadline(process=process, until=day(number))
    create_deadline(process=process, on=day(3), until=day(5), title="Ahead")
    shown = get(client, URL)
    assert [heading.split()[-1] for heading in listed(shown)] == ["3+", "1"]
    assert text(every(one(shown, "div.chosen"), "b")[0]) == "4+"
    assert "A number with + is a lower bound" in text(one(shown, "aside.filters"))


def test_a_hundred_deadlines_more_cost_no_query_more(client: Client) -> None:
    process = create_process(slug="talks")

    def cost() -> int:
        for number in range(12):
            deadline = create_deadline(process=process, until=day(number), by=create_actor())
            create_development(entry=deadline, outcome=Outcome.EXTENDED, new=(DAY, day(number + 5)))
        with CaptureQueriesContext(connection) as queries:
            get(client, URL)
        return len(queries)

    cost()
    assert cost() == cost()


# Windows that fit no axis.


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(1, 1, 1), day(3)),
        (day(-3), OPEN_END),
        (date(1, 1, 1), OPEN_END),
        (date(1500, 1, 1), date(1500, 1, 2)),
        (date(9990, 1, 1), date(9998, 1, 1)),
    ],
)
def test_open_ends_and_far_days_stay_within_the_picture(
    client: Client, first: date, last: date
) -> None:
    process = create_process(slug="talks")
    create_deadline(title="Odd", process=process, on=first, until=last, known_on=DAY)
    create_deadline(title="Plain", process=process, on=day(-5), until=day(5))
    shown = get(client, URL)
    assert sorted(title for group in listed(shown).values() for title in group) == ["Odd", "Plain"]
    for lane in (svg for svg in every(shown, "svg") if svg.get("class") == "lane"):
        drawn = every(lane, "rect") or every(lane, "path.cut")
        assert drawn
        for rect in every(lane, "rect"):
            x, width = (float(rect.get(name, "").rstrip("%")) for name in ("x", "width"))
            assert 0 <= x <= x + width <= 100.01


def test_where_today_lies_far_beyond_the_axis_breaks_off_before_it(client: Client) -> None:
    process = create_process(slug="talks")
    late = create_deadline(process=process, on=date(2015, 6, 1), until=date(2015, 6, 30))
    create_development(entry=late, outcome=Outcome.MET, on=date(2015, 6, 20))
    shown = get(client, URL)
    assert texts(shown, "text.moment") == ["Today, 18 Apr 2025: 3590 days on"]
    assert {line.get("x1") for line in every(shown, "line.at")} == {"100.0%"}
    assert len(every(shown, "path.break")) == 1


def test_where_today_lies_before_all_of_them_it_is_said(client: Client) -> None:
    create_deadline(process=create_process(slug="talks"), on=day(900), until=day(910), known_on=DAY)
    shown = get(client, URL)
    assert "Today, 18 Apr 2025 (not in the picture)" in texts(shown, "p.quiet")
    assert every(shown, "line.at") == []


def percent(shown: Element, name: str) -> float:
    return float((shown.get(name) or "").rstrip("%"))


@pytest.mark.parametrize("last", [day(30), OPEN_END])
def test_what_has_an_outcome_ends_with_it_and_its_mark_is_right_of_the_bar(
    client: Client, last: date
) -> None:
    process = create_process(slug="talks")
    met = create_deadline(title="Met", process=process, on=day(-20), until=last)
    create_development(entry=met, outcome=Outcome.MET, on=day(-11))
    create_deadline(title="Open", process=process, on=day(-20), until=day(20))
    shown = get(client, URL)
    _open, lane = (svg for svg in every(shown, "svg") if svg.get("class") == "lane")
    bar, mark = one(lane, "rect.bar"), one(lane, "g.mark")
    # Forty-one days, of which ten are over.
    assert percent(bar, "x") == 0
    assert percent(bar, "width") == pytest.approx(100 * 10 / 41, abs=0.1)
    assert mark.get("transform") == "translate(9 0)"
    # What was left of its time is a thin line, if it has an end.
    assert len(every(lane, "rect.left")) == (last != OPEN_END)


@pytest.mark.parametrize(
    ("outcome", "tone", "like"),
    [
        (Outcome.MET, "done", Outcome.MET),
        (Outcome.PARTLY_MET, "done", Outcome.PARTLY_MET),
        (Outcome.MISSED, "late", Outcome.MISSED),
        (Outcome.LAPSED, "quiet", Outcome.LAPSED),
        (Outcome.WITHDRAWN, "quiet", Outcome.WITHDRAWN),
        (Outcome.SUPERSEDED, "quiet", Outcome.WITHDRAWN),
    ],
)
def test_outcomes_that_are_not_alike_have_shapes_of_their_own(
    client: Client, outcome: str, tone: str, like: str
) -> None:
    deadline = create_deadline(process=create_process(slug="talks"), on=day(-9), until=day(-3))
    create_development(entry=deadline, outcome=outcome, on=day(-2))
    shown = get(client, URL)
    assert every(shown, "g.mark")[0].get("class") == f"mark {tone}"
    assert every(shown, "span.tag")[0].get("class") == f"tag {tone}"
    shapes = (Outcome.MET, Outcome.PARTLY_MET, Outcome.MISSED, Outcome.LAPSED, Outcome.WITHDRAWN)
    assert [one for one in shapes if mark_of(one) == mark_of(outcome)] == [like]


# The ways to read a process.


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("url", "current"),
    [
        ("/processes/talks/", "Timeline"),
        (URL, "Deadlines"),
        ("/processes/talks/conditions/", "Conditions"),
        ("/processes/talks/demands/", "Demands"),
        ("/processes/talks/changes/", "Changes"),
    ],
)
@pytest.mark.parametrize("clock", ["", "?as_of=2025-04-10"])
def test_the_readings_of_a_process_lead_to_each_other_on_the_same_day(
    client: Client, url: str, current: str, clock: str
) -> None:
    shown = get(client, url + clock)
    (nav,) = (found for found in every(shown, "nav") if found.get("class") == "readings")
    assert links(nav) == {
        "Timeline": f"/processes/talks/{clock}",
        "Deadlines": f"{URL}{clock}",
        "Conditions": f"/processes/talks/conditions/{clock}",
        "Demands": f"/processes/talks/demands/{clock}",
        "Changes": f"/processes/talks/changes/{clock}",
    }
    marked = [text(link) for link in every(nav, "a") if link.get("aria-current") == "page"]
    assert marked == [current]
    (main,) = (found for found in every(shown, "nav") if found.get("aria-label") == "Main")
    assert [text(link) for link in every(main, "a") if link.get("aria-current")] == ["Processes"]


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    "url",
    ["/processes/talks/", URL, "/processes/talks/conditions/", "/processes/talks/demands/"],
)
def test_where_it_stands_comes_along_when_the_day_changes(client: Client, url: str) -> None:
    create_event(
        title="They stop",
        on=day(-5),
        process_state="stalled",
        process=Process.objects.get(slug="talks"),
    )
    fragment = page(client.get(f"{url}?as_of={day(-6).isoformat()}", headers=HTMX))
    assert texts(one(fragment, "#head"), "p.state") == ["Active since 29 March 2025: They begin"]
    fragment = page(client.get(url, headers=HTMX))
    assert texts(one(fragment, "#head"), "p.state") == ["Stalled since 13 April 2025: They stop"]


def test_links_of_the_board_say_what_they_ask(client: Client) -> None:
    process = create_process(slug="talks")
    for number in range(board.SHOWN + 1):
        deadline = create_deadline(process=process, until=day(number))
        create_development(entry=deadline, outcome=Outcome.MET, on=day(-number))
    create_deadline(process=process, until=day(3))
    shown = get(client, f"{URL}?as_of=2025-04-18&q=answer")
    way = one(shown, "#more-decided").get("href") or ""
    asked = parse_qsl(urlsplit(way).query)
    assert {value for key, value in asked if key == "status"} == {
        "met",
        "partly_met",
        "missed",
        "lapsed",
        "withdrawn",
        "superseded",
    }
    assert {("as_of", "2025-04-18"), ("q", "answer")} <= set(asked)
