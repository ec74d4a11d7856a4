"""The desk: what waits for whom, and publishing from it."""

from collections.abc import Callable
from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pghistory
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tests.views.page import every, get, links, one, page, text, texts
from tracker.models import Annotation, Development, Entry, Outcome, ReviewState
from tracker.timeline import waiting

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW, PUBLISHED = ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.PUBLISHED


def section(root: Element, name: str) -> Element:
    (found,) = [one for one in every(root, "section") if one.get("aria-labelledby") == name]
    return found


def listed(root: Element, name: str) -> list[str]:
    return texts(section(root, name), "p.title")


def keys(root: Element, button: str) -> dict[str, str]:
    """What the buttons of this name send, by the title of their item."""
    return {
        text(one(item, "p.title")): found.get("value", "")
        for item in every(root, "li")
        for found in every(item, "button")
        if found.get("name") == button
    }


def by(user: User, create: Callable[..., Entry], **more: object) -> Entry:
    """As if this user had recorded it."""
    with pghistory.context(user=user.pk):
        return create(**more)


def test_what_is_pending_waits_for_reviewers_sent_or_not(reviewer_client: Client) -> None:
    process = create_process(name="Talks")
    create_event(title="Sent", process=process, state=IN_REVIEW)
    create_event(title="Not sent", state=DRAFT)
    create_event(title="Taken back", state=ReviewState.RETRACTED)
    public = create_deadline(title="Public")
    pending = create_deadline(title="Pending", state=IN_REVIEW)
    article = create_article(text="They met. They left. They came. They went.")
    for entry in (public, pending):
        create_development(entry=entry, outcome=Outcome.EXTENDED, state=DRAFT, new=(DAY, DAY))
    create_annotation(article=article, exact="They met", entry=public, state=DRAFT)
    create_annotation(article=article, exact="They left", entry=public)
    create_annotation(article=article, exact="They came", entry=pending, state=DRAFT)
    step = create_development(entry=public)
    create_annotation(article=article, exact="They went", development=step, state=IN_REVIEW)
    root = get(reviewer_client, "/desk/")
    assert sorted(listed(root, "review")) == [
        "Extended: Public",
        "Pending",
        "Sent",
        "Source: Public",
        "Source: Public",
    ]
    assert "Talks" in text(section(root, "review"))


def test_it_says_who_drafted_it_when_what_it_rests_on_and_that_nobody_is_named(
    reviewer_client: Client, editor: User
) -> None:
    named = by(editor, create_condition, title="Named", state=IN_REVIEW, by=create_actor())
    by(editor, create_deadline, title="Unnamed", state=IN_REVIEW)
    article = create_article(text="They met on Friday.")
    create_annotation(article=article, exact="met on Friday", entry=named, state=DRAFT)
    items = every(section(get(reviewer_client, "/desk/"), "review"), "li")
    unnamed, said = map(text, items)
    assert "editor, " in said
    assert str(named.created_at.year) in said
    assert "met on Friday" in said
    assert "nobody is named in it" in unnamed
    assert "nobody is named in it" not in said


def test_one_is_published_by_its_button(reviewer_client: Client) -> None:
    entry, other = (create_event(title=title, state=IN_REVIEW) for title in ("This", "That"))
    key = keys(get(reviewer_client, "/desk/"), "publish")["This"]
    root = page(reviewer_client.post("/desk/", {"publish": key}, follow=True))
    assert texts(root, ".messages")[0].startswith("1 was published")
    assert listed(root, "review") == ["That"]
    assert list(Entry.objects.published()) == [Entry.objects.get(pk=entry.pk)]
    assert Entry.objects.get(pk=other.pk).state == IN_REVIEW


def test_several_of_all_kinds_are_published_at_once(reviewer_client: Client) -> None:
    create_event(title="Sent", state=IN_REVIEW)
    public = create_deadline(title="Public")
    create_development(entry=public, state=DRAFT)
    article = create_article(text="They met.")
    create_annotation(article=article, exact="They met", entry=public, state=DRAFT)
    chosen = list(keys(get(reviewer_client, "/desk/"), "publish").values())
    assert len(chosen) == 3
    reviewer_client.post("/desk/", {"publish_chosen": "1", "item": chosen})
    for model in (Entry, Development, Annotation):
        assert {row.state for row in model._default_manager.all()} == {PUBLISHED}
    assert listed(get(reviewer_client, "/desk/"), "review") == []


def test_what_has_changed_since_it_was_seen_is_not_published(reviewer_client: Client) -> None:
    entry = create_deadline(title="Public")
    step = create_development(entry=entry, state=DRAFT)
    (key,) = keys(get(reviewer_client, "/desk/"), "publish").values()
    Development.objects.filter(pk=step.pk).update(note="Quite another thing.")
    root = page(reviewer_client.post("/desk/", {"publish": key}, follow=True))
    assert texts(root, ".messages")[0].startswith("1 was skipped")
    assert Development.objects.get().state == DRAFT


def test_an_impossible_order_is_refused_with_its_reason(reviewer_client: Client) -> None:
    deadline = create_deadline(title="Public")
    create_development(entry=deadline, outcome=Outcome.MET, on=DAY)
    late = create_development(
        entry=deadline, outcome=Outcome.MISSED, on=DAY + timedelta(1), state=DRAFT
    )
    (key,) = keys(get(reviewer_client, "/desk/"), "publish").values()
    root = page(reviewer_client.post("/desk/", {"publish": key}, follow=True))
    assert texts(root, ".messages")[0].startswith("Nothing was published.")
    assert Development.objects.get(pk=late.pk).state == DRAFT


@pytest.mark.parametrize(
    "said",
    [
        {"publish": ""},
        {"publish_chosen": "1"},
        {"publish": "actor-1-abc"},
        {"publish": "entry-99999999999999999999-abc"},
        {"send": "x"},
        {"send_chosen": "1"},
        {},
    ],
)
def test_nothing_chosen_is_said(reviewer_client: Client, said: dict[str, str]) -> None:
    root = page(reviewer_client.post("/desk/", said, follow=True))
    assert texts(root, ".messages") == ["Nothing was chosen."]


def test_editors_see_what_waits_and_publish_nothing(editor_client: Client) -> None:
    entry = create_event(title="Sent", state=IN_REVIEW)
    root = get(editor_client, "/desk/")
    assert listed(root, "review") == ["Sent"]
    assert keys(root, "publish") == {}
    said = {"publish": f"entry-{entry.pk}-abc"}
    assert editor_client.post("/desk/", said).status_code == 403


def test_my_drafts_are_those_that_i_have_recorded(
    editor_client: Client, editor: User, reviewer: User
) -> None:
    by(editor, create_event, title="Mine", state=DRAFT)
    by(reviewer, create_event, title="Another’s", state=DRAFT)
    by(editor, create_event, title="Mine, sent", state=IN_REVIEW)
    root = get(editor_client, "/desk/")
    assert listed(root, "drafts") == ["Mine"]
    key = keys(root, "send")["Mine"]
    root = page(editor_client.post("/desk/", {"send_chosen": "1", "draft": key}, follow=True))
    assert texts(root, ".messages") == ["1 draft was sent to review. Undo"]
    assert listed(root, "drafts") == []
    assert sorted(listed(root, "review")) == ["Mine", "Mine, sent"]


def test_overdue_deadlines_without_an_outcome(editor_client: Client, today: date) -> None:
    past = {"on": today - timedelta(9), "until": today - timedelta(2)}
    create_deadline(title="Overdue", **past)  # type: ignore[arg-type]
    create_development(entry=create_deadline(title="Met", **past), on=past["until"])  # type: ignore[arg-type]
    create_deadline(title="Open", until=today + timedelta(9))
    create_condition(title="A condition", **past)  # type: ignore[arg-type]
    found = section(get(editor_client, "/desk/"), "overdue")
    assert texts(found, "p.title") == ["Overdue"]
    assert "overdue by 2 days" in text(found)
    assert links(found)["On the timeline"] == "/timeline/?kind=deadline&status=overdue"


def test_articles_that_nothing_rests_on_are_to_be_read(editor_client: Client) -> None:
    for title, state in (("Read", DRAFT), ("Given up", ReviewState.RETRACTED), ("Fresh", "")):
        article = create_article(title=title, text="They met.")
        if state:
            entry = create_event()
            create_annotation(article=article, exact="They met", entry=entry, state=state)
    assert listed(get(editor_client, "/desk/"), "to-read") == ["Fresh", "Given up"]


def test_lists_are_cut_and_say_so(reviewer_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_LISTED", 2)
    for number in range(3):
        create_event(title=f"Event {number}", state=IN_REVIEW)
        create_article(title=f"Article {number}", text="They met.")
    root = get(reviewer_client, "/desk/")
    assert listed(root, "review") == ["Event 2", "Event 1"]
    assert "The newest 2 of 3." in text(section(root, "review"))
    assert listed(root, "to-read") == ["Article 2", "Article 1"]
    assert "The newest 2 of 3." in text(section(root, "to-read"))


def test_ten_more_of_everything_take_no_more_queries(
    reviewer_client: Client, reviewer: User
) -> None:
    def add(number: int) -> None:
        past = timezone.localdate() - timedelta(5)
        for _ in range(number):
            sent = by(reviewer, create_event, state=IN_REVIEW, by=create_actor())
            by(reviewer, create_condition, state=DRAFT)
            public = create_deadline(on=past)
            step = create_development(entry=public, state=DRAFT, on=past)
            article = create_article(text=f"They met {sent.pk} times.")
            for exact, entry in (("They", sent), ("met", public)):
                create_annotation(article=article, exact=exact, entry=entry, state=DRAFT)
            create_annotation(article=article, exact="times", development=step, state=DRAFT)
            create_article(text=f"They met {sent.pk} times again.")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert reviewer_client.get("/desk/").status_code == 200
        return len(queries)

    add(2)
    count()
    before = count()
    add(10)
    assert count() == before


def test_what_waits_is_found_by_an_index(db: None) -> None:
    for index in ("entry_pending", "development_pending", "annotation_pending"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [index])
            assert "WHERE" in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("who", "first"),
    [("editor_client", "Desk"), ("reviewer_client", "Desk"), ("client", "Sign in")],
)
def test_the_head_leads_to_the_desk_before_the_forms(
    request: pytest.FixtureRequest, who: str, first: str
) -> None:
    client: Client = request.getfixturevalue(who)
    assert next(iter(links(one(get(client, "/"), "div.who")))) == first
