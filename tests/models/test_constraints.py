"""What the database refuses, whoever asks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_outlet,
    create_process,
    create_track,
)
from tracker.models import (
    Actor,
    Affiliation,
    Annotation,
    Article,
    ArticleVersion,
    Condition,
    ConditionLink,
    Deadline,
    Decision,
    Development,
    Entry,
    EntryLink,
    Event,
    Outlet,
    Part,
    Role,
)

pytestmark = pytest.mark.django_db

Rows = dict[str, int]


@pytest.fixture
def rows() -> Rows:
    process = create_process(slug="talks")
    event = create_event(process=process)
    deadline = create_deadline(process=process)
    condition = create_condition(process=process)
    actor = create_actor(name="Arland")
    Part.objects.create(entry=event, actor=actor, role=Role.HOST)
    article = create_article(url="https://courier.example/1")
    annotation = create_annotation(article=article, exact="met on Friday", entry=event)
    development = create_development(entry=deadline)
    elsewhere = create_track(process=create_process(slug="others"))
    return {
        "process": process.pk,
        "event": event.pk,
        "deadline": deadline.pk,
        "condition": condition.pk,
        "actor": actor.pk,
        "article": article.pk,
        "version": article.current.pk,
        "annotation": annotation.pk,
        "development": development.pk,
        "foreign_track": elsewhere.pk,
    }


def entry(**values: object) -> Callable[[Rows], object]:
    return lambda rows: Entry.objects.filter(pk=rows["event"]).update(**values)


def decide(rows: Rows, **values: Any) -> Decision:
    said = {"verdict": "rejected", "kind": "event", "start": 0, "end": 9} | values
    return Decision.objects.create(version_id=rows["version"], **said)


REFUSED: dict[str, Callable[[Rows], object]] = {
    "a window that ends before it begins": entry(earliest=DAY, latest=date(2025, 4, 17)),
    "a window without its EDTF form": entry(edtf=""),
    "an unknown editorial state": entry(state="lost"),
    "a retraction without a reason": entry(state="retracted"),
    "a reason without a retraction": entry(retraction_reason="because"),
    "an unknown kind": entry(kind="rumour"),
    "an event's row under a deadline's kind": entry(kind="deadline"),
    "an entry without a title": entry(title=""),
    "a credibility off the scale": entry(credibility=7),
    "a track of another process": lambda rows: entry(track=rows["foreign_track"])(rows),
    "an unknown PLOVER type": lambda rows: Event.objects.filter(pk=rows["event"]).update(
        plover_type="DANCE"
    ),
    "a PLOVER mode of another type": lambda rows: Event.objects.filter(pk=rows["event"]).update(
        plover_type="CONSULT", plover_mode="relations"
    ),
    "an unknown occurrence": lambda rows: Event.objects.filter(pk=rows["event"]).update(
        occurrence="perhaps"
    ),
    "an unknown state of the process": lambda rows: Event.objects.filter(pk=rows["event"]).update(
        process_state="fine"
    ),
    "an unknown kind of deadline": lambda rows: Deadline.objects.filter(pk=rows["deadline"]).update(
        deadline_kind="soft"
    ),
    "an unknown firmness": lambda rows: Deadline.objects.filter(pk=rows["deadline"]).update(
        firmness="limp"
    ),
    "a condition without its if": lambda rows: Condition.objects.filter(
        pk=rows["condition"]
    ).update(if_clause=""),
    "an unknown operator": lambda rows: Condition.objects.filter(pk=rows["condition"]).update(
        operator="because"
    ),
    "a condition linked to itself": lambda rows: ConditionLink.objects.create(
        source_id=rows["condition"], target_id=rows["condition"], relation="and"
    ),
    "an entry linked to itself": lambda rows: EntryLink.objects.create(
        source_id=rows["event"], target_id=rows["event"], type="follows"
    ),
    "an unknown type of link": lambda rows: EntryLink.objects.create(
        source_id=rows["event"], target_id=rows["deadline"], type="likes"
    ),
    "the same part twice": lambda rows: Part.objects.create(
        entry_id=rows["event"], actor_id=rows["actor"], role=Role.HOST
    ),
    "an unknown role": lambda rows: Part.objects.create(
        entry_id=rows["event"], actor_id=rows["actor"], role="guest"
    ),
    "an outcome that a deadline cannot have": lambda rows: Development.objects.filter(
        pk=rows["development"]
    ).update(outcome="carried_out"),
    "a development under another kind": lambda rows: Development.objects.filter(
        pk=rows["development"]
    ).update(entry_kind="condition", outcome="satisfied"),
    "a development of an event": lambda rows: Development.objects.filter(
        pk=rows["development"]
    ).update(entry_id=rows["event"], entry_kind="event"),
    "an extension without a new window": lambda rows: Development.objects.filter(
        pk=rows["development"]
    ).update(outcome="extended"),
    "a new window without an extension": lambda rows: Development.objects.filter(
        pk=rows["development"]
    ).update(new_earliest=DAY, new_latest=DAY, new_edtf="2025-04-18"),
    "an annotation of nothing": lambda rows: Annotation.objects.filter(
        pk=rows["annotation"]
    ).update(entry=None),
    "an annotation of two things": lambda rows: Annotation.objects.filter(
        pk=rows["annotation"]
    ).update(development=rows["development"]),
    "a quote longer than its span": lambda rows: Annotation.objects.filter(
        pk=rows["annotation"]
    ).update(end=1),
    "an unknown stance": lambda rows: Annotation.objects.filter(pk=rows["annotation"]).update(
        stance="doubts"
    ),
    "words that are neither quoted nor paraphrased": lambda rows: Annotation.objects.filter(
        pk=rows["annotation"]
    ).update(mode="sung"),
    "a source that is neither named nor anonymous": lambda rows: Annotation.objects.filter(
        pk=rows["annotation"]
    ).update(attribution="hinted"),
    "a description of a source that is not anonymous": lambda rows: Annotation.objects.filter(
        pk=rows["annotation"]
    ).update(attribution="named", described_as="an official"),
    "a speaker of whom it is not said whether he is named": lambda rows: Annotation.objects.filter(
        pk=rows["annotation"]
    ).update(speaker=rows["actor"]),
    "two decisions about one proposal": lambda rows: [decide(rows), decide(rows)],
    "an unknown verdict": lambda rows: decide(rows, verdict="doubted"),
    "accepted without an entry": lambda rows: decide(rows, verdict="accepted"),
    "rejected, with an entry": lambda rows: decide(
        rows, entry_id=rows["event"], annotation_id=rows["annotation"]
    ),
    "split outside of its words": lambda rows: decide(rows, verdict="split", split_at=20),
    "joined to nothing": lambda rows: decide(rows, verdict="joined"),
    "a decision about no words": lambda rows: decide(rows, end=0),
    "a reprint of itself": lambda rows: Article.objects.filter(pk=rows["article"]).update(
        reprint_of=rows["article"]
    ),
    "an article taken over from its own outlet": lambda rows: Article.objects.filter(
        pk=rows["article"]
    ).update(origin=Outlet.objects.get()),
    "a reprint of an article and of an outlet": lambda rows: Article.objects.filter(
        pk=rows["article"]
    ).update(reprint_of=create_article(title="Another"), origin=create_outlet(name="The Agency")),
    "a reprint of a reprint": lambda rows: Article.objects.filter(pk=rows["article"]).update(
        reprint_of=create_article(title="A reprint", reprint_of=create_article(title="First"))
    ),
    "two reprints of each other": lambda rows: Article.objects.filter(pk=rows["article"]).update(
        reprint_of=create_article(
            title="A reprint", reprint_of=Article.objects.get(pk=rows["article"])
        )
    ),
    "two articles with one address": lambda rows: Article.objects.create(
        outlet=Outlet.objects.get(),
        title="Again",
        url="https://courier.example/1",
        published_on=DAY,
    ),
    "one text twice in an article": lambda rows: ArticleVersion.objects.create(
        article_id=rows["article"],
        number=2,
        text="the same",
        sha256=ArticleVersion.objects.get(pk=rows["version"]).sha256,
    ),
    "a version without text": lambda rows: ArticleVersion.objects.filter(pk=rows["version"]).update(
        text=""
    ),
    "an outlet off the Admiralty scale": lambda rows: Outlet.objects.update(reliability="Z"),
    "a country code that is none": lambda rows: Actor.objects.filter(pk=rows["actor"]).update(
        iso_3166="ar"
    ),
    "a Wikidata item that is none": lambda rows: Actor.objects.filter(pk=rows["actor"]).update(
        wikidata="212"
    ),
    "an actor affiliated to itself": lambda rows: Affiliation.objects.create(
        actor_id=rows["actor"], to_id=rows["actor"]
    ),
    "an affiliation that ends before it begins": lambda rows: Affiliation.objects.create(
        actor_id=rows["actor"],
        to=create_actor(name="Belmark"),
        since=DAY,
        until=date(2025, 1, 1),
    ),
}


@pytest.mark.parametrize("attempt", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(rows: Rows, attempt: Callable[[Rows], object]) -> None:
    def try_it() -> None:
        with transaction.atomic():
            attempt(rows)
            connection.check_constraints()  # foreign keys wait for the transaction's end

    with pytest.raises(DatabaseError):
        try_it()


def test_open_ends_and_every_plover_mode_are_taken() -> None:
    from tracker.dates.window import OPEN_END
    from tracker.models import PLOVER

    for plover_type, plover in PLOVER.items():
        for mode in ("", *plover.modes):
            create_event(plover_type=plover_type, plover_mode=mode)
    create_condition(until=OPEN_END, edtf="2025-04-18/..")
    assert Entry.objects.filter(latest=OPEN_END).count() == 1
