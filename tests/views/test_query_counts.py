"""Ten more rows, the same number of queries: on every page that lists something."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
    create_process,
    create_topic,
    create_track,
)
from tracker.editing.annotate import Voice
from tracker.models import (
    Actor,
    ActorAlias,
    Affiliation,
    Article,
    Condition,
    Entry,
    LinkType,
    Outcome,
    Process,
    Role,
    Track,
)
from tracker.timeline import sketches
from tracker.timeline.revisions import revisions_of

pytestmark = pytest.mark.django_db

TEXT = "They met. " * 3
MORE = {**HTMX, "HX-Target": "more"}


def add_rows(number: int) -> None:
    """As many rows of everything that a page lists."""
    main = Process.objects.get(slug="main")
    subject = Entry.objects.get(title="Subject")
    condition = Condition.objects.get(title="Condition")
    reading = Article.objects.get(title="Reading")
    for _ in range(number):
        actor, topic = create_actor(), create_topic(slug=f"topic-{Entry.objects.count()}")
        ActorAlias.objects.create(actor=actor, name=f"Alias of {actor.name}")
        Affiliation.objects.create(actor=actor, to=subject.actors.all()[0])
        parts = ((actor, Role.INITIATOR), (subject.actors.all()[0], Role.RECIPIENT))
        track = Track.objects.get(process=main)
        common = {"process": main, "track": track, "parts": parts, "topics": (topic,)}
        event = create_event(**common)  # type: ignore[arg-type]
        deadline = create_deadline(**common)  # type: ignore[arg-type]
        other = create_condition(**common)  # type: ignore[arg-type]
        create_development(entry=deadline, outcome=Outcome.MET)
        article = create_article(text=TEXT + actor.name)
        create_annotation(article=article, exact=actor.name, entry=event)
        create_annotation(article=article, exact=actor.name, entry=subject)
        create_annotation(article=reading, exact=f"word{event.pk % 40}x", entry=event)
        step = create_development(entry=subject, outcome=Outcome.REITERATED, event=event)
        create_annotation(article=article, exact=actor.name, development=step)
        create_annotation(article=reading, exact=f"word{event.pk % 40}x", development=step)
        create_link(source=subject, target=event)
        create_link(source=deadline, target=subject)
        create_link(source=event, target=subject, type=LinkType.CONTRADICTS)
        reprint = create_article(text=TEXT + actor.name, reprint_of=article)
        create_annotation(
            article=reprint,
            exact=actor.name,
            entry=subject,
            stance="disputes",
            voice=Voice(speaker=actor, mode="quoted"),
        )
        create_annotation(article=reprint, exact=actor.name, entry=event)
        create_condition_link(source=condition, target=other)
        create_event(process=create_process(), process_state="active")


@pytest.fixture
def record() -> None:
    main = create_process(slug="main")
    create_track(process=main)
    subject = create_actor(name="Subject")
    create_deadline(title="Subject", process=main, by=subject)
    create_condition(title="Condition", process=main, by=subject)
    create_article(title="Reading", text=" ".join(f"word{n}x" for n in range(40)))
    add_rows(2)


def first_actor() -> str:
    """One that has demanded something of the subject from the beginning."""
    return Actor.objects.exclude(slug="subject").order_by("pk")[0].slug


URLS: dict[str, Callable[[], str]] = {
    "front": lambda: "/",
    "timeline": lambda: "/timeline/",
    "search": lambda: "/timeline/?q=answer&as_of=2025-04-20",
    "choices": lambda: "/timeline/choices/actor/",
    "choices of what is found": lambda: "/processes/main/choices/topic/?q=answer",
    "process": lambda: "/processes/main/",
    "deadlines": lambda: "/processes/main/deadlines/",
    "deadlines found": lambda: "/processes/main/deadlines/?q=answer&status=met&as_of=2025-04-20",
    "conditions": lambda: "/processes/main/conditions/",
    "conditions of a state": lambda: "/processes/main/conditions/?status=overdue",
    "an outcome": lambda: (
        "/processes/main/conditions/?outcome="
        f"{Condition.objects.get(title='Condition').pk}&as_of=2025-04-20"
    ),
    "demands": lambda: "/processes/main/demands/",
    "a cell": lambda: f"/processes/main/demands/?cell={first_actor()}:subject&as_of=2025-04-20",
    "briefing": lambda: "/processes/main/?view=dossier",
    "briefing of everything": lambda: "/timeline/?view=dossier&as_of=2025-04-20",
    "process as of": lambda: "/processes/main/?as_of=2025-04-20&kind=event",
    "changes": lambda: "/processes/main/changes/?since=0001-01-01",
    "changes of a track": lambda: "/processes/main/changes/?track=ceasefire&as_of=2025-04-20",
    "changes since a visit": lambda: "/processes/main/changes/?visited=2025-04-20T09:30Z",
    "since the last visit": lambda: "/since/?first=1700000000",
    "actor": lambda: "/actors/subject/",
    "actors": lambda: "/actors/",
    "actors found": lambda: "/actors/?name=alias+of&as_of=2025-04-20&after=1A",
    "actors of one": lambda: "/actors/?belongs_to=subject&process=main",
    "articles": lambda: "/articles/",
    "articles before": lambda: "/articles/?as_of=2025-04-20&after=2030-01-01_1",
    "entry": lambda: f"/entries/{Entry.objects.get(title='Subject').pk}/",
    "condition": lambda: f"/entries/{Entry.objects.get(title='Condition').pk}/",
    "article": lambda: f"/articles/{Article.objects.get(title='Reading').pk}/",
}


def subject() -> str:
    return f"/entries/{Entry.objects.get(title='Subject').pk}/"


def a_revision() -> str:
    entry = Entry.objects.get(title="Subject")
    newest = revisions_of(entry, reader=User.objects.get(username="editor"))[0]
    return f"{subject()}history/{newest.key}/"


OF_EDITORS: dict[str, Callable[[], str]] = {
    "history": lambda: f"{subject()}history/",
    "a revision": a_revision,
    "contrary accounts": lambda: f"{subject()}contrary/?q=entry",
}

# Answered to htmx with a part of the page, and files: by address, and what else is sent.
PARTS = {
    "filters and list": ("/timeline/?kind=event", HTMX),
    "process's filters and list": ("/processes/main/?kind=event", HTMX),
    "process's deadlines": ("/processes/main/deadlines/?status=met", HTMX),
    "filters and conditions": ("/processes/main/conditions/?q=answer", HTMX),
    "more conditions": ("/processes/main/conditions/?after=2030-01-01_1", MORE),
    "filters and demands": ("/processes/main/demands/?q=answer", HTMX),
    "more of the timeline": ("/timeline/?after=2030-01-01_1", MORE),
    "more of a process": ("/processes/main/?after=2030-01-01_1", MORE),
    "more of an actor": ("/actors/subject/?after=2030-01-01_1", MORE),
    "more actors": ("/actors/?after=1A", MORE),
    "more changes": ("/processes/main/changes/?without=track&after=3_1_2030-01-01", MORE),
    "more articles": ("/articles/?after=2030-01-01_1", MORE),
}
FILES = ("/timeline.csv", "/processes/main/timeline.csv", "/timeline.csv?q=answer&order=oldest")


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("who", ["client", "editor_client"])
def test_ten_more_rows_take_no_more_queries(request: pytest.FixtureRequest, who: str) -> None:
    client: Client = request.getfixturevalue(who)

    def count() -> dict[str, int]:
        numbers = {}
        urls = URLS | (OF_EDITORS if who == "editor_client" else {})
        for name, url in urls.items():
            address = url()
            sketches.kept.cache_clear()  # as in a process that has just begun
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            assert response.status_code == 200
            numbers[name] = len(queries)
        for name, (address, headers) in PARTS.items():
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address, headers=headers)
            assert response.status_code == 200
            assert b"<html" not in response.content, name
            numbers[name] = len(queries)
        for address in FILES:
            with CaptureQueriesContext(connection) as queries:
                lines = b"".join(client.get(address)).count(b"\r\n")
            assert lines > 2
            numbers[address] = len(queries)
        return numbers

    count()  # what is looked up once a process, such as content types, is looked up here
    before = count()
    add_rows(10)
    assert count() == before
