"""The editors' clock of one entry: revisions side by side, and the way back."""

from datetime import timedelta
from xml.etree.ElementTree import Element

import pghistory
import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
)
from tests.views.page import every, form_fields, get, links, one, page, text, texts
from tests.views.test_not_saved import browser, sign_in_again, sign_out_elsewhere
from tracker.dates.phrases import resolve
from tracker.editing import review
from tracker.models import Deadline, Entry, EntryTopic, Event, Outcome, Part, ReviewState, Role
from tracker.timeline.revisions import Revision, revisions_of

# Each act is a transaction of its own here, as it is on the site.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def event() -> Event:
    return create_event(title="The sides meet at noon", by=create_actor(name="Arland"))


def change(entry: Entry, **values: object) -> None:
    """A save of its own, past every form."""
    Entry.objects.filter(pk=entry.pk).update(**values)


def revisions(entry: Entry, reader: User) -> list[Revision]:
    return revisions_of(entry, reader=reader)


def address(entry: Entry, revision: Revision) -> str:
    return f"/entries/{entry.pk}/history/{revision.key}/"


def beside(table: Element) -> dict[str, tuple[str, str]]:
    """The rows of a table of two sides."""
    rows = every(next(table.iter("tbody")), "tr")
    return {text(one(row, "th")): tuple(texts(row, "td")) for row in rows}  # type: ignore[misc]


# ── side by side ─────────────────────────────────────────────────────────────────────────────────


def test_the_entry_page_lists_them_with_the_way_to_each(
    client: Client, editor: User, editor_client: Client
) -> None:
    event = create_event()
    change(event, title="The sides meet at night")
    latest, first = revisions(event, editor)
    for url in (f"/entries/{event.pk}/", f"/entries/{event.pk}/history/"):
        lines = every(one(get(editor_client, url), "ol.history"), "li")
        assert [links(line)["Side by side"] for line in lines] == [
            address(event, latest),
            address(event, first),
        ]
    assert "Side by side" not in links(get(client, f"/entries/{event.pk}/"))


@pytest.mark.parametrize("headers", [{}, BOOSTED, RESTORED], ids=["page", "boosted", "restored"])
def test_a_revision_has_a_page_of_its_own(
    editor: User, editor_client: Client, event: Event, headers: dict[str, str]
) -> None:
    with pghistory.context(user=editor.pk, reason="a misprint"):
        change(event, title="The sides meet at night")
    latest = revisions(event, editor)[0]
    root = page(editor_client.get(address(event, latest), headers=headers))
    assert text(one(root, "h1")).startswith("Revision of ")
    assert "changed · editor · a misprint" in texts(root, "p.meta")[0]
    assert links(root)["History"] == f"/entries/{event.pk}/history/"


def test_it_is_compared_word_by_word_with_the_one_before(
    editor: User, editor_client: Client, event: Event
) -> None:
    change(event, title="The sides meet at night")
    latest = revisions(event, editor)[0]
    root = page(editor_client.get(address(event, latest), headers=HTMX))
    assert every(root, "html") == []
    table = every(root, "table")[0]
    assert texts(table, "del") == ["[removed: noon ]"]
    assert texts(table, "ins") == ["[added: night ]"]
    assert beside(table)["Title"] == (
        "The sides meet at [removed: noon ]",
        "The sides meet at [added: night ]",
    )


def test_a_window_is_one_thing_in_words(editor: User, editor_client: Client) -> None:
    deadline = create_deadline(on=DAY)
    window = resolve("within days", anchor=DAY)
    deadline.window = window
    deadline.save()
    latest = revisions(deadline, editor)[0]
    root = get(editor_client, address(deadline, latest))
    rows = beside(every(root, "table")[0])
    assert list(rows) == ["When"]
    assert "“within days”" in rows["When"][1]
    assert "18 April 2025" in rows["When"][0]


def test_the_first_shows_all_that_was_recorded(
    editor: User, editor_client: Client, event: Event
) -> None:
    first = revisions(event, editor)[-1]
    rows = beside(every(get(editor_client, address(event, first)), "table")[0])
    assert rows["Title"] == ("empty", "[added: The sides meet at noon ]")
    assert "consult" in rows["Type"][1]


def test_what_hangs_on_it_is_shown_too(editor: User, editor_client: Client) -> None:
    deadline = create_deadline()
    create_development(entry=deadline, outcome=Outcome.MET)
    latest = revisions(deadline, editor)[0]
    rows = beside(every(get(editor_client, address(deadline, latest)), "table")[0])
    assert "met" in rows["Development"][1]


@pytest.mark.parametrize("key", ["1", "0", "9" * 30])
def test_there_is_no_other_revision(editor_client: Client, event: Event, key: str) -> None:
    assert editor_client.get(f"/entries/{event.pk}/history/{key}/").status_code == 404


# ── the way back ─────────────────────────────────────────────────────────────────────────────────


def restore(client: Client, entry: Entry, revision: Revision, **changes: str) -> Element:
    url = address(entry, revision)
    data = form_fields(client.get(url), action=url) | {"reason": "as it was"} | changes
    return page(client.post(url, data, follow=True))


def test_it_says_what_it_would_change(editor: User, reviewer_client: Client, event: Event) -> None:
    change(event, title="The sides meet at night")
    Part.objects.create(entry=event, actor=create_actor(name="Belmark"), role=Role.HOST)
    first = revisions(event, editor)[-1]
    root = get(reviewer_client, address(event, first))
    rows = beside(every(root, "table")[1])
    assert rows["Title"] == (
        "The sides meet at [removed: night ]",
        "The sides meet at [added: noon ]",
    )
    assert "Belmark (host)" in rows["Parts"][0]
    latest = revisions(event, editor)[0]
    now = get(reviewer_client, address(event, latest))
    assert "In its fields, parts and topics the entry is so now." in text(now)


def test_an_earlier_version_comes_back_as_a_new_one(
    editor: User, reviewer: User, reviewer_client: Client, event: Event
) -> None:
    version = event.version
    change(event, title="The sides meet at night", summary="In the dark")
    first = revisions(event, editor)[-1]
    root = restore(reviewer_client, event, first, reason="it was noon")
    event.refresh_from_db()
    assert (event.title, event.summary) == ("The sides meet at noon", "")
    assert event.version == version + 1
    assert event.state == ReviewState.PUBLISHED
    latest = revisions(event, editor)[0]
    assert latest.who == "reviewer"
    assert latest.reason.startswith("restored from ")
    assert latest.reason.endswith(": it was noon")
    # Undoing it is restoring what was there before.
    undo = links(one(root, ".messages"))["Undo…"]
    assert undo == address(event, revisions(event, editor)[1])
    restore(reviewer_client, event, revisions(event, editor)[1])
    event.refresh_from_db()
    assert event.title == "The sides meet at night"


def test_parts_topics_and_the_fields_of_its_kind_come_back_and_nothing_else(
    editor: User, reviewer_client: Client
) -> None:
    process = create_process(slug="talks", name="Talks")
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    sanctions, territory = create_topic(slug="sanctions"), create_topic(slug="territory")
    track = create_track(process=process)
    deadline = create_deadline(
        demand="answer", process=process, track=track, by=arland, to=belmark, topics=(sanctions,)
    )
    then = revisions(deadline, editor)[0]
    Part.objects.get(entry=deadline, actor=belmark).delete()
    Part.objects.create(entry=deadline, actor=create_actor(name="Envoy"), role=Role.MEDIATOR)
    EntryTopic.objects.all().delete()
    EntryTopic.objects.create(entry=deadline, topic=territory)
    Deadline.objects.update(demand="answer at once", track=None, credibility=1)
    create_development(entry=deadline, outcome=Outcome.MET)
    article = create_article()
    create_annotation(article=article, exact="The sides met", entry=deadline)
    kept = Part.objects.get(entry=deadline, actor=arland).pk
    restore(reviewer_client, deadline, then)
    deadline.refresh_from_db()
    assert (deadline.demand, deadline.track, deadline.credibility) == ("answer", track, 6)
    assert set(deadline.parts.values_list("actor__name", "role")) == {
        ("Arland", "initiator"),
        ("Belmark", "recipient"),
    }
    assert Part.objects.get(entry=deadline, actor=arland).pk == kept
    assert [topic.slug for topic in deadline.topics.all()] == ["sanctions"]
    assert (deadline.developments.count(), deadline.annotations.count()) == (1, 1)


def test_a_known_day_comes_back_only_where_somebody_had_set_it(
    editor: User, reviewer_client: Client
) -> None:
    event = create_event()  # by hand: the day on which it begins
    by_hand = revisions(event, editor)[0]
    change(event, known_on_by_hand=False, known_on=DAY + timedelta(5))
    derived = revisions(event, editor)[0]
    restore(reviewer_client, event, by_hand)
    event.refresh_from_db()
    assert (event.known_on_by_hand, event.known_on) == (True, DAY)
    change(event, earliest=DAY - timedelta(1), edtf="2025-04-17/2025-04-18")
    restore(reviewer_client, event, derived)
    event.refresh_from_db()
    assert (event.known_on_by_hand, event.known_on) == (False, DAY)


def test_what_is_gone_is_left_out_and_said(editor: User, reviewer_client: Client) -> None:
    event = create_event(by=create_actor(name="Arland"), topics=(create_topic(),))
    then = revisions(event, editor)[0]
    event.parts.all().delete()
    event.entry_topics.all().delete()
    create_actor(name="Belmark").__class__.objects.filter(name="Arland").delete()
    root = get(reviewer_client, address(event, then))
    assert "Left out, because it is not there any more: actor (1)." in text(root)
    restore(reviewer_client, event, then)
    assert not event.parts.exists()
    assert event.topics.count() == 1


def test_what_is_published_is_a_reviewers_to_restore(
    editor: User, editor_client: Client, event: Event
) -> None:
    change(event, title="The sides meet at night")
    first = revisions(event, editor)[-1]
    root = get(editor_client, address(event, first))
    assert "restoring it is a reviewer’s to do" in text(root)
    data = {"read_version": event.version, "reason": ""}
    assert editor_client.post(address(event, first), data).status_code == 403
    draft = create_event(title="Before", state=ReviewState.DRAFT)
    change(draft, title="After")
    restore(editor_client, draft, revisions(draft, editor)[-1])
    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("Before", ReviewState.DRAFT)


@pytest.mark.parametrize(
    ("state", "reason", "is_restored"),
    [
        (ReviewState.PUBLISHED, "", False),
        (ReviewState.PUBLISHED, "  ", False),
        (ReviewState.PUBLISHED, "it was noon", True),
        (ReviewState.DRAFT, "", True),
    ],
)
def test_what_readers_see_is_restored_with_a_reason(
    editor: User, reviewer_client: Client, state: str, reason: str, is_restored: bool
) -> None:
    event = create_event(title="Noon", state=state)
    change(event, title="Night")
    root = restore(reviewer_client, event, revisions(event, editor)[-1], reason=reason)
    event.refresh_from_db()
    assert (event.title == "Noon") is is_restored
    missing = "Say why: this changes something that readers see."
    assert (missing in texts(root, "li")) is not is_restored


def test_a_revision_without_changes_says_what_was_done(
    editor: User, reviewer: User, editor_client: Client
) -> None:
    event = create_event(state=ReviewState.DRAFT)
    review.publish([event], by=reviewer)
    root = get(editor_client, address(event, revisions(event, editor)[0]))
    assert "Published. What the entry says was not changed by it." in texts(root, "p.quiet")


def test_two_at_once_and_nothing_typed_is_lost(
    editor: User, reviewer_client: Client, event: Event
) -> None:
    change(event, title="The sides meet at night")
    first = revisions(event, editor)[-1]
    url = address(event, first)
    mine = form_fields(reviewer_client.get(url), action=url) | {"reason": "it was noon"}
    change(event, title="The sides meet at dawn", version=event.version + 1)
    answer = reviewer_client.post(url, mine)
    root = page(answer)
    assert "Somebody else saved this entry while you worked on it." in text(root)
    assert "dawn" in beside(every(root, "table")[1])["Title"][0]
    again = form_fields(answer, action=url)
    assert again["reason"] == "it was noon"
    assert reviewer_client.post(url, again).status_code == 302
    event.refresh_from_db()
    assert event.title == "The sides meet at noon"


def test_the_reason_comes_back_after_signing_in_again(reviewer: User, event: Event) -> None:
    change(event, title="The sides meet at night")
    url = address(event, revisions(event, reviewer)[-1])
    client = browser(reviewer)
    fields = form_fields(client.get(url), action=url)
    sign_out_elsewhere(client)
    shown = client.post(url, {**fields, "reason": "it was noon"})
    again = client.get(sign_in_again(client, shown, name="reviewer")["Location"])
    assert form_fields(again, action=url)["reason"] == "it was noon"
    assert "Not saved yet" in text(page(again))


def test_a_version_in_which_what_became_of_it_is_not_possible_stays_away(
    editor: User, reviewer_client: Client
) -> None:
    deadline = create_deadline(on=DAY, until=DAY + timedelta(30), anchor=DAY)
    then = revisions(deadline, editor)[0]
    week = DAY + timedelta(7)
    change(deadline, latest=week, edtf=f"{DAY}/{week}")
    new = (DAY, DAY + timedelta(14))
    create_development(entry=deadline, outcome=Outcome.EXTENDED, on=DAY, new=new)
    root = restore(reviewer_client, deadline, then)
    assert "The window in force ends on 18 May 2025" in text(one(root, "form.record"))
    deadline.refresh_from_db()
    assert deadline.latest == week


def test_the_restored_is_what_readers_see(
    client: Client, editor: User, reviewer_client: Client, event: Event
) -> None:
    change(event, title="The sides meet at night")
    before = client.get(f"/entries/{event.pk}/")["ETag"]
    restore(reviewer_client, event, revisions(event, editor)[-1], reason="zqsecretx")
    answer = client.get(f"/entries/{event.pk}/", headers={"If-None-Match": before})
    root = page(answer)
    assert texts(root, "h1") == ["The sides meet at noon"]
    for words in ("zqsecretx", "restored from", "reviewer"):
        assert words not in answer.content.decode()
