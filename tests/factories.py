"""Rows for tests, each made by one call, and a cast that recurs: Arland, Belmark, a mediator."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import TypeVar

from django.contrib.auth.models import Group, User

from tracker.dates.edtf import format_edtf
from tracker.dates.window import Window
from tracker.editing.annotate import UNSAID, Voice, annotate, locate
from tracker.editing.articles import add_article, add_version
from tracker.editing.derived import refresh_derived
from tracker.models import (
    Actor,
    ActorKind,
    Annotation,
    Article,
    ArticleVersion,
    Condition,
    ConditionKind,
    ConditionLink,
    Deadline,
    Development,
    Entry,
    EntryLink,
    EntryTopic,
    Event,
    Kind,
    LinkType,
    Operator,
    Outcome,
    Outlet,
    Part,
    PloverType,
    Process,
    Relation,
    ReviewState,
    Role,
    Stance,
    Topic,
    Track,
)

_numbers = count(1)

AnyEntry = TypeVar("AnyEntry", bound=Entry)

DAY = date(2025, 4, 18)  # a Friday


def create_user(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, password=f"{name}-password", is_staff=bool(groups))
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def create_process(*, slug: str = "", name: str = "") -> Process:
    slug = slug or f"process-{next(_numbers)}"
    return Process.objects.create(slug=slug, name=name or slug.replace("-", " ").capitalize())


def create_track(*, process: Process, slug: str = "ceasefire") -> Track:
    return Track.objects.create(process=process, slug=slug, name=slug.capitalize())


def create_topic(*, slug: str = "sanctions") -> Topic:
    return Topic.objects.create(slug=slug, name=slug.capitalize())


def create_actor(*, name: str = "", slug: str = "", kind: str = ActorKind.STATE) -> Actor:
    name = name or f"Actor {next(_numbers)}"
    return Actor.objects.create(name=name, slug=slug or name.lower().replace(" ", "-"), kind=kind)


def create_event(
    *,
    title: str = "The sides meet",
    on: date = DAY,
    until: date | None = None,
    plover_type: str = PloverType.CONSULT,
    plover_mode: str = "",
    occurrence: str = "occurred",
    process_state: str = "",
    **common: object,
) -> Event:
    event = Event(
        plover_type=plover_type,
        plover_mode=plover_mode,
        occurrence=occurrence,
        process_state=process_state,
    )
    return _finish(event, title=title, on=on, until=until, **common)  # type: ignore[arg-type]


def create_events(*, days: Iterable[date], title: str = "The sides meet") -> list[Entry]:
    """One published event for each day, in a few statements: for lists that fill pages."""
    process = Process.objects.first() or create_process()
    entries = [
        Entry(
            process=process,
            kind=Kind.EVENT,
            title=title,
            state=ReviewState.PUBLISHED,
            known_on=day,
            known_on_by_hand=True,
            edtf=day.isoformat(),
            earliest=day,
            latest=day,
        )
        for day in days
    ]
    Entry.objects.bulk_create(entries)
    for entry in entries:
        # Raw: the row of the base table is there already.
        Event(entry_ptr=entry, plover_type=PloverType.CONSULT).save_base(raw=True)
    return entries


def create_deadline(
    *,
    title: str = "Answer in time",
    on: date = DAY,
    until: date | None = None,
    demand: str = "answer the proposal",
    consequence: str = "",
    **common: object,
) -> Deadline:
    deadline = Deadline(demand=demand, consequence=consequence)
    return _finish(deadline, title=title, on=on, until=until, **common)  # type: ignore[arg-type]


def create_condition(
    *,
    title: str = "Answer, or else",
    on: date = DAY,
    until: date | None = None,
    condition_kind: str = ConditionKind.THREAT,
    operator: str = Operator.IF,
    if_clause: str = "there is no answer",
    then_clause: str = "the mediator leaves",
    time_limit: Deadline | None = None,
    **common: object,
) -> Condition:
    condition = Condition(
        condition_kind=condition_kind,
        operator=operator,
        if_clause=if_clause,
        then_clause=then_clause,
        time_limit=time_limit,
    )
    return _finish(condition, title=title, on=on, until=until, **common)  # type: ignore[arg-type]


def _finish(
    entry: AnyEntry,
    *,
    title: str,
    on: date,
    until: date | None,
    summary: str = "",
    phrase: str = "",
    anchor: date | None = None,
    edtf: str = "",
    process: Process | None = None,
    track: Track | None = None,
    state: str = ReviewState.PUBLISHED,
    known_on: date | None = None,
    by: Actor | None = None,
    to: Actor | None = None,
    parts: tuple[tuple[Actor, Role], ...] = (),
    topics: tuple[Topic, ...] = (),
) -> AnyEntry:
    """Known on the day on which it begins, unless told otherwise."""
    latest = until or on
    entry.window = Window(
        edtf=edtf or format_edtf(on, latest),
        earliest=on,
        latest=latest,
        phrase=phrase,
        anchor=anchor,
    )
    entry.title = title
    entry.summary = summary
    entry.process = process or Process.objects.first() or create_process()
    entry.track = track
    entry.state = state
    entry.retraction_reason = "wrong" if state == ReviewState.RETRACTED else ""
    entry.known_on = known_on or on
    entry.known_on_by_hand = True
    entry.save()
    if by:
        Part.objects.create(entry=entry, actor=by, role=Role.INITIATOR)
    if to:
        Part.objects.create(entry=entry, actor=to, role=Role.RECIPIENT)
    for actor, role in parts:
        Part.objects.create(entry=entry, actor=actor, role=role)
    for topic in topics:
        EntryTopic.objects.create(entry=entry, topic=topic)
    refresh_derived([entry.pk])
    return entry


def create_development(
    *,
    entry: Entry,
    outcome: str = Outcome.MET,
    on: date = DAY,
    known_on: date | None = None,
    new: tuple[date, date] | None = None,
    event: Event | None = None,
    state: str = ReviewState.PUBLISHED,
) -> Development:
    development = Development(
        entry=entry,
        outcome=outcome,
        event=event,
        known_on=known_on or on,
        known_on_by_hand=True,
        state=state,
        retraction_reason="wrong" if state == ReviewState.RETRACTED else "",
    )
    development.window = Window(edtf=on.isoformat(), earliest=on, latest=on)
    if new:
        development.new_window = Window(edtf=format_edtf(*new), earliest=new[0], latest=new[1])
    development.save()
    return development


def create_link(
    *, source: Entry, target: Entry, type: str = LinkType.FOLLOWS, note: str = ""
) -> EntryLink:
    return EntryLink.objects.create(source=source, target=target, type=type, note=note)


def create_condition_link(
    *, source: Condition, target: Condition, relation: str = Relation.AND
) -> ConditionLink:
    return ConditionLink.objects.create(source=source, target=target, relation=relation)


def create_outlet(*, name: str = "The Test Courier") -> Outlet:
    outlet, _created = Outlet.objects.get_or_create(
        name=name, defaults={"slug": name.lower().replace(" ", "-"), "reliability": "B"}
    )
    return outlet


def create_article(
    *,
    text: str = "The sides met on Friday. If there is no answer, the mediator leaves.",
    title: str = "The sides meet",
    published_on: date = DAY,
    url: str = "",
    outlet: Outlet | None = None,
    reprint_of: Article | None = None,
    origin: Outlet | None = None,
) -> Article:
    return add_article(
        outlet=outlet or create_outlet(),
        title=title,
        published_on=published_on,
        text=text,
        url=url,
        reprint_of=reprint_of,
        origin=origin,
    )


def create_annotation(
    *,
    article: Article,
    exact: str,
    entry: Entry | None = None,
    development: Development | None = None,
    stance: str = Stance.SUPPORTS,
    state: str = ReviewState.PUBLISHED,
    voice: Voice = UNSAID,
) -> Annotation:
    version = article.current
    annotation = annotate(
        version,
        locate(version, exact),
        entry=entry,
        development=development,
        stance=stance,
        voice=voice,
    )
    reason = "wrong" if state == ReviewState.RETRACTED else ""
    Annotation.objects.filter(pk=annotation.pk).update(state=state, retraction_reason=reason)
    annotation.refresh_from_db()
    claim = entry or (development.entry if development else None)
    refresh_derived([claim.pk] if claim else [])
    return annotation


def change_text(article: Article, text: str) -> ArticleVersion:
    """A new version of the text, by somebody who may do that."""
    desk, _created = User.objects.get_or_create(username="desk", is_superuser=True)
    return add_version(article, text, by=desk)
