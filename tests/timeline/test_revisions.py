"""The lines of the editors' clock: what one act changed on balance, in words."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction

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
    create_topic,
)
from tracker.dates.window import Window
from tracker.editing import pending, review
from tracker.editing.developments import record_development
from tracker.editing.entries import create_entry
from tracker.models import (
    Condition,
    Deadline,
    Development,
    Entry,
    EntryTopic,
    Event,
    Outcome,
    Part,
    ReviewState,
    Role,
)
from tracker.timeline.revisions import Revision, revisions_of

# Each act is a transaction of its own here, as it is on the site.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LATER = DAY + timedelta(21)  # 9 May 2025


def latest(entry: Entry, reader: User | AnonymousUser) -> Revision:
    return revisions_of(entry, reader=reader)[0]


def fields(revision: Revision) -> dict[str, tuple[str, str]]:
    return {change.field: (change.before, change.after) for change in revision.changes}


def step(entry: Entry, *, outcome: str = Outcome.CARRIED_OUT) -> Development:
    development = Development(entry=entry, outcome=outcome)
    development.window = Window(edtf=LATER.isoformat(), earliest=LATER, latest=LATER)
    return development


def test_publishing_a_step_is_one_sentence_without_what_follows_from_it(
    editor: User, reviewer: User
) -> None:
    condition = create_condition()
    development = record_development(step(condition))
    article = create_article(published_on=LATER + timedelta(1))
    create_annotation(
        article=article, exact="The sides met", development=development, state=ReviewState.DRAFT
    )
    pending.publish_developments([development], by=reviewer)
    published, *_between, recorded = revisions_of(condition, reader=editor)[:-1]
    assert recorded.what == "recorded: carried out, 9 May 2025"
    assert (published.what, published.changes) == ("published: carried out, 9 May 2025", [])


def test_recording_and_publishing_at_once_is_one_sentence(editor: User, reviewer: User) -> None:
    deadline = create_deadline(until=LATER)
    record_development(step(deadline, outcome=Outcome.MET), publish_by=reviewer)
    revision = latest(deadline, editor)
    assert revision.what == "recorded and published: met, 9 May 2025"
    assert fields(revision) == {"development": ("", "met · Friday 9 May 2025")}


def test_retracting_a_step_says_which(editor: User, reviewer: User) -> None:
    deadline = create_deadline()
    development = create_development(entry=deadline, on=LATER)
    pending.retract_developments([development], reason="not so", by=reviewer)
    assert latest(deadline, editor).what == "retracted: met, 9 May 2025"


def test_an_act_is_told_on_balance(editor: User) -> None:
    event = create_event(title="Noon", summary="Long")
    part = Part.objects.create(entry=event, actor=create_actor(), role=Role.HOST)
    with transaction.atomic():
        for title, day in (("Night", LATER), ("Dawn", DAY)):
            Entry.objects.filter(pk=event.pk).update(title=title, known_on=day)
        for summary in ("Short", "Long"):
            Entry.objects.filter(pk=event.pk).update(summary=summary)
        EntryTopic.objects.create(entry=event, topic=create_topic()).delete()
        Part.objects.filter(pk=part.pk).update(role=Role.MEDIATOR)
        Part.objects.filter(pk=part.pk).update(role=Role.ATTENDEE)
    assert fields(latest(event, editor)) == {
        "title": ("Noon", "Dawn"),
        "part: role": ("host", "attendee"),
    }


def test_what_came_to_nothing_is_no_revision(editor: User) -> None:
    event = create_event(title="Noon")
    before = len(revisions_of(event, reader=editor))
    with transaction.atomic():
        for title in ("Night", "Noon"):
            Entry.objects.filter(pk=event.pk).update(title=title)
    assert len(revisions_of(event, reader=editor)) == before


def test_the_first_revision_has_no_changes(editor: User) -> None:
    condition = Condition(condition_kind="threat", if_clause="no answer", then_clause="no talks")
    condition.process = create_event().process
    condition.title = "Answer, or else"
    condition.window = Window(edtf=DAY.isoformat(), earliest=DAY, latest=DAY)
    create_entry(condition)
    revision = latest(condition, editor)
    assert (revision.what, revision.changes) == ("recorded", [])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((False, DAY), (False, LATER), None),
        ((True, DAY), (True, LATER), ("18 April 2025", "9 May 2025")),
        ((False, DAY), (True, LATER), ("follows from the sources", "9 May 2025")),
        ((True, DAY), (False, LATER), ("18 April 2025", "follows from the sources")),
    ],
)
def test_a_known_on_day_counts_only_where_somebody_sets_it(
    editor: User,
    before: tuple[bool, object],
    after: tuple[bool, object],
    said: tuple[str, str] | None,
) -> None:
    event = create_event(title="Noon")
    for title, (by_hand, day) in (("Noon", before), ("Night", after)):
        Entry.objects.filter(pk=event.pk).update(
            title=title, known_on_by_hand=by_hand, known_on=day
        )
    assert fields(latest(event, editor)).get("known on") == said


def test_fields_stand_in_the_order_of_the_form(editor: User) -> None:
    deadline = create_deadline()
    with transaction.atomic():
        Part.objects.create(entry=deadline, actor=create_actor(), role=Role.HOST)
        Entry.objects.filter(pk=deadline.pk).update(
            summary="S", title="T", credibility=1, edtf=LATER.isoformat(), latest=LATER
        )
        Deadline.objects.filter(pk=deadline.pk).update(demand="D", firmness="conditional")
    assert list(fields(latest(deadline, editor))) == [
        *("title", "When", "what is demanded", "firmness", "summary", "credibility"),
        "part",
    ]


def test_entries_are_sent_published_and_taken_back_in_words(editor: User, reviewer: User) -> None:
    event = create_event(state=ReviewState.DRAFT)
    for exact in ("The sides met", "on Friday"):
        create_annotation(
            article=create_article(), exact=exact, entry=event, state=ReviewState.DRAFT
        )
    review.submit([event], by=editor)
    review.return_to_draft([event], by=reviewer)
    review.publish([event], by=reviewer)
    review.retract([event], reason="wrong", by=reviewer)
    said = [revision.what for revision in revisions_of(event, reader=editor)]
    assert said[:4] == [
        "retracted",
        "published; 2 sources published",
        "returned to draft",
        "sent to review",
    ]


def test_a_claim_that_comes_from_another_entry_is_new_here(editor: User) -> None:
    there, here = create_event(), create_event()
    source = create_annotation(article=create_article(), exact="The sides met", entry=there)
    type(source).objects.filter(pk=source.pk).update(entry=here)
    assert latest(here, editor).what == "source added"


# ── what readers are told ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": "Night"}, "corrected: title"),
        ({"summary": "Long", "title": "Night"}, "corrected: title, summary"),
        ({"edtf": LATER.isoformat(), "latest": LATER}, "corrected: when"),
        ({"credibility": 1, "known_on": LATER}, "corrected: credibility, known on"),
    ],
)
def test_readers_are_told_which_fields_were_corrected(
    anonymous: AnonymousUser, values: dict[str, object], said: str
) -> None:
    event = create_event(title="Noon")
    Entry.objects.filter(pk=event.pk).update(**values)
    revision = latest(event, anonymous)
    assert (revision.what, revision.changes, revision.who) == (said, [], "")


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (Deadline, {"demand": "at once"}, "corrected: what is demanded"),
        (Condition, {"if_clause": "a", "then_clause": "b"}, "corrected: if, then"),
        (Event, {"plover_type": "AID"}, "corrected: type"),
    ],
)
def test_readers_are_told_of_what_a_kind_has_of_its_own(
    anonymous: AnonymousUser, kind: type[Entry], values: dict[str, object], said: str
) -> None:
    make = {Deadline: create_deadline, Condition: create_condition, Event: create_event}[kind]
    entry: Entry = make()  # type: ignore[operator]
    kind.objects.filter(pk=entry.pk).update(**values)
    assert latest(entry, anonymous).what == said


def test_readers_are_told_what_hangs_on_it_and_nothing_of_what_is_pending(
    anonymous: AnonymousUser, reviewer: User
) -> None:
    deadline = create_deadline()
    told: list[str] = []

    def after(act: object) -> None:
        told.append(latest(deadline, anonymous).what)

    after(Part.objects.create(entry=deadline, actor=create_actor(), role=Role.HOST))
    after(EntryTopic.objects.create(entry=deadline, topic=create_topic()))
    after(create_link(source=deadline, target=create_event()))
    development = create_development(entry=deadline, state=ReviewState.DRAFT)
    after(create_link(source=deadline, target=create_event(state=ReviewState.DRAFT)))
    after(pending.publish_developments([development], by=reviewer))
    after(Development.objects.filter(pk=development.pk).update(note="By letter"))
    article = create_article()
    source = create_annotation(
        article=article, exact="The sides met", entry=deadline, state=ReviewState.DRAFT
    )
    after(pending.publish_annotations([source], by=reviewer))
    assert told == [
        *("corrected: parts", "corrected: topics", "changed: links", "changed: links"),
        *("development published", "corrected: development", "changed: sources"),
    ]


def test_of_drafts_and_of_reasons_readers_are_told_nothing(
    anonymous: AnonymousUser, reviewer: User
) -> None:
    event = create_event(title="Noon", state=ReviewState.DRAFT)
    Entry.objects.filter(pk=event.pk).update(title="Night")
    review.publish([event], by=reviewer)
    (only,) = revisions_of(event, reader=anonymous)
    assert (only.what, only.reason) == ("published", "")
