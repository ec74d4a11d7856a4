"""What is not published does not exist for readers, on no page and in no number."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.http import StreamingHttpResponse
from django.test import Client

from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_condition_link,
    create_deadline,
    create_development,
    create_event,
    create_link,
    create_process,
    create_topic,
)
from tests.views.page import every, get, links, one, text, texts, titles
from tracker.models import Entry, Outcome, ReviewState, Role

pytestmark = pytest.mark.django_db

SECRET = "Hidden handshake"
HIDDEN = [ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETRACTED]
PENDING = [ReviewState.DRAFT, ReviewState.IN_REVIEW]
CREATE: dict[str, Callable[..., Entry]] = {
    "event": create_event,
    "deadline": create_deadline,
    "condition": create_condition,
}
PAGES = [
    "/",
    "/timeline/",
    "/timeline/?q=handshake",
    "/timeline/?as_of=2025-04-20",
    "/processes/talks/",
    "/processes/talks/deadlines/",
    "/processes/talks/conditions/",
    "/processes/talks/demands/",
    "/processes/talks/changes/?since=0001-01-01",
    "/actors/",
    "/actors/arland/",
    "/articles/",
]


@pytest.fixture
def open_event() -> Entry:
    process = create_process(slug="talks", name="Talks")
    return create_event(title="Open talk", process=process, by=create_actor(name="Arland"))


def csv_of(client: Client) -> str:
    response = client.get("/timeline.csv")
    assert isinstance(response, StreamingHttpResponse)
    return response.getvalue().decode()


def create_secret(state: str, *, kind: str = "event") -> Entry:
    """An entry that shares everything with what is published, and hides its title."""
    return CREATE[kind](
        title=SECRET,
        state=state,
        by=Entry.objects.get(title="Open talk").actors.get(),
        topics=(create_topic(slug=f"spying-{kind}"),),
    )


@pytest.mark.usefixtures("open_event")
@pytest.mark.parametrize("state", HIDDEN)
def test_readers_see_nothing_of_an_unpublished_entry(client: Client, state: str) -> None:
    secrets = [create_secret(state, kind=kind) for kind in CREATE]
    for url in (*PAGES, "/timeline/?topic=spying-event", "/timeline/?kind=deadline"):
        assert SECRET not in client.get(url).content.decode(), url
    assert SECRET not in csv_of(client)
    for secret in secrets:
        assert client.get(f"/entries/{secret.pk}/").status_code == 404


@pytest.mark.usefixtures("open_event")
@pytest.mark.parametrize("state", HIDDEN)
def test_readers_find_it_in_no_number(client: Client, state: str) -> None:
    def numbers() -> list[list[str]]:
        return [
            texts(one(get(client, "/timeline/"), "aside.filters"), "li"),
            texts(one(get(client, "/timeline/"), "div.chosen"), "span"),
            texts(get(client, "/"), "dd"),
            texts(get(client, "/actors/"), "span.n"),
        ]

    before = numbers()
    for kind in CREATE:
        create_secret(state, kind=kind)
    assert numbers() == before


@pytest.mark.usefixtures("open_event")
@pytest.mark.parametrize("state", PENDING)
def test_editors_see_it_tagged(editor_client: Client, state: ReviewState) -> None:
    secret = create_secret(state)
    shown = get(editor_client, "/timeline/?q=handshake")
    assert titles(shown) == [SECRET]
    assert texts(shown, "span.pending") == [str(state.label)]
    assert str(state.label) in texts(get(editor_client, f"/entries/{secret.pk}/"), "span.pending")
    assert SECRET in csv_of(editor_client)
    assert texts(get(editor_client, "/actors/"), "span.n") == ["2 entries"]


@pytest.mark.usefixtures("open_event")
def test_what_is_retracted_is_gone_from_lists_and_explained_to_editors_at_its_address(
    client: Client, editor_client: Client
) -> None:
    secret = create_secret(ReviewState.RETRACTED)
    assert titles(get(editor_client, "/timeline/")) == ["Open talk"]
    shown = text(get(editor_client, f"/entries/{secret.pk}/"))
    assert f"no longer shown to readers: {secret.retraction_reason}" in shown
    assert client.get(f"/entries/{secret.pk}/").status_code == 404


def test_a_process_of_drafts_alone_is_not_there_for_readers(
    client: Client, editor_client: Client
) -> None:
    process = create_process(slug="hidden", name="Hidden talks")
    create_event(process=process, state=ReviewState.DRAFT)
    for url in ("/", "/timeline/", "/timeline/?process=hidden"):
        assert "Hidden talks" not in client.get(url).content.decode()
    assert client.get("/timeline.csv?process=hidden").status_code == 400
    assert client.get("/processes/hidden/").status_code == 404
    assert "Hidden talks" in editor_client.get("/").content.decode()
    assert editor_client.get("/processes/hidden/").status_code == 200


def test_search_as_of_a_day_knows_no_later_source(client: Client) -> None:
    event = create_event(title="They meet", on=date(2025, 4, 1))
    for day, words in ((10, "a plain word"), (20, "a zephyrous word")):
        article = create_article(text=f"It held {words}.", published_on=date(2025, 4, day))
        create_annotation(article=article, exact=words, entry=event)
    assert "They meet" in titles(get(client, "/timeline/?q=zephyrous"))
    assert titles(get(client, "/timeline/?q=zephyrous&as_of=2025-04-15")) == []
    found = text(get(client, "/timeline/?q=plain&as_of=2025-04-15"))
    assert "They meet" in found
    assert "zephyrous" not in found


@pytest.mark.parametrize("state", HIDDEN)
def test_links_do_not_lead_to_it(
    client: Client, editor_client: Client, open_event: Entry, state: str
) -> None:
    before = create_event(title=f"{SECRET} before", state=state)
    after = create_event(title=f"{SECRET} after", state=state)
    create_link(source=open_event, target=before)
    create_link(source=after, target=open_event)
    url = f"/entries/{open_event.pk}/"
    assert SECRET not in client.get(url).content.decode()
    assert every(get(client, url), "section.links") == []
    # Editors find what was retracted in the history, and no longer among the links.
    is_linked = bool(every(get(editor_client, url), "section.links"))
    assert is_linked is not (state == ReviewState.RETRACTED)


@pytest.mark.usefixtures("open_event")
@pytest.mark.parametrize("state", HIDDEN)
def test_conditions_do_not_lead_to_it(client: Client, state: str) -> None:
    shown = create_condition(title="Open condition")
    hidden = create_condition(title=f"{SECRET} condition", state=state)
    create_condition_link(source=shown, target=hidden)
    limit = create_deadline(title=f"{SECRET} deadline", state=state)
    timed = create_condition(title="Timed condition", time_limit=limit)
    due = create_deadline(title="Open deadline")
    create_condition(title=f"{SECRET} too", time_limit=due, state=state)
    for entry in (shown, timed, due):
        assert SECRET not in client.get(f"/entries/{entry.pk}/").content.decode(), entry


@pytest.mark.usefixtures("open_event")
@pytest.mark.parametrize("state", HIDDEN)
def test_a_development_does_not_name_an_unpublished_event(client: Client, state: str) -> None:
    deadline = create_deadline(title="Open deadline")
    event = create_event(title=SECRET, state=state)
    create_development(entry=deadline, outcome=Outcome.MET, event=event)
    shown = get(client, f"/entries/{deadline.pk}/")
    assert len(every(one(shown, "ol.steps"), "li")) == 1
    assert SECRET not in text(shown)


@pytest.mark.usefixtures("open_event", "today")
@pytest.mark.parametrize("state", HIDDEN)
def test_a_pending_development_changes_nothing_for_readers(client: Client, state: str) -> None:
    deadline = create_deadline(title="Open deadline")
    step = create_development(entry=deadline, outcome=Outcome.MET, state=state)
    article = create_article(title="Secret article", text="The answer came in time.")
    create_annotation(article=article, exact="The answer came", development=step)
    shown = get(client, f"/entries/{deadline.pk}/")
    assert every(shown, "ol.steps") == []
    assert texts(one(shown, "p.status"), "span") == ["open, last day"]
    assert "The answer came" not in text(shown)
    assert titles(get(client, "/timeline/?status=open")) == ["Open deadline"]
    assert client.get(f"/articles/{article.pk}/").status_code == 404


@pytest.mark.usefixtures("today")
def test_editors_see_a_pending_development_tagged_and_without_effect(
    editor_client: Client, open_event: Entry
) -> None:
    deadline = create_deadline(title="Open deadline")
    create_development(entry=deadline, outcome=Outcome.MET, state=ReviewState.DRAFT)
    create_development(entry=deadline, outcome=Outcome.MISSED, state=ReviewState.RETRACTED)
    shown = get(editor_client, f"/entries/{deadline.pk}/")
    assert texts(one(shown, "ol.steps"), "span.pending") == ["draft"]
    assert texts(one(shown, "p.status"), "span") == ["open, last day"]


@pytest.mark.parametrize("state", HIDDEN)
def test_an_unpublished_source_is_no_evidence(
    client: Client, open_event: Entry, state: str
) -> None:
    article = create_article(title="Secret article", text="They shook hidden hands at noon.")
    create_annotation(article=article, exact="shook hidden hands", entry=open_event, state=state)
    for url in (*PAGES, f"/entries/{open_event.pk}/"):
        shown = client.get(url).content.decode()
        assert "hidden hands" not in shown, url
        assert "Secret article" not in shown, url
    assert titles(get(client, "/timeline/?q=hands")) == []
    rows = csv_of(client)
    assert "Open talk" in rows
    assert "hidden hands" not in rows
    assert "Secret article" not in rows
    assert client.get(f"/articles/{article.pk}/").status_code == 404


def test_an_article_shows_the_marks_of_published_claims_alone(
    client: Client, editor_client: Client, open_event: Entry
) -> None:
    article = create_article(title="Courier", text="They met. They agreed. They left. They ate.")
    create_annotation(article=article, exact="They met", entry=open_event)
    create_annotation(
        article=article, exact="They agreed", entry=open_event, state=ReviewState.DRAFT
    )
    secret = create_event(title=SECRET, state=ReviewState.DRAFT)
    create_annotation(article=article, exact="They left", entry=secret)
    gone = create_event(title=f"{SECRET} gone", state=ReviewState.RETRACTED)
    create_annotation(article=article, exact="They ate", entry=gone, state=ReviewState.RETRACTED)
    url = f"/articles/{article.pk}/"
    assert texts(get(client, url), "a.ann") == ["They met"]
    assert SECRET not in text(get(client, url))
    assert texts(get(editor_client, url), "a.ann") == ["They met", "They agreed", "They left"]
    (listed,) = texts(one(get(client, "/articles/"), "ul.articles"), "li")
    assert listed.endswith("1 annotation")
    assert "3 annotations" in texts(one(get(editor_client, "/articles/"), "ul.articles"), "li")[0]


def test_articles_on_which_nothing_rests_are_the_editors_own(
    client: Client, editor_client: Client, open_event: Entry
) -> None:
    article = create_article(title="Fresh article")
    assert text(one(get(client, "/articles/"), "p.empty")).startswith("No article is on record")
    assert client.get(f"/articles/{article.pk}/").status_code == 404
    assert "Fresh article" in links(get(editor_client, "/articles/"))
    assert editor_client.get(f"/articles/{article.pk}/").status_code == 200


def test_an_account_without_a_role_sees_what_everybody_sees(
    plain_user: User, client: Client, open_event: Entry
) -> None:
    secret = create_secret(ReviewState.DRAFT)
    client.force_login(plain_user)
    assert titles(get(client, "/timeline/")) == ["Open talk"]
    assert client.get(f"/entries/{secret.pk}/").status_code == 404


def test_the_state_of_a_process_rests_on_published_events(
    client: Client, open_event: Entry
) -> None:
    create_event(title=SECRET, state=ReviewState.DRAFT, process_state="collapsed")
    assert "No event on record says where this process stands." in text(get(client, "/"))
    create_event(title="They sign", process_state="agreed", on=DAY)
    (state,) = texts(get(client, "/processes/talks/"), "p.state")
    assert state == "Agreed since 18 April 2025: They sign"


def test_a_secret_actor_part_of_a_draft_is_not_offered_as_a_choice(
    client: Client, open_event: Entry
) -> None:
    spy = create_actor(name="Spymaster", kind="person")
    create_event(title=SECRET, state=ReviewState.DRAFT, parts=((spy, Role.HOST),))
    assert "Spymaster" not in client.get("/timeline/").content.decode()
