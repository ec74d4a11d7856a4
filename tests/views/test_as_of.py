"""A day in the past, on every reading page: what shows, where one gets from there, and that one
stays there until one leaves."""

from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_link,
    create_process,
    create_topic,
    create_track,
)
from tests.views.page import every, get, links, one, page, text, texts, titles
from tracker.models import Affiliation, Article, Entry, Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

EARLY, LATE = DAY - timedelta(10), DAY - timedelta(2)  # 8 and 16 April
THEN = "as_of=2025-04-10"

# Of a process, beside its timeline.
READINGS = ("deadlines", "conditions", "demands")


@pytest.fixture
def talks() -> dict[str, str]:
    """The address of each reading page. Half of it was known on 8 April, the rest on the 16th."""
    process = create_process(slug="talks")
    track = create_track(process=process)
    arland, union = create_actor(name="Arland"), create_actor(name="Union", kind="bloc")
    Affiliation.objects.create(actor=arland, to=union, role="member", since=EARLY)
    Affiliation.objects.create(actor=arland, to=create_actor(name="Newer club"), since=LATE)
    common = {"process": process, "track": track, "by": arland, "topics": (create_topic(),)}
    event = create_event(title="Early talk", on=EARLY, process_state="active", **common)  # type: ignore[arg-type]
    late = create_event(title="Late talk", on=LATE, **common)  # type: ignore[arg-type]
    limit = create_deadline(title="Early limit", on=EARLY, until=DAY, **common)  # type: ignore[arg-type]
    create_condition(title="Early threat", on=EARLY, time_limit=limit, **common)  # type: ignore[arg-type]
    create_development(entry=limit, outcome=Outcome.REITERATED, on=EARLY, event=event)
    create_development(entry=limit, outcome=Outcome.MET, on=LATE, event=late)
    create_link(source=limit, target=event)
    out = create_article(title="Early article", text="They met. They left.", published_on=EARLY)
    create_annotation(article=out, exact="They met", entry=event)
    create_annotation(article=out, exact="They left", entry=late)
    later = create_article(title="Late article", text="They met again.", published_on=LATE)
    create_annotation(article=later, exact="met again", entry=limit)
    return {
        "front": "/",
        "timeline": "/timeline/",
        "process": "/processes/talks/",
        "changes": "/processes/talks/changes/",
        "entry": f"/entries/{limit.pk}/",
        "event": f"/entries/{event.pk}/",
        "condition": f"/entries/{Entry.objects.get(title='Early threat').pk}/",
        **{name: f"/processes/talks/{name}/" for name in READINGS},
        "actors": "/actors/",
        "actor": "/actors/arland/",
        "articles": "/articles/",
        "article": f"/articles/{out.pk}/",
    }


PAGES = (
    *("front", "timeline", "process", "changes", "entry", "event", "condition", *READINGS),
    *("actors", "actor", "articles", "article"),
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("headers", [{}, BOOSTED, RESTORED], ids=["page", "boosted", "restored"])
def test_it_says_plainly_that_it_is_the_past_and_leads_back(
    client: Client, talks: dict[str, str], name: str, headers: dict[str, str]
) -> None:
    url = talks[name]
    shown = page(client.get(f"{url}?{THEN}", headers=headers))
    through_time = one(shown, "nav.asof")
    assert text(through_time).startswith(
        "As known on Thursday 10 April 2025. What became known later is not shown"
    )
    assert urljoin(url, links(through_time)["Back to today"]) == url
    assert "Late talk" not in text(shown)
    assert "Late article" not in text(shown)
    now = one(get(client, url), "nav.asof")
    assert "As known on" not in text(now)
    assert "Back to today" not in links(now)


@pytest.mark.parametrize("name", ["timeline", "process", "changes", "actor"])
def test_the_ways_come_along_when_a_part_is_swapped(
    client: Client, talks: dict[str, str], name: str
) -> None:
    fragment = page(client.get(f"{talks[name]}?{THEN}&track=ceasefire", headers=HTMX))
    assert every(fragment, "html") == []
    found = links(one(fragment, "nav.asof"))
    assert found["Day before"] == f"{talks[name]}?track=ceasefire&as_of=2025-04-09"
    more = client.get(f"{talks[name]}?{THEN}", headers=HTMX | {"HX-Target": "more"})
    assert b"as-of" not in more.content


# On 8 and on 16 April entries, a step and an article become known.
STEPS = [
    ("2025-04-06", None, "2025-04-08"),
    ("2025-04-10", "2025-04-08", "2025-04-16"),
    ("2025-04-16", "2025-04-08", None),
    ("2025-04-17", "2025-04-16", None),
]


@pytest.mark.parametrize(
    "name", [name for name in PAGES if name not in ("event", "condition", "article", *READINGS)]
)
@pytest.mark.parametrize(("at", "previous", "following"), STEPS)
def test_one_steps_by_days_and_by_changes_and_not_beyond_the_ends(
    client: Client,
    talks: dict[str, str],
    name: str,
    at: str,
    previous: str | None,
    following: str | None,
) -> None:
    url = talks[name]
    found = one(get(client, f"{url}?as_of={at}"), "nav.asof")
    ways = links(found)
    for words, near in (("Previous change", previous), ("Next change", following)):
        assert ways.get(words) == (f"{url}?as_of={near}" if near else None)
    assert ("No earlier change" in text(found)) is (previous is None)
    assert ("No later change" in text(found)) is (following is None)
    day = int(at[-2:])
    assert ways["Day before"] == f"{url}?as_of=2025-04-{day - 1:02}"
    assert ways["Day after"] == (f"{url}?as_of=2025-04-{day + 1:02}" if day < 17 else url)


@pytest.mark.parametrize("name", PAGES)
def test_from_today_one_steps_into_the_past(
    client: Client, talks: dict[str, str], name: str
) -> None:
    ways = links(one(get(client, talks[name]), "nav.asof"))
    assert ways["Day before"] == f"{talks[name]}?as_of=2025-04-17"
    assert ways["Previous change"].startswith(f"{talks[name]}?as_of=2025-04-")
    assert "Day after" not in ways


def test_a_list_that_is_narrowed_is_not_searched_before_one_has_left_today(
    client: Client, talks: object
) -> None:
    asked = "/timeline/?kind=event"
    assert "Previous change" not in links(one(get(client, asked), "nav.asof"))
    assert "Previous change" in links(one(get(client, f"{asked}&{THEN}"), "nav.asof"))


def test_a_day_can_be_typed_and_what_else_is_asked_stays(client: Client, talks: object) -> None:
    shown = get(client, f"/timeline/?kind=event&q=talk&{THEN}&order=oldest")
    form = one(one(shown, "nav.asof"), "form")
    fields = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert fields == {"kind": "event", "q": "talk", "order": "oldest", "as_of": "2025-04-10"}
    # In words, as wherever a day is typed.
    said = get(client, "/timeline/?kind=event&as_of=last+Friday")
    assert text(one(said, "nav.asof")).startswith("As known on Friday 11 April 2025.")


# What leads out of the past, and says so.
LEAVING = {"Back to today", "Demarche", "Sign in", "Skip to the content", "As known today"}


@pytest.mark.parametrize("query", ["", "&kind=event", "&q=nothing", "&track=ceasefire"])
def test_one_stays_in_the_past_until_one_leaves_it(
    client: Client, talks: dict[str, str], query: str
) -> None:
    """Every link of every page, but for those that lead back to today."""
    addresses = [*talks.values(), f"/entries/{Entry.objects.get(title='Late talk').pk}/"]
    out = {}
    for url in addresses:
        # Lists alone are narrowed; the changes only by their tracks.
        narrows = "entries" not in url and ("changes" not in url or "track" in query)
        # Boards have chosen the kind already.
        narrows = narrows and not ("kind" in query and url.endswith(("deadlines/", "conditions/")))
        shown = get(client, f"{url}?{THEN}{query if narrows else ''}")
        for link in every(shown, "a"):
            address, words = link.get("href", ""), text(link)
            if "as_of=" not in address and words not in LEAVING and not address.startswith("#"):
                out[f"{url}{query}: {words}"] = address
        (search,) = (form for form in every(shown, "form") if form.get("class") == "search")
        assert [one.get("value") for one in search.iter("input") if one.get("name") == "as_of"] == [
            "2025-04-10"
        ]
    assert out == {}


def test_the_front_page_knows_no_process_of_which_nothing_was_known(
    client: Client, editor_client: Client, talks: object
) -> None:
    create_event(title="Elsewhere", process=create_process(slug="younger"), on=LATE)
    assert texts(get(client, "/"), "h2") == ["Younger", "Talks"]
    for reader in (client, editor_client):
        assert texts(get(reader, f"/?{THEN}"), "h2") == ["Talks"]
    shown = get(client, "/?as_of=2025-04-01")
    assert text(one(shown, "p.empty")) == "Nothing of any process was known by 1 April 2025."
    assert links(shown)["Next change"] == "/?as_of=2025-04-08"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/timeline/", "Nothing of this was known by 1 April 2025."),
        ("/processes/talks/", "Nothing of this was known by 1 April 2025."),
        ("/actors/arland/", "Nothing of this was known by 1 April 2025."),
        ("/timeline/?kind=event", "Nothing that was known by 1 April 2025 fits all of this."),
    ],
)
def test_before_anything_was_known_it_says_so(
    client: Client, talks: object, url: str, said: str
) -> None:
    mark = "&" if "?" in url else "?"
    assert said in text(one(get(client, f"{url}{mark}as_of=2025-04-01"), "div.empty"))


@pytest.mark.parametrize("name", ["front", "timeline", "process", "changes", "actors", "articles"])
def test_a_day_to_come_is_refused_in_words(
    client: Client, talks: dict[str, str], name: str
) -> None:
    shown = get(client, f"{talks[name]}?as_of=2025-04-19", status=400)
    assert "as_of: That day has not come yet." in texts(shown, "li")
    assert titles(shown) == []


def test_an_entry_that_was_not_known_yet_shows_nothing_of_itself(
    client: Client, talks: dict[str, str]
) -> None:
    late = Entry.objects.get(title="Late talk")
    response = client.get(f"/entries/{late.pk}/?{THEN}")
    assert b"Late talk" not in response.content
    shown = page(response)
    assert texts(shown, "h1") == ["Not known yet"]
    said = one(shown, "div.empty")
    assert text(said).startswith("This entry was not known yet: it became known on 16 April 2025.")
    assert links(said) == {
        "Go to that day": "?as_of=2025-04-16",
        "As known today": f"/entries/{late.pk}/",
    }
    assert links(one(shown, "nav.asof"))["Next change"] == f"/entries/{late.pk}/?as_of=2025-04-16"


def test_an_article_that_was_not_out_yet_shows_nothing_of_itself(
    client: Client, talks: dict[str, str]
) -> None:
    article = Article.objects.get(title="Late article")
    response = client.get(f"/articles/{article.pk}/?{THEN}")
    assert b"Late article" not in response.content
    assert b"met again" not in response.content
    said = text(one(page(response), "div.empty"))
    assert said.startswith("This article was not out yet: it was published on 16 April 2025.")


def test_the_history_of_a_record_is_no_part_of_its_past(
    client: Client, editor_client: Client, talks: dict[str, str]
) -> None:
    for reader in (client, editor_client):
        assert every(get(reader, talks["entry"]), "ol.history")
        shown = get(reader, f"{talks['entry']}?{THEN}")
        assert every(shown, "ol.history") == []
        assert "Late talk" not in text(one(shown, "main"))


def test_an_actor_belonged_to_whom_it_had_joined(client: Client, talks: object) -> None:
    assert "Newer club" in text(one(get(client, "/actors/arland/"), "dl.about"))
    then = text(one(get(client, f"/actors/arland/?{THEN}"), "dl.about"))
    assert "member, Union 8 April 2025 – …" in then
    assert "Newer club" not in then
    (item,) = (
        item
        for item in every(one(get(client, f"/actors/?{THEN}"), "main"), "li")
        if text(item).startswith("Arland")
    )
    assert "Union" in text(item)


def test_an_article_counts_what_was_known_to_rest_on_it(
    client: Client, talks: dict[str, str]
) -> None:
    def counted(query: str) -> list[str]:
        found = every(one(get(client, f"/articles/{query}"), "main"), "p.meta")
        return [text(line).rpartition(" · ")[2] for line in found]

    assert counted("") == ["1 annotation", "2 annotations"]
    assert counted(f"?{THEN}") == ["1 annotation"]
    # What became known later by an editor's word, though the article was out.
    Entry.objects.filter(title="Early talk").update(known_on=LATE)
    assert texts(get(client, f"/articles/?{THEN}"), "h2") == []
    assert texts(get(client, "/articles/?as_of=2025-04-16"), "h2") == [
        "Late article",
        "Early article",
    ]


def test_a_form_that_is_boosted_leaves_its_empty_fields_out_of_the_address(
    client: Client, talks: object
) -> None:
    response = client.get(f"/timeline/?q=&from=&{THEN}&since=", headers=BOOSTED)
    assert response["HX-Push-Url"] == f"/timeline/?{THEN}"
