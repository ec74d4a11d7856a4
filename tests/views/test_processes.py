"""The front page, and a process with where it stands."""

from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from tests.conftest import HTMX
from tests.factories import (
    DAY,
    create_actor,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tests.views.page import every, get, links, one, page, text, texts, titles
from tracker.models import Outcome, Process
from tracker.timeline import ledgers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def talks() -> Process:
    process = create_process(slug="talks", name="Harbour talks")
    create_event(title="They begin", on=DAY - timedelta(10), process_state="active")
    create_event(title="They stop", on=DAY - timedelta(5), process_state="suspended")
    create_event(title="They may sign", on=DAY + timedelta(5), process=process)
    create_deadline(title="Too late", on=DAY - timedelta(8), until=DAY - timedelta(2))
    create_deadline(title="Due later", on=DAY, until=DAY + timedelta(9))
    create_deadline(title="Due soon", on=DAY - timedelta(3), until=DAY + timedelta(4))
    create_condition(title="Open condition", on=DAY - timedelta(1), until=DAY + timedelta(9))
    met = create_condition(title="Met condition", on=DAY - timedelta(9), until=DAY + timedelta(9))
    create_development(entry=met, outcome=Outcome.SATISFIED, on=DAY - timedelta(1))
    return process


def figures(client: Client, url: str) -> dict[str, str]:
    found = one(get(client, url), "dl.figures")
    return {text(box.find("dt")): text(box.find("dd")) for box in every(found, "div")}


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("url", ["/", "/processes/talks/"])
def test_it_says_where_the_talks_stand(client: Client, url: str) -> None:
    assert texts(get(client, url), "p.state") == ["Suspended since 13 April 2025: They stop"]
    assert figures(client, url) == {
        "Next deadline": "4 days left Due soon",
        "Open conditions": "1 neither met nor given up",
        "Overdue, no outcome on record": "1 windows that have passed",
        "On record": "8 entries",
    }


@pytest.mark.parametrize("url", ["/", "/processes/talks/"])
def test_editors_are_told_that_drafts_count(
    editor_client: Client, client: Client, talks: Process, url: str
) -> None:
    past = {"on": DAY - timedelta(8), "until": DAY - timedelta(1)}
    create_deadline(title="Drafted", process=talks, state="draft", **past)  # type: ignore[arg-type]
    overdue = "Overdue, no outcome on record"
    assert figures(editor_client, url)[overdue] == "2 windows that have passed, with drafts"
    assert figures(editor_client, url)["On record"] == "9 entries, with drafts"
    assert figures(client, url)[overdue] == "1 windows that have passed"


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("url", ["/", "/processes/talks/"])
def test_on_an_earlier_day_it_stood_elsewhere(client: Client, url: str) -> None:
    earlier = f"{url}?as_of=2025-04-11"
    assert texts(get(client, earlier), "p.state") == ["Active since 8 April 2025: They begin"]
    assert figures(client, earlier) == {
        "Next deadline": "5 days left Too late",
        "Open conditions": "1 neither met nor given up",
        "Overdue, no outcome on record": "0 windows that have passed",
        "On record": "3 entries",
    }


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("query", ["", "?as_of=2025-04-17"])
@pytest.mark.parametrize("url", ["/", "/processes/talks/"])
def test_each_number_leads_to_what_it_counts(client: Client, url: str, query: str) -> None:
    found = one(get(client, url + query), "dl.figures")
    counts = [link for link in every(found, "a") if text(link).isdigit()]
    assert len(counts) == 2
    for link in counts:
        listed = titles(get(client, link.get("href", "")))
        assert len(listed) == int(text(link))
        assert ("as_of=2025-04-17" in link.get("href", "")) is bool(query)


@pytest.mark.usefixtures("talks")
def test_the_latest_entries_are_those_that_have_begun(client: Client) -> None:
    latest = one(get(client, "/"), "ul.latest")
    shown = [text(one(item, "a")) for item in every(latest, "li")]
    assert shown == ["Due later", "Open condition", "Due soon", "They stop"]


def test_processes_stand_by_their_newest_entry(client: Client) -> None:
    for slug, days in (("old", 9), ("new", 1), ("middle", 5)):
        create_event(process=create_process(slug=slug), on=DAY - timedelta(days))
    create_process(slug="empty")
    assert texts(get(client, "/"), "h2") == ["New", "Middle", "Old"]


def test_a_process_without_entries_says_so_to_editors_alone(
    client: Client, editor_client: Client
) -> None:
    create_process(slug="quiet")
    for url in ("/processes/quiet/", "/processes/quiet/timeline.csv"):
        assert client.get(url).status_code == 404
    assert "Quiet" not in text(get(client, "/"))
    shown = get(editor_client, "/processes/quiet/")
    assert texts(shown, "p.state") == ["No event on record says where this process stands."]
    assert "Nothing is on record yet." in text(one(shown, "div.empty"))


def test_the_folder_of_processes_is_the_front_page(client: Client) -> None:
    assert client.get("/processes/").headers["Location"] == "/"


def test_no_process_is_said_and_an_editor_is_shown_where_to_begin(
    client: Client, editor_client: Client
) -> None:
    assert text(one(get(client, "/"), "p.empty")) == "No process is on record yet."
    assert "Add the first one" in links(get(editor_client, "/"))


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("as_of=tomorrow", "as_of: That day has not come yet."),
        ("as_of=2025-04-19", "as_of: That day has not come yet."),
    ],
)
def test_nonsense_is_said_and_nothing_is_listed(client: Client, query: str, message: str) -> None:
    shown = get(client, f"/?{query}", status=400)
    assert texts(shown, "li") == [message]
    assert every(shown, "section.process") == []
    assert links(shown)["Show everything"] == "/"


@pytest.mark.usefixtures("talks")
def test_the_figures_come_along_when_the_filter_changes(client: Client) -> None:
    fragment = page(client.get("/processes/talks/?as_of=2025-04-11", headers=HTMX))
    assert len(every(one(fragment, "#timeline"), "dl.figures")) == 1


@pytest.mark.usefixtures("talks")
def test_a_process_page_does_not_offer_other_processes(client: Client) -> None:
    create_event(process=create_process(slug="other"))
    filters = one(get(client, "/processes/talks/"), "aside.filters")
    assert "Process" not in texts(filters, "h2")
    assert "Process" in texts(one(get(client, "/timeline/"), "aside.filters"), "h2")


# Since when it stands where it stands.


@pytest.fixture
def stages() -> Process:
    """Active, then stalled, which is said again; with what readers do not see among it."""
    process = create_process(slug="talks")
    for title, on, state, more in (
        ("They begin", -9, "active", {}),
        ("They stop", -6, "stalled", {}),
        ("A draft", -5, "active", {"state": "draft"}),
        ("It may go on", -4, "active", {"occurrence": "planned"}),
        ("They still wait", -2, "stalled", {"known_on": DAY - timedelta(1)}),
    ):
        create_event(
            title=title,
            on=DAY + timedelta(on),
            process=process,
            process_state=state,
            **more,
        )
    return process


@pytest.mark.usefixtures("stages")
@pytest.mark.parametrize("url", ["/", "/processes/talks/", "/processes/talks/deadlines/"])
@pytest.mark.parametrize(
    ("back", "line"),
    [
        (0, "Stalled since 12 April 2025: They stop"),
        (1, "Stalled since 12 April 2025: They stop"),
        (6, "Stalled since 12 April 2025: They stop"),
        (7, "Active since 9 April 2025: They begin"),
        (9, "Active since 9 April 2025: They begin"),
        (10, "No event on record says where this process stands."),
    ],
)
def test_it_stands_there_since_the_event_that_brought_it_there(
    client: Client, url: str, back: int, line: str
) -> None:
    as_of = (DAY - timedelta(back)).isoformat()
    shown = get(client, f"{url}?as_of={as_of}")
    if url == "/" and back == 10:
        # Nothing of the process was known by then, itself included.
        assert every(shown, "p.state") == []
        return
    (state,) = every(shown, "p.state")
    assert text(state) == line
    for link in every(state, "a"):
        # The evidence, on the same day.
        assert (link.get("href") or "").endswith(f"/?as_of={as_of}")
        assert text(one(get(client, link.get("href") or ""), "h1")) in line
    if not back:
        assert texts(get(client, url), "p.state") == [line]


@pytest.mark.usefixtures("stages")
def test_what_becomes_known_later_of_an_earlier_day_counts_from_that_day(client: Client) -> None:
    create_event(title="They met once more", on=DAY - timedelta(3), process_state="active")
    assert texts(get(client, "/"), "p.state") == ["Stalled since 16 April 2025: They still wait"]
    create_event(title="They left", on=DAY - timedelta(3), process_state="stalled")
    assert texts(get(client, "/"), "p.state") == ["Stalled since 15 April 2025: They left"]


@pytest.mark.parametrize(
    ("occurrence", "on", "known", "line"),
    [
        ("cancelled", 30, -2, "Stalled since 16 April 2025: Off"),
        ("cancelled", -3, -3, "Stalled since 15 April 2025: Off"),
        ("did_not_happen", -3, -2, "Stalled since 15 April 2025: Off"),
        ("planned", -3, -2, "Active since 9 April 2025: On"),
    ],
)
def test_a_meeting_called_off_may_be_what_stalled_it_since_that_was_known(
    client: Client, occurrence: str, on: int, known: int, line: str
) -> None:
    create_event(title="On", on=DAY - timedelta(9), process_state="active")
    create_event(
        title="Off",
        on=DAY + timedelta(on),
        known_on=DAY + timedelta(known),
        occurrence=occurrence,
        process_state="stalled",
    )
    assert texts(get(client, "/"), "p.state") == [line]
    before = DAY + timedelta(known - 1)
    (state,) = texts(get(client, f"/?as_of={before.isoformat()}"), "p.state")
    assert state == "Active since 9 April 2025: On"


@pytest.mark.parametrize(
    ("on", "until", "edtf", "line"),
    [
        (date(2025, 4, 1), date(2025, 4, 30), "2025-04", "Agreed since Apr 2025: It"),
        (date(2025, 4, 8), date(2025, 4, 8), "2025-04-08~", "Agreed since about 8 Apr 2025: It"),
        (date(1, 1, 1), date(2025, 4, 8), "../2025-04-08", "Agreed: It"),
        (date(2025, 4, 8), date(9999, 12, 31), "2025-04-08/..", "Agreed since 8 April 2025: It"),
    ],
)
def test_it_says_no_more_than_is_known_of_the_day(
    client: Client, on: date, until: date, edtf: str, line: str
) -> None:
    create_event(title="It", on=on, until=until, edtf=edtf, known_on=DAY, process_state="agreed")
    assert texts(get(client, "/"), "p.state") == [line]


# What came of deadlines, threats and promises.


def record_of(shown: Element) -> dict[str, list[str]]:
    """By the name of each account, what it says."""
    (found,) = every(shown, "section.record")
    return {text(box.find("dt")): texts(box, "li") for box in every(one(found, "dl"), "div")}


@pytest.fixture
def record() -> Process:
    process = create_process(slug="talks")
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    moved = create_deadline(title="Moved", until=DAY + timedelta(2), by=arland, to=belmark)
    for number, days in enumerate((3, 8)):
        on = DAY - timedelta(5 - number)
        new = (DAY, DAY + timedelta(days))
        create_development(entry=moved, outcome=Outcome.EXTENDED, on=on, new=new)
    for title, outcome, by in (
        ("Met", Outcome.MET, arland),
        ("Partly", Outcome.PARTLY_MET, arland),
        ("Missed", Outcome.MISSED, belmark),
        ("Withdrawn", Outcome.WITHDRAWN, arland),
    ):
        entry = create_deadline(title=title, until=DAY - timedelta(1), on=DAY - timedelta(9), by=by)
        create_development(entry=entry, outcome=outcome, on=DAY - timedelta(3))
    create_deadline(title="Late", on=DAY - timedelta(8), until=DAY - timedelta(2), to=belmark)
    ends = [Outcome.CARRIED_OUT, Outcome.CARRIED_OUT, Outcome.MOOT, None]
    for number, end in enumerate(ends):
        on = DAY - timedelta(20 + number)
        threat = create_condition(on=on, until=DAY + timedelta(9), by=arland)
        if end:
            create_development(entry=threat, outcome=end, on=DAY - timedelta(10))
    create_condition(condition_kind="offer", on=DAY - timedelta(4), until=DAY, by=belmark)
    create_condition(condition_kind="red_line", until=DAY, by=arland)
    return process


@pytest.mark.usefixtures("record")
def test_a_process_shows_the_record_of_its_deadlines_threats_and_promises(client: Client) -> None:
    assert record_of(get(client, "/processes/talks/")) == {
        "Deadlines": [
            "6 set",
            "2 met, in full or in part",
            "1 missed or lapsed",
            "1 withdrawn or superseded",
            "1 still running",
            "1 overdue, no outcome on record",
            "1 moved, 6 days later",
        ],
        "Threats": [
            "4 made",
            "2 carried out",
            "1 pending",
            "1 withdrawn, waived or moot",
            "10, 11 and 12 days from the statement to what came of it",
        ],
        "Promises and offers": ["1 made", "1 pending"],
    }


@pytest.mark.usefixtures("record")
def test_an_actor_shows_its_own_by_its_part(client: Client) -> None:
    assert record_of(get(client, "/actors/arland/")) == {
        "Deadlines that it set": [
            "4 set",
            "2 met, in full or in part",
            "1 withdrawn or superseded",
            "1 still running",
            "1 moved, 6 days later",
        ],
        "Threats": [
            "4 made",
            "2 carried out",
            "1 pending",
            "1 withdrawn, waived or moot",
            "10, 11 and 12 days from the statement to what came of it",
        ],
    }
    assert record_of(get(client, "/actors/belmark/")) == {
        "Deadlines that it set": ["1 set", "1 missed or lapsed"],
        "Deadlines set for it": [
            "2 set",
            "1 still running",
            "1 overdue, no outcome on record",
            "1 moved, 6 days later",
        ],
        "Promises and offers": ["1 made", "1 pending"],
    }


@pytest.mark.usefixtures("record")
def test_on_an_earlier_day_the_record_is_that_of_the_day(client: Client) -> None:
    as_of = f"?as_of={(DAY - timedelta(8)).isoformat()}"
    for headers in ({}, HTMX):
        shown = page(client.get(f"/processes/talks/{as_of}", headers=headers))
        assert record_of(shown) == {
            "Deadlines": ["5 set", "5 still running"],
            "Threats": [
                "4 made",
                "2 carried out",
                "1 pending",
                "1 withdrawn, waived or moot",
                "10, 11 and 12 days from the statement to what came of it",
            ],
        }
    as_of = f"?as_of={(DAY - timedelta(30)).isoformat()}"
    assert every(get(client, f"/processes/talks/{as_of}"), "section.record") == []


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("as_of", ["", "?as_of=2025-04-10"])
@pytest.mark.parametrize("url", ["/processes/talks/", "/actors/arland/", "/actors/belmark/"])
def test_a_number_of_the_record_leads_to_what_it_counts(
    client: Client, url: str, as_of: str
) -> None:
    (found,) = every(get(client, url + as_of), "section.record")
    followed = 0
    for link in every(found, "a"):
        listed = get(client, link.get("href") or "")
        assert len(titles(listed)) == int(text(link))
        assert ("as_of=2025-04-10" in (link.get("href") or "")) is bool(as_of)
        followed += 1
    assert followed > 1


@pytest.mark.usefixtures("record")
def test_the_record_is_not_made_for_those_who_only_want_more(client: Client) -> None:
    more = HTMX | {"HX-Target": "more"}
    for url in ("/processes/talks/", "/actors/arland/"):
        shown = page(client.get(url, headers=more))
        assert every(shown, "section.record") == []


def test_more_than_are_counted_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = ledgers._ACCOUNTS
    monkeypatch.setattr(ledgers, "MOST_COUNTED", 2)
    monkeypatch.setattr("tracker.views.timeline.MOST_COUNTED", 2)
    monkeypatch.setattr(
        ledgers, "_ACCOUNTS", statement.replace("<= 500", "<= 2").replace("LIMIT 501", "LIMIT 3")
    )
    process = create_process(slug="talks")
    for _ in range(4):
        create_deadline(process=process, until=DAY + timedelta(3))
    shown = get(client, "/processes/talks/")
    assert record_of(shown) == {"Deadlines": ["2+ set", "2+ still running"]}
    (found,) = every(shown, "section.record")
    assert texts(found, "p.note") == [
        "A number with + is a lower bound: of more than 2, only the newest are counted,"
        " and medians are theirs."
    ]
