"""What the database keeps beside the record agrees with it, whatever anybody does."""

import random
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories import (
    DAY,
    change_text,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
)
from tracker.editing.kept import drift, recount
from tracker.models import (
    Actor,
    ActorAlias,
    ActorKind,
    Annotation,
    Article,
    Condition,
    ConditionKind,
    Deadline,
    Development,
    Entry,
    EntryTopic,
    Event,
    LedgerLine,
    Occurrence,
    Outcome,
    Part,
    Process,
    ReviewState,
    Role,
    Topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn() -> random.Random:
    for slug in ("north", "south"):
        create_track(process=create_process(slug=slug))
    for number in range(4):
        create_actor(name=f"Actor {number}")
        create_topic(slug=f"topic-{number}")
    return random.Random(7)


def any_state(drawn: random.Random) -> str:
    return drawn.choice([ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.PUBLISHED])


def add(drawn: random.Random) -> None:
    create = drawn.choice([create_event, create_deadline, create_condition])
    actors = drawn.sample(list(Actor.objects.all()), 3)
    roles = drawn.choices(list(Role), k=3)
    create(  # type: ignore[operator]
        process=drawn.choice(list(Process.objects.all())),
        state=any_state(drawn),
        on=DAY.replace(day=drawn.randint(1, 28)),
        until=DAY.replace(year=2030),
        parts=tuple(zip(actors, roles, strict=True)),
        topics=tuple(drawn.sample(list(Topic.objects.all()), 2)),
    )


def develop(drawn: random.Random) -> None:
    deadline = Deadline.objects.order_by("?").first()
    if deadline:
        moved = drawn.random() < 0.5
        new = (DAY, DAY.replace(year=2031)) if moved else None
        create_development(
            entry=deadline,
            outcome=Outcome.EXTENDED if moved else Outcome.MET,
            on=DAY.replace(day=drawn.randint(1, 28)),
            new=new,
            state=any_state(drawn),
        )


def change_many(drawn: random.Random) -> None:
    few = Entry.objects.order_by("?").values("pk")[:5]
    Entry.objects.filter(pk__in=list(few.values_list("pk", flat=True))).update(
        state=any_state(drawn), retraction_reason="", earliest=DAY.replace(day=drawn.randint(1, 28))
    )


def move_process(drawn: random.Random) -> None:
    entry = Entry.objects.order_by("?").first()
    if entry:
        entry.process = drawn.choice(list(Process.objects.all()))
        entry.save()


def take_away(drawn: random.Random) -> None:
    model = drawn.choice([Part, EntryTopic, Development])
    one = model._default_manager.order_by("?").first()
    if one:
        one.delete()


def change_part(drawn: random.Random) -> None:
    part = Part.objects.order_by("?").first()
    if part and not Part.objects.filter(entry=part.entry_id, role=Role.HOST).exists():
        part.role = Role.HOST
        part.save()


def change_type(drawn: random.Random) -> None:
    Event.objects.filter(pk__in=list(Event.objects.values_list("pk", flat=True)[:2])).update(
        plover_type=drawn.choice(["AGREE", "REJECT"]), plover_mode=""
    )


def change_kind(drawn: random.Random) -> None:
    few = Condition.objects.order_by("?").values_list("pk", flat=True)[:3]
    Condition.objects.filter(pk__in=list(few)).update(
        condition_kind=drawn.choice(list(ConditionKind))
    )


def restate(drawn: random.Random) -> None:
    entry = Entry.objects.exclude(kind="event").order_by("?").first()
    if entry:
        entry.anchor = drawn.choice([None, DAY.replace(day=drawn.randint(1, 28))])
        entry.save()


def say_state(drawn: random.Random) -> None:
    event = Event.objects.order_by("?").first()
    if event:
        event.process_state = drawn.choice(["", "active", "stalled"])
        event.occurrence = drawn.choice(list(Occurrence))
        event.save()


def rename(drawn: random.Random) -> None:
    actor = drawn.choice(list(Actor.objects.all()))
    actor.kind = drawn.choice(list(ActorKind))
    actor.name = f"{actor.name} {drawn.choice('abc')}"[-100:]
    actor.save()
    ActorAlias.objects.filter(actor=actor).delete()
    ActorAlias.objects.create(actor=actor, name=f"Alias of {actor.name}")
    others = ActorAlias.objects.exclude(actor=actor)
    others.filter(pk__in=list(others.values_list("pk", flat=True)[:2])).update(actor=actor)
    create_actor(name="Passing by").delete()


def quote(drawn: random.Random) -> None:
    entry = Entry.objects.order_by("?").first()
    article = create_article(published_on=DAY.replace(day=drawn.randint(1, 28)))
    if entry:
        create_annotation(article=article, exact="met on Friday", entry=entry)
        change_text(article, "They met on Friday, it is said.")


def redate(drawn: random.Random) -> None:
    few = Article.objects.order_by("?").values_list("pk", flat=True)[:3]
    Article.objects.filter(pk__in=list(few)).update(
        published_on=DAY.replace(day=drawn.randint(1, 28))
    )


def retract_some(drawn: random.Random) -> None:
    for model in (Entry, Development):
        public = model.objects.filter(state=ReviewState.PUBLISHED).order_by("?")
        few = list(public.values_list("pk", flat=True)[:2])
        model.objects.filter(pk__in=few).update(
            state=ReviewState.RETRACTED, retraction_reason="wrong"
        )
    taken_back = Entry.objects.filter(state=ReviewState.RETRACTED).values_list("pk", flat=True)
    Entry.objects.filter(pk__in=list(taken_back[:1])).update(
        state=any_state(drawn), retraction_reason=""
    )


def delete(drawn: random.Random) -> None:
    entry = Event.objects.order_by("?").first()
    if entry and drawn.random() < 0.3:
        entry.delete()


ACTS: list[Callable[[random.Random], None]] = [
    *(add, add, develop, change_many, move_process),
    *(take_away, change_part, change_type, say_state, say_state),
    *(rename, quote, redate, delete, retract_some, change_kind, restate),
]


def test_whatever_anybody_does_the_numbers_agree(drawn: random.Random) -> None:
    for _ in range(60):
        drawn.choice(ACTS)(drawn)
    assert set(drift().values()) == {0}
    assert Entry.objects.count() > 5
    assert Annotation.objects.exists()
    assert {"process", "initiator", "recipient"} == set(
        LedgerLine.objects.values_list("holder", flat=True)
    )
    # Added up or not, and made anew, they are the same.
    with connection.cursor() as cursor:
        cursor.execute("SELECT tracker_fold_tallies()")
    assert set(drift().values()) == {0}
    recount()
    assert set(drift().values()) == {0}


def test_what_was_written_behind_its_back_is_found_and_put_right() -> None:
    deadline = create_deadline(by=create_actor())
    create_annotation(article=create_article(), exact="met on Friday", entry=deadline)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE tracker_entry SET state = 'draft', earliest = '1999-01-01'")
        cursor.execute("UPDATE tracker_article SET published_on = '1999-01-01'")
        cursor.execute("UPDATE tracker_actor SET name = 'Another'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    said = r"places of sources: 1.*standing periods: 2.*changes: 1.*names of actors: 2.*recount"
    with pytest.raises(CommandError, match=said):
        call_command("recount", check=True)
    call_command("recount", verbosity=0)
    call_command("recount", check=True)
    deadline.refresh_from_db()
    assert deadline.state == ReviewState.DRAFT
