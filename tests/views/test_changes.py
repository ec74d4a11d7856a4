"""What has changed of a process: what readers are told of it, in which order, and no more."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_track,
)
from tests.views.page import every, get, links, one, page, text, texts
from tracker.editing.pending import retract_developments
from tracker.editing.review import publish, retract, return_to_draft
from tracker.models import Development, Entry, Outcome, Process, ReviewState, Track
from tracker.views import changes

pytestmark = pytest.mark.django_db

URL = "/processes/talks/changes/"
ALL = f"{URL}?since=0001-01-01"
MORE = HTMX | {"HX-Target": "more"}


@pytest.fixture
def talks() -> Process:
    """Known on 18 to 21 April, in two tracks and in none."""
    process = create_process(slug="talks", name="Harbour talks")
    ceasefire = create_track(process=process, slug="ceasefire")
    minerals = create_track(process=process, slug="minerals")
    arland = create_actor(name="Arland")
    create_event(title="They meet", process=process, track=ceasefire, by=arland)
    due = create_deadline(
        title="Answer in time", process=process, track=ceasefire, until=DAY + timedelta(7)
    )
    create_development(
        entry=due,
        outcome=Outcome.EXTENDED,
        on=DAY + timedelta(1),
        new=(DAY, DAY + timedelta(10)),
    )
    create_development(
        entry=due,
        outcome=Outcome.SHORTENED,
        on=DAY + timedelta(2),
        new=(DAY, DAY + timedelta(9)),
    )
    create_development(entry=due, outcome=Outcome.MET, on=DAY + timedelta(3))
    create_condition(title="Sign or leave", process=process, track=minerals, on=DAY + timedelta(1))
    create_event(title="On its own", process=process, on=DAY + timedelta(2))
    return process


def strands(client: Client, url: str) -> dict[str, list[str]]:
    """The groups of the page, with what each says of its changes."""
    shown = get(client, url)
    return {
        text(one(strand, "h2")): [
            " ".join([text(item.find("time")), *texts(item, "p.what"), *texts(item, "p.moved")])
            for item in every(one(strand, "ul.changes"), "li")
        ]
        for strand in every(shown, "section.strand")
    }


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("headers", "is_whole", "has_ways"),
    [
        ({}, True, True),
        (HTMX, False, True),
        (MORE, False, False),
        (BOOSTED, True, True),
        (RESTORED, True, True),
    ],
    ids=["page", "fragment", "more", "boosted", "restored"],
)
def test_the_same_address_answers_with_what_is_asked_for(
    client: Client, headers: dict[str, str], is_whole: bool, has_ways: bool
) -> None:
    response = client.get(f"{URL}?track=ceasefire", headers=headers)
    shown = page(response)
    assert len(every(shown, "html")) == is_whole
    assert len(every(shown, "#changes")) == has_ways
    assert len([one for one in every(shown, "li") if one.find("time") is not None]) == 5
    assert response.has_header("HX-Push-Url") is (headers == HTMX)
    assert {"HX-Request", "HX-Target"} <= set(response["Vary"].split(", "))


@pytest.mark.usefixtures("talks", "today")
def test_changes_stand_by_tracks_the_newest_first(client: Client) -> None:
    assert strands(client, ALL) == {
        "Ceasefire 2 new entries, 2 moved windows, 1 development": [
            "21 April 2025 Met Answer in time",
            "20 April 2025 Shortened Answer in time"
            " 18–28 Apr 2025 → to 18–27 Apr 2025 1 day sooner",
            "19 April 2025 Extended Answer in time 18–25 Apr 2025 → to 18–28 Apr 2025 3 days later",
            "18 April 2025 New deadline Answer in time open, 7 days left",
            "18 April 2025 New event They meet",
        ],
        "In no track 1 new entry": ["20 April 2025 New event On its own"],
        "Minerals 1 new entry": ["19 April 2025 New condition Sign or leave opens in 1 day"],
    }


@pytest.mark.usefixtures("talks", "today")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "since=2025-04-19",
            ["Ceasefire 1 moved window, 1 development", "In no track 1 new entry"],
        ),
        ("since=2025-04-20", ["Ceasefire 1 development"]),
        ("since=2025-04-21", []),
        ("since=2025-04-01&as_of=2025-04-18", ["Ceasefire 2 new entries"]),
        ("since=2025-04-18&as_of=2025-04-18", []),
        ("since=2025-04-01&track=minerals", ["Minerals 1 new entry"]),
        ("since=2025-04-01&without=track", ["In no track 1 new entry"]),
        (
            "since=2025-04-19&track=minerals&track=ceasefire",
            ["Ceasefire 1 moved window, 1 development"],
        ),
    ],
)
def test_a_day_and_a_track_choose_among_them(
    client: Client, query: str, expected: list[str]
) -> None:
    assert list(strands(client, f"{URL}?{query}")) == expected


@pytest.mark.usefixtures("talks")
def test_where_nothing_is_asked_it_shows_the_days_before_the_newest_change(
    client: Client,
) -> None:
    create_event(title="Long ago", on=DAY - timedelta(40))
    lead = text(one(get(client, URL), "p.lead"))
    assert lead == (
        "What became known after 22 March 2025: the 30 days before the last of it, 21 April 2025."
    )
    assert "Long ago" not in text(get(client, URL))
    assert "Long ago" in text(get(client, ALL))
    then = text(one(get(client, f"{URL}?as_of=2025-04-19"), "p.lead"))
    assert then == (
        "What became known after 20 March 2025: the 30 days before the last of it,"
        " 19 April 2025. And no later than 19 April 2025."
    )


@pytest.mark.usefixtures("talks")
def test_one_gets_further_back(client: Client) -> None:
    ways = links(get(client, f"{URL}?since=2025-04-01&track=ceasefire"))
    assert ways["30 days further back"] == f"{URL}?track=ceasefire&since=2025-03-02"
    assert ways["365 days further back"] == f"{URL}?track=ceasefire&since=2024-04-01"
    assert ways["From the beginning"] == f"{URL}?track=ceasefire&since=0001-01-01"
    assert ways["All tracks"] == f"{URL}?since=2025-04-01"


# ── what editors did ────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("talks")
def test_a_window_that_editors_corrected_is_told_with_both(client: Client) -> None:
    due = Entry.objects.get(title="Answer in time")
    Entry.objects.filter(pk=due.pk).update(edtf="2025-04-18/2025-04-23", latest=date(2025, 4, 23))
    found = [line for lines in strands(client, ALL).values() for line in lines]
    (line,) = [line for line in found if "corrected" in line]
    assert line.partition(" Window")[2].startswith(" corrected by the editors Answer in time")
    assert line.endswith("18–25 Apr 2025 → to 18–23 Apr 2025 2 days sooner")


@pytest.mark.usefixtures("talks")
def test_of_a_retracted_entry_its_number_and_the_day_are_told_and_nothing_else(
    client: Client, editor_client: Client, reviewer: User
) -> None:
    entry = Entry.objects.get(title="Sign or leave")
    retract([entry], reason="It was wrong", by=reviewer)
    for reader in (client, editor_client):
        shown = get(reader, ALL)
        said = text(one(shown, "main"))
        assert f"Entry {entry.pk} was retracted" in said
        assert "Sign or leave" not in said
        assert "It was wrong" not in said
        assert f"/entries/{entry.pk}/" not in links(one(shown, "main")).values()
    # Nothing else of this track is public: it has no name here, either.
    assert "Minerals" not in text(get(client, ALL))
    assert client.get(f"/entries/{entry.pk}/").status_code == 404


@pytest.mark.usefixtures("talks")
def test_of_a_retracted_step_its_entry_is_named_and_not_what_it_said(
    client: Client, reviewer: User
) -> None:
    met = Development.objects.filter(outcome=Outcome.MET)
    met.update(note="By letter")
    retract_developments(met, reason="It was wrong", by=reviewer)
    said = text(one(get(client, ALL), "main"))
    assert "A development was retracted Answer in time" in said
    assert "By letter" not in said
    assert "Met Answer in time" not in said


@pytest.mark.usefixtures("talks")
def test_what_is_public_again_is_not_told_as_retracted(client: Client, reviewer: User) -> None:
    entry = Entry.objects.get(title="Sign or leave")
    retract([entry], reason="It was wrong", by=reviewer)
    return_to_draft([entry], by=reviewer)
    assert "was retracted" in text(get(client, ALL))
    publish([entry], by=reviewer)
    said = text(one(get(client, ALL), "main"))
    assert "was retracted" not in said
    assert "New condition Sign or leave" in said


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("state", [one for one in ReviewState if one != "published"])
def test_what_is_not_public_is_told_to_nobody(
    client: Client, editor_client: Client, state: str
) -> None:
    before = [text(one(get(reader, ALL), "main")) for reader in (client, editor_client)]
    process = Process.objects.get()
    create_event(title="Hidden", process=process, state=state)
    create_development(entry=Entry.objects.get(title="Answer in time"), state=state)
    assert [text(one(get(reader, ALL), "main")) for reader in (client, editor_client)] == before


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


def test_a_group_shows_its_newest_and_leads_to_all_of_it(
    client: Client, talks: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "GROUP_SIZE", 2)
    shown = get(client, ALL)
    assert [len(every(one, "time")) for one in every(shown, "ul.changes")] == [2, 1, 1]
    way = links(shown)["All 5 changes of this track"]
    assert way == f"{URL}?since=0001-01-01&track=ceasefire"
    assert len(every(one(get(client, way), "ul.changes"), "time")) == 5


@pytest.mark.parametrize("headers", [{}, MORE], ids=["pages", "more"])
def test_following_the_link_shows_each_change_once(
    client: Client,
    talks: Process,
    headers: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "PAGE_SIZE", 2)
    url: str | None = f"{URL}?since=2025-04-01&track=ceasefire"
    seen: list[list[str]] = []
    while url:
        shown = page(client.get(url, headers=headers))
        seen.append(texts(shown, "p.what"))
        url = one(one(shown, "#more"), "a").get("hx-get") if every(shown, "#more") else None
    assert [len(found) for found in seen] == [2, 2, 1]
    assert len({words for found in seen for words in found}) == 5
    assert "Back to the start of the list" in links(get(client, f"{URL}?after=3_1_2025-04-20"))


def test_a_process_of_one_track_goes_on_like_one_list(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "GROUP_SIZE", 1)
    process = create_process(slug="talks")
    for number in range(3):
        create_event(process=process, on=DAY + timedelta(number))
    assert len(every(get(client, URL), "p.what")) == 3


def test_a_process_without_changes_says_so(client: Client, editor_client: Client) -> None:
    create_process(slug="talks")
    assert client.get(URL).status_code == 404
    assert "Nothing became known after" in text(one(get(editor_client, URL), "div.empty"))


NONSENSE = [
    ("since=yesterday's", "since", "is not a day"),
    ("as_of=9998-01-01", "as_of", "That day has not come yet."),
    ("track=nowhere", "track", "Nothing here is called “nowhere”."),
    ("after=2025-04-18_1", "after", "is not a place in this list."),
    ("kind=event", "kind", "This list cannot be narrowed by that."),
    ("from=2025-04-01", "from", "This list cannot be narrowed by that."),
    ("q=harbour", "q", "This list cannot be narrowed or turned by that."),
    ("order=oldest", "order", "This list cannot be narrowed or turned by that."),
    ("without=words", "without", "“track”"),
    ("without=track&track=ceasefire", "without", "“track”"),
    ("visited=yesterday", "visited", "Write it as 2025-04-18T09:30Z."),
    ("visited=2025-13-18T09:30Z", "visited", "Write it as 2025-04-18T09:30Z."),
    ("visited=0001-01-01T00:00Z", "visited", "visits begin with 1970"),
    ("visited=0999-01-01T00:00Z", "visited", "visits begin with 1970"),
    ("visited=1969-12-31T23:59Z", "visited", "visits begin with 1970"),
    ("visited=9000-01-01T00:00Z", "visited", "That moment has not come yet."),
    ("visited=2025-04-18T09:30Z&since=2025-04-18", "visited", "not for both"),
    ("visited=2025-04-18T09:30Z&as_of=2025-04-18", "visited", "not for both"),
    ("process=other", "process", "This page shows one process."),
]


@pytest.mark.parametrize(("query", "key", "message"), NONSENSE)
@pytest.mark.parametrize("headers", [{}, HTMX, MORE], ids=["page", "fragment", "more"])
def test_nonsense_is_answered_with_a_message_and_no_list(
    client: Client, talks: Process, query: str, key: str, message: str, headers: dict[str, str]
) -> None:
    create_event(process=create_process(slug="other"))
    shown = page(client.get(f"{URL}?{query}", headers=headers), status=400)
    (alert,) = (found for found in shown.iter() if found.get("role") == "alert")
    (line,) = texts(alert, "li")
    assert line.startswith(f"{key}: ")
    assert message in line
    assert every(shown, "ul.changes") == []


def test_the_page_tells_of_its_track_even_where_two_have_its_name(client: Client) -> None:
    """Short names of tracks are a process's own."""
    for slug in ("talks", "other"):
        process = create_process(slug=slug)
        create_event(title=f"Of {slug}", process=process, track=create_track(process=process))
    assert Track.objects.filter(slug="ceasefire").count() == 2
    said = text(one(get(client, f"{URL}?track=ceasefire"), "main"))
    assert "Of talks" in said
    assert "Of other" not in said
