"""Words of others are shown as words, wherever they stand."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import HTMX
from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_condition_link,
    create_deadline,
    create_development,
    create_event,
    create_link,
    create_outlet,
    create_process,
    create_topic,
    create_track,
)
from tests.views.page import get, page, parse, text
from tracker.models import ActorAlias, Affiliation, Article, Entry, Process

pytestmark = pytest.mark.django_db

BAD = "<script>alert('x')</script><b onclick=\"x\">harbour</b>"
PAGES = ["/", "/timeline/", "/processes/bad/", "/actors/", "/actors/bad/", "/articles/"]


@pytest.fixture
def record() -> None:
    """One entry of each kind, every word of which is markup."""
    process = Process.objects.create(slug="bad", name=f"Process {BAD}", summary=BAD)
    track = create_track(process=process, slug="bad")
    track.name = f"Track {BAD}"
    track.save()
    actor = create_actor(name=f"Actor {BAD}", slug="bad")
    actor.description = BAD
    actor.save()
    ActorAlias.objects.create(actor=actor, name=f"Alias {BAD}")
    Affiliation.objects.create(
        actor=create_actor(name=f"Person {BAD}", slug="p"), to=actor, role=BAD
    )
    topic = create_topic(slug="bad")
    topic.name = f"Topic {BAD}"
    topic.save()
    common: dict[str, Any] = {
        "summary": BAD,
        "by": actor,
        "to": actor,
        "topics": (topic,),
        "track": track,
    }
    event = create_event(title=f"Event {BAD}", process_state="active", **common)
    deadline = create_deadline(
        title=f"Deadline {BAD}", demand=BAD, consequence=BAD, phrase=BAD, **common
    )
    condition = create_condition(
        title=f"Condition {BAD}", if_clause=BAD, then_clause=BAD, time_limit=deadline, **common
    )
    create_link(source=event, target=deadline, note=BAD)
    create_condition_link(source=condition, target=create_condition(title=f"Other {BAD}"))
    step = create_development(entry=deadline, event=event)
    step.note = BAD
    step.save()
    outlet = create_outlet(name=f"Outlet {BAD}")
    article = create_article(
        title=f"Article {BAD}", text=f"Before {BAD} after. {BAD}", outlet=outlet
    )
    for claim in ({"entry": event}, {"entry": condition}, {"development": step}):
        create_annotation(article=article, exact=f"Before {BAD} after", **claim)


def addresses() -> list[str]:
    entries = [f"/entries/{pk}/" for pk in Entry.objects.values_list("pk", flat=True)]
    articles = [f"/articles/{pk}/" for pk in Article.objects.values_list("pk", flat=True)]
    searches = [f"{url}?q=harbour" for url in ("/timeline/", "/processes/bad/", "/actors/bad/")]
    return [*PAGES, *entries, *articles, *searches]


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("who", ["client", "editor_client"])
def test_no_page_takes_them_for_markup(request: pytest.FixtureRequest, who: str) -> None:
    client: Client = request.getfixturevalue(who)
    for url in addresses():
        shown = get(client, url)
        assert all(script.get("src") for script in shown.iter("script")), url
        assert not [one for one in shown.iter() if one.get("onclick")], url
        if url != "/articles/":
            assert "<script>alert('x')</script>" in text(shown), url


@pytest.mark.usefixtures("record")
def test_no_fragment_does(client: Client) -> None:
    for url in ("/timeline/", "/timeline/?q=harbour", "/articles/"):
        shown = page(client.get(url, headers=HTMX))
        assert not list(shown.iter("script")), url


@pytest.mark.usefixtures("record")
def test_found_words_are_marked_between_escaped_ones(client: Client) -> None:
    shown = client.get("/timeline/?q=harbour&kind=event").content.decode()
    assert "&lt;b onclick=&quot;x&quot;&gt;<mark>harbour</mark>&lt;/b&gt;" in shown


@pytest.mark.parametrize(
    "url",
    [
        "/timeline/?q={}",
        "/timeline/?kind={}",
        "/timeline/?from={}",
        "/timeline/?after={}",
        "/timeline/?order={}",
        "/processes/talks/?q={}",
        "/?as_of={}",
        "/actors/?name={}",
        "/login/?next={}",
    ],
)
def test_what_an_address_says_is_no_markup(client: Client, url: str) -> None:
    create_event(process=create_process(slug="talks"))
    shown = parse(
        client.get(url.format("%22%3E%3Cscript%3Ealert(1)%3C/script%3E")).content.decode()
    )
    assert all(script.get("src") for script in shown.iter("script"))
    values = [field.get("value", "") for field in shown.iter("input")]
    assert any("alert(1)" in words for words in (text(shown), *values))
