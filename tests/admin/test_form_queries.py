"""Ten more rows, the same number of queries: on every form of the admin that has rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as published
from tests.admin import factories
from tests.admin.conftest import SignedIn
from tracker.models import (
    ActorAlias,
    Affiliation,
    ConditionLink,
    EntryLink,
    EntryTopic,
    Part,
)


def hang_on(entry: Any, number: int) -> None:
    """One more row of everything that an entry has."""
    Part.objects.create(entry=entry, actor=factories.create_actor(), role="host")
    topic = factories.create_topic(slug=f"topic-{entry.kind}-{number}")
    EntryTopic.objects.create(entry=entry, topic=topic)
    factories.create_source(entry=entry)
    EntryLink.objects.create(source=entry, target=factories.create_event(), type="follows")
    if entry.kind == "condition":
        target = factories.create_condition()
        ConditionLink.objects.create(source=entry, target=target, relation="and")
    if entry.kind != "event":
        development = published.create_development(
            entry=entry, outcome="withdrawn", event=factories.create_event(), state="draft"
        )
        factories.create_source(development=development)


def make_entry(kind: str) -> Any:
    return {
        "event": factories.create_event,
        "deadline": factories.create_deadline,
        "condition": factories.create_condition,
    }[kind]()


def make_development(_model: str) -> Any:
    return factories.create_development(entry=factories.create_deadline())


def hang_on_actor(actor: Any, number: int) -> None:
    ActorAlias.objects.create(actor=actor, name=f"Alias {number}")
    Affiliation.objects.create(actor=actor, to=factories.create_actor())


def hang_on_process(process: Any, number: int) -> None:
    factories.create_track(process=process, slug=f"track-{number}")


def hang_on_development(development: Any, _number: int) -> None:
    factories.create_source(development=development)


def hang_on_article(article: Any, number: int) -> None:
    published.change_text(article, f"The harbour would stay closed {number} times over.")


FORMS: dict[str, tuple[Callable[[str], Any], Callable[[Any, int], None]]] = {
    "event": (make_entry, hang_on),
    "deadline": (make_entry, hang_on),
    "condition": (make_entry, hang_on),
    "development": (make_development, hang_on_development),
    "actor": (lambda _model: factories.create_actor(name="Veldia"), hang_on_actor),
    "process": (lambda _model: factories.create_process(), hang_on_process),
    "article": (lambda _model: factories.create_article(), hang_on_article),
}


def queries_of(ask: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        response = ask()
    assert response.status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("model", FORMS)
def test_ten_more_rows_take_a_form_no_more_queries(as_: SignedIn, model: str) -> None:
    make, hang = FORMS[model]
    row = make(model)
    url = reverse(f"admin:tracker_{model}_change", args=[row.pk])
    client: Client = as_("editor")
    for number in range(2):
        hang(row, number)
    client.get(url)  # what is looked up once a process is looked up here
    few = queries_of(lambda: client.get(url))
    for number in range(2, 12):
        hang(row, number)
    many = queries_of(lambda: client.get(url))
    assert len(many) == len(few), "\n".join(sql[:400] for sql in many)
