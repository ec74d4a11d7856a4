"""Two people at one entry: the second is shown both versions, and nobody's work is lost unseen."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.merging import choose, differences
from tests.admin.pages import Page, errors_of, fields_of, seen_on
from tracker.models import (
    Annotation,
    Development,
    Entry,
    EntryTopic,
    Event,
    Outcome,
    Part,
    ReviewState,
)


def form_of(as_: SignedIn, entry: Entry, *, role: str) -> Page:
    kind = entry.kind
    return Page(as_(role), reverse(f"admin:tracker_{kind}_change", args=[entry.pk]), kind)


def test_the_second_to_save_sees_both_versions_and_chooses(as_: SignedIn) -> None:
    event = factories.create_event(title="Envoys met", summary="Long ago")
    actor, topic = factories.create_actor(name="Veldia"), factories.create_topic()
    mine = form_of(as_, event, role="editor")
    mine.fill(title="Envoys of Veldia met", summary="My words").row(
        "parts", actor=actor.pk, role="host"
    )
    mine.window("18 April 2025").fill(window_earliest="", window_latest="")
    theirs = form_of(as_, event, role="reviewer").fill(title="Three envoys met", credibility="2")
    theirs.row("entry_topics", topic=topic.pk)
    assert theirs.save().status_code == 302

    answer = mine.save()
    assert "<strong>reviewer</strong> saved this while you worked on it" in answer.content.decode()
    shown = differences(answer)
    assert shown["title"] == ("both", "Envoys met", "Three envoys met", "Envoys of Veldia met")
    assert shown["credibility"][0] == "theirs"
    assert shown["summary"] == ("mine", "Long ago", "Long ago", "My words")
    assert shown["window"][::3] == ("mine", "“18 April 2025”: Friday 18 April 2025")
    assert shown["parts:+0"] == ("mine", "", "", "Veldia · host")
    (added,) = (key for key in shown if key.startswith("entry_topics:"))
    assert shown[added][0] == "theirs"
    assert "<ins>" in answer.content.decode()
    event.refresh_from_db()
    assert event.title == "Three envoys met"

    # What both changed must be chosen; the answers given so far stay.
    again = choose(mine, answer, summary="theirs")
    assert "Choose one of the two for the field that both changed." in again.content.decode()
    assert fields_of(again, "merge_form")["choose:summary"] == "theirs"

    assert choose(mine, again, title="mine", summary="mine").status_code == 302
    event.refresh_from_db()
    assert (event.title, event.summary) == ("Envoys of Veldia met", "My words")
    assert (event.credibility, event.earliest) == (2, date(2025, 4, 18))
    assert event.parts.get().actor == actor
    assert event.entry_topics.get().topic == topic
    assert event.version == 3


@pytest.mark.parametrize(
    ("button", "title", "credibility"), [("_override", "Mine", 2), ("_theirs", "Theirs", 2)]
)
def test_all_of_mine_or_all_of_theirs_in_one_click(
    as_: SignedIn, button: str, title: str, credibility: int
) -> None:
    event = factories.create_event()
    mine = form_of(as_, event, role="editor").fill(title="Mine", credibility="2")
    theirs = form_of(as_, event, role="reviewer").fill(title="Theirs", credibility="2")
    assert theirs.save().status_code == 302
    assert choose(mine, mine.save(), button=button).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.credibility) == (title, credibility)


def test_rows_are_put_together_one_by_one(as_: SignedIn) -> None:
    event = factories.create_event()
    roles = ("host", "host", "host", "mediator", "attendee")
    parts = [
        Part.objects.create(entry=event, actor=factories.create_actor(name=f"A{n}"), role=role)
        for n, role in enumerate(roles)
    ]
    new = factories.create_actor(name="New")
    mine = form_of(as_, event, role="editor")
    theirs = form_of(as_, event, role="reviewer")
    mine.change_row("parts", 0, role="guarantor")  # both change it
    theirs.change_row("parts", 0, role="recipient")
    mine.change_row("parts", 1, DELETE="on")  # I remove what they leave
    theirs.change_row("parts", 2, DELETE="on")  # they remove what I leave
    mine.change_row("parts", 3, DELETE="on")  # I remove what they change
    theirs.change_row("parts", 3, role="initiator")
    mine.change_row("parts", 4, role="host")  # they remove what I change
    theirs.change_row("parts", 4, DELETE="on")
    for page in (mine, theirs):  # both add the same
        page.row("parts", actor=new.pk, role="host")
    assert theirs.save().status_code == 302

    answer = mine.save()
    keys = [part.pk for part in parts]
    assert {key: one[0] for key, one in differences(answer).items()} == {
        f"parts:{keys[0]}:role": "both",
        f"parts:{keys[3]}": "both",
        f"parts:{keys[4]}": "both",
        f"parts:{keys[2]}": "theirs",
        f"parts:{Part.objects.get(actor=new).pk}": "theirs",
        f"parts:{keys[1]}": "mine",
    }
    chosen = {f"parts:{keys[0]}:role": "mine", f"parts:{keys[3]}": "theirs"}
    assert choose(mine, answer, **chosen, **{f"parts:{keys[4]}": "mine"}).status_code == 302
    assert sorted(event.parts.values_list("actor__name", "role")) == [
        ("A0", "guarantor"),
        ("A3", "initiator"),
        ("A4", "host"),
        ("New", "host"),
    ]


def test_sources_developments_and_links_are_put_together_too(as_: SignedIn) -> None:
    deadline = factories.create_deadline()
    article = factories.create_article()
    source = factories.create_source(entry=deadline, article=article)
    development = factories.create_development(entry=deadline)
    other = factories.create_event(title="Other")
    mine = form_of(as_, deadline, role="editor")
    theirs = form_of(as_, deadline, role="reviewer")
    mine.change_row("annotations", 0, stance="disputes")
    theirs.change_row("annotations", 0, exact="the prisoners are home")
    mine.change_row("developments", 0, note="My note, twice as long")
    theirs.change_row("developments", 0, note="Their note", window_phrase="2 July 2025")
    theirs.change_row("developments", 0, window_earliest="", window_latest="")
    mine.row("links_out", type="follows", target=other.pk)
    mine.row("annotations", article=article.pk, exact="the envoy said")
    mine.row("developments", outcome="met", window_phrase="3 July 2025")
    assert theirs.save().status_code == 302
    answer = mine.save()
    key = f"developments:{development.pk}:note"
    assert {one for one, said in differences(answer).items() if said[0] == "both"} == {key}
    assert choose(mine, answer, **{key: "mine"}).status_code == 302
    source.refresh_from_db()
    development.refresh_from_db()
    assert (source.stance, source.exact) == ("disputes", "the prisoners are home")
    assert (development.note, development.earliest.day) == ("My note, twice as long", 2)
    assert deadline.links_out.get().target_id == other.pk
    assert Annotation.objects.count() == 2
    assert Development.objects.filter(outcome=Outcome.MET).count() == 1


def test_what_is_chosen_and_then_refused_stays_on_the_form(as_: SignedIn) -> None:
    event = factories.create_event()
    mine = form_of(as_, event, role="editor").fill(title="Mine").window("soonish")
    mine.fill(window_earliest="", window_latest="")
    assert form_of(as_, event, role="reviewer").fill(summary="Theirs").save().status_code == 302
    answer = choose(mine, mine.save())
    assert "not understood" in errors_of(answer)["window"][0]
    mine.data = fields_of(answer, "event_form")
    assert (mine.data["title"], mine.data["summary"]) == ("Mine", "Theirs")
    assert mine.window("18 April 2025").save().status_code == 302
    event.refresh_from_db()
    assert (event.title, event.summary, event.earliest.day) == ("Mine", "Theirs", 18)


def test_a_third_who_saves_while_the_second_chooses_is_not_overrun(as_: SignedIn) -> None:
    event = factories.create_event()
    mine = form_of(as_, event, role="editor").fill(title="Mine")
    assert form_of(as_, event, role="reviewer").fill(title="Theirs").save().status_code == 302
    answer = mine.save()
    third = form_of(as_, event, role="superuser").fill(summary="Third")
    assert third.save().status_code == 302
    again = choose(mine, answer, button="_override")
    assert set(differences(again)) == {"title", "summary"}
    assert choose(mine, again, title="mine").status_code == 302
    event.refresh_from_db()
    assert (event.title, event.summary) == ("Mine", "Third")


def test_the_form_of_a_published_entry_closed_to_the_editor_is_closed_in_the_merge(
    as_: SignedIn,
) -> None:
    event = factories.create_event()
    mine = form_of(as_, event, role="editor").fill(title="Mine")
    assert form_of(as_, event, role="reviewer").fill(title="Theirs").save().status_code == 302
    answer = mine.save()
    Entry.objects.filter(pk=event.pk).update(state=ReviewState.PUBLISHED)
    assert choose(mine, answer, button="_override").status_code == 403


def test_rows_that_may_not_be_changed_are_not_in_question(as_: SignedIn) -> None:
    """A published source on a draft: shown to the editor, and closed."""
    event = factories.create_event()
    factories.create_source(entry=event, state=ReviewState.PUBLISHED)
    mine = form_of(as_, event, role="editor").fill(title="Mine")
    assert form_of(as_, event, role="reviewer").fill(summary="Theirs").save().status_code == 302
    answer = mine.save()
    assert set(differences(answer)) == {"title", "summary"}
    assert choose(mine, answer).status_code == 302
    assert event.annotations.get().state == ReviewState.PUBLISHED


def test_every_save_moves_the_version_on_by_one(as_: SignedIn) -> None:
    event = factories.create_event()
    for version in (2, 3):
        assert form_of(as_, event, role="editor").save().status_code == 302
        assert Entry.objects.get().version == version


@pytest.mark.parametrize("version", ["", "0", "x", "99999999999999999999", "-1", None])
def test_a_version_that_was_never_read_is_a_conflict(as_: SignedIn, version: str | None) -> None:
    event = factories.create_event()
    page = form_of(as_, event, role="editor").fill(title="Changed", read_version=version)
    assert differences(page.save())["title"][0] == "mine"
    assert Event.objects.get().title == "Envoys met"


def test_where_nobody_knows_what_was_read_all_that_differs_is_in_question(as_: SignedIn) -> None:
    event = factories.create_event(summary="Long ago")
    page = form_of(as_, event, role="editor").fill(title="Changed", summary="Now")
    page.fill(read_version="0", read_state=page.data["read_state"][:-1] + "x")
    assert {one[0] for one in differences(page.save()).values()} == {"both"}


def test_a_row_that_somebody_else_removed_is_let_go(as_: SignedIn) -> None:
    """Past the form, so that its version knows nothing of it."""
    event = factories.create_event()
    part = Part.objects.create(entry=event, actor=factories.create_actor(), role="host")
    page = form_of(as_, event, role="editor").fill(title="Changed")
    key = part.pk
    part.delete()
    answer = page.save()
    assert differences(answer)[f"parts:{key}"][0] == "theirs"
    assert choose(page, answer).status_code == 302
    assert Event.objects.get().title == "Changed"
    assert not Part.objects.exists()


def test_a_topic_that_both_add_is_there_once(as_: SignedIn) -> None:
    event, topic = factories.create_event(), factories.create_topic()
    pages = [form_of(as_, event, role=role) for role in ("editor", "reviewer")]
    for page in pages:
        page.row("entry_topics", topic=topic.pk)
    assert pages[1].save().status_code == 302
    assert choose(pages[0], pages[0].save()).status_code == 302
    assert EntryTopic.objects.count() == 1


def test_publishing_while_the_form_is_open_closes_it_to_the_editor(as_: SignedIn) -> None:
    event = factories.create_event()
    page = form_of(as_, event, role="editor").fill(title="Changed")
    reviewer, url = as_("reviewer"), reverse("admin:tracker_event_changelist")
    data = {"action": "publish", "_selected_action": [event.pk], "seen": seen_on(reviewer.get(url))}
    assert reviewer.post(url, data).status_code == 302
    assert page.save().status_code == 403


ROWS = {"development": "developments", "annotation": "annotations"}
CHANGES = {
    "development": {"note": ("By phone", "By letter")},
    "annotation": {"stance": ("disputes", "mentions")},
}


class PendingClaim:
    """A draft of a development or a source, open on its own page and in its entry's form."""

    def __init__(self, as_: SignedIn, model: str, state: str) -> None:
        self.as_, self.model = as_, model
        self.deadline = factories.create_deadline(state=state)
        development = factories.create_development(entry=self.deadline)
        source = factories.create_source(entry=self.deadline)
        self.claim = development if model == "development" else source
        ((self.name, self.values),) = CHANGES[model].items()

    def own(self, value: str | None = None, *, role: str = "editor") -> Page:
        address = reverse(f"admin:tracker_{self.model}_change", args=[self.claim.pk])
        page = Page(self.as_(role), address, self.model)
        return page.fill(**{self.name: value}) if value else page

    def whole(self, value: str | None = None) -> Page:
        page = form_of(self.as_, self.deadline, role="reviewer")
        if value:
            page.change_row(ROWS[self.model], 0, **{self.name: value})
        return page

    def saved(self) -> str:
        self.claim.refresh_from_db()
        value: str = getattr(self.claim, self.name)
        return value


@pytest.mark.parametrize("order", ["own, own", "own, whole", "whole, own"])
@pytest.mark.parametrize("state", ["draft", "published"])
@pytest.mark.parametrize("model", ["development", "annotation"])
def test_a_claims_own_page_and_its_entrys_form_know_of_each_other(
    as_: SignedIn, model: str, state: str, order: str
) -> None:
    pending = PendingClaim(as_, model, state)
    ways = {"own": pending.own, "whole": pending.whole}
    first, second = (
        ways[way](value) for way, value in zip(order.split(", "), pending.values, strict=True)
    )
    assert first.save().status_code == 302
    answer = second.save()
    row = "" if order.endswith("own") else f"{ROWS[model]}:{pending.claim.pk}:"
    key = f"{row}{pending.name}"
    side, _before, theirs, mine = differences(answer)[key]
    assert (side, theirs, mine) == ("both", *pending.values)
    assert pending.saved() == pending.values[0]
    assert choose(second, answer, **{key: "mine"}).status_code == 302
    assert pending.saved() == pending.values[1]


@pytest.mark.parametrize("state", ["draft", "published"])
@pytest.mark.parametrize("model", ["development", "annotation"])
def test_a_claim_that_somebody_else_changed_is_not_put_back_by_an_untouched_row(
    as_: SignedIn, model: str, state: str
) -> None:
    pending = PendingClaim(as_, model, state)
    whole, stale = pending.whole().fill(title="Mine"), pending.own()
    assert pending.own(pending.values[0]).save().status_code == 302
    answer = whole.save()
    shown = differences(answer)
    assert shown["title"][0] == "mine"
    key = f"{ROWS[model]}:{pending.claim.pk}:{pending.name}"
    assert shown[key][::2] == ("theirs", pending.values[0])
    assert differences(stale.save())[pending.name][0] == "theirs"
    assert choose(whole, answer).status_code == 302
    pending.deadline.refresh_from_db()
    assert (pending.deadline.title, pending.saved()) == ("Mine", pending.values[0])


def test_a_third_who_saves_a_draft_while_the_second_chooses_is_not_overrun(as_: SignedIn) -> None:
    """On a published entry, whose version stays."""
    pending = PendingClaim(as_, "development", "published")
    first, second = pending.own("First"), pending.own("Second")
    assert first.save().status_code == 302
    answer = second.save()
    assert pending.own("Third", role="superuser").save().status_code == 302
    again = choose(second, answer, button="_override")
    assert differences(again)["note"][2] == "Third"
    assert pending.saved() == "Third"


def test_drafts_on_a_published_entry_leave_its_public_version_and_day_alone(
    as_: SignedIn,
) -> None:
    pending = PendingClaim(as_, "development", "published")
    entry = Entry.objects.get(pk=pending.deadline.pk)
    assert pending.own("First").save().status_code == 302
    now = Entry.objects.get(pk=entry.pk)
    assert (now.version, now.updated_at) == (entry.version, entry.updated_at)


def test_what_somebody_else_adds_is_no_conflict_until_it_would_be_published(
    as_: SignedIn,
) -> None:
    deadline = factories.create_deadline(state="in_review")
    whole = form_of(as_, deadline, role="reviewer")
    added = factories.create_development(entry=deadline)
    answer = whole.save("_act_publish")
    assert differences(answer)[f"developments:{added.pk}"][0] == "theirs"
    assert not Entry.objects.published().exists()
    assert whole.fill(title="Changed").save().status_code == 302
    deadline.refresh_from_db()
    assert (deadline.title, deadline.developments.get()) == ("Changed", added)
    assert form_of(as_, deadline, role="reviewer").save("_act_publish").status_code == 302
    assert Development.objects.get().state == "published"


def test_a_source_of_a_development_is_not_published_unseen(as_: SignedIn) -> None:
    """It has no field on the form of the entry that publishes it."""
    deadline = factories.create_deadline(state="published")
    development = factories.create_development(entry=deadline)
    whole = form_of(as_, deadline, role="reviewer")
    factories.create_source(development=development)
    answer = whole.save("_act_publish")
    assert "both versions say the same" in answer.content.decode()
    assert Annotation.objects.get().state == Development.objects.get().state == "draft"
    assert choose(whole, answer).status_code == 302
    assert Annotation.objects.get().state == "draft"
    assert form_of(as_, deadline, role="reviewer").save("_act_publish").status_code == 302
    assert Annotation.objects.get().state == Development.objects.get().state == "published"


# ── from one entry to another ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("model", ["development", "annotation"])
@pytest.mark.parametrize(
    ("state", "claim_state", "moved"),
    [("draft", "draft", 1), ("published", "draft", 0), ("published", "published", 1)],
)
def test_a_claim_that_moves_to_another_entry_is_counted_on_both(
    as_: SignedIn, model: str, state: str, claim_state: str, moved: int
) -> None:
    old, new = (factories.create_deadline(title=name, state=state) for name in ("Old", "New"))
    if model == "development":
        claim = factories.create_development(entry=old, state=claim_state).pk
    else:
        claim = factories.create_source(entry=old, state=claim_state).pk
    address = reverse(f"admin:tracker_{model}_change", args=[claim])
    own = Page(as_("reviewer"), address, model).fill(entry=new.pk)
    with CaptureQueriesContext(connection) as queries:
        assert own.save().status_code == 302
    locks = [one["sql"] for one in queries if "FOR UPDATE" in one["sql"]]
    lock = locks[0]  # the two together, before anything else
    assert f'U0."id" = {old.pk} OR U0."id" IN ({new.pk})' in lock
    assert lock.endswith("ORDER BY 1 ASC FOR UPDATE")
    versions = dict(Entry.objects.values_list("title", "version"))
    assert versions == {"Old": 1 + moved, "New": 1 + moved}


def test_a_source_that_moves_to_a_development_is_counted_on_its_entry(as_: SignedIn) -> None:
    old, new = factories.create_event(title="Old"), factories.create_deadline(title="New")
    development = factories.create_development(entry=new)
    source = factories.create_source(entry=old)
    address = reverse("admin:tracker_annotation_change", args=[source.pk])
    own = Page(as_("editor"), address, "annotation").fill(entry="", development=development.pk)
    with CaptureQueriesContext(connection) as queries:
        assert own.save().status_code == 302
    (lock,) = {one["sql"] for one in queries if "FOR UPDATE" in one["sql"]}
    assert "tracker_development" in lock
    assert dict(Entry.objects.values_list("title", "version")) == {"Old": 2, "New": 2}
    source.refresh_from_db()
    assert source.development == development


@pytest.mark.parametrize("key", ["a", "\x00", "9" * 5000, "9" * 30, "-1", "٣"])
def test_what_can_be_no_entry_is_refused_beside_its_field(as_: SignedIn, key: str) -> None:
    development = factories.create_development(entry=factories.create_deadline())
    address = reverse("admin:tracker_development_change", args=[development.pk])
    own = Page(as_("editor"), address, "development").fill(entry=key)
    answer = own.save()
    assert answer.status_code == 200
    assert "entry" in errors_of(answer)
