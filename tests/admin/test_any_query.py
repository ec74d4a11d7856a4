"""What no list can be narrowed by is answered in words: Django's page that says so, or a 400."""

from collections.abc import Iterator
from datetime import date
from random import Random
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.admin.views.main import ERROR_FLAG
from django.db.models import Model
from django.urls import reverse

from tests.admin.conftest import SignedIn
from tests.everything import create_everything
from tests.factories import create_event
from tracker.admin.base import Answering

MODELS = [model for model, its in admin.site._registry.items() if isinstance(its, Answering)]
JUNK = [
    *("\x00", "a\x00b", "", "[]", "(", "\\", "nan", "-1", "0", "1e9", "1,2", "a,\x00", "٣", "²"),
    *("9999", "10000", "9" * 10, "9223372036854775807", "9223372036854775808", "9" * 5000),
    *("0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2025-02-31", "x" * 3000, "{}"),
]
LOOKUPS = ("", "exact", "in", "gt", "lte", "range", "isnull", "year", "month", "day", "regex")
CHOSEN = ["a", "\x00", "", "-1", "1.5", "9" * 30, "9" * 5000, "9223372036854775808", "٣"]
AT_MOST = 20  # questions for each list, of some ten thousand


def questions(model: type[Model]) -> Iterator[tuple[str, str]]:
    names = [field.name for field in model._meta.get_fields() if field.concrete]
    its = admin.site._registry[model]
    for one in its.list_filter:
        if isinstance(one, str):
            names.append(one)
        else:
            names.append(one.parameter_name)  # type: ignore[union-attr]
    keys = [f"{name}__{lookup}" if lookup else name for name in names for lookup in LOOKUPS]
    if its.date_hierarchy:
        yield from ((f"{its.date_hierarchy}__year", value) for value in JUNK)
    rest = [(key, value) for key in (*keys, *"opqe", "all", "_to_field") for value in JUNK]
    Random(1).shuffle(rest)
    yield from rest[:AT_MOST]


def list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{named(model)}_changelist")


def named(model: type[Model]) -> str:
    return str(model._meta.model_name)


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_no_question_breaks_a_list(as_: SignedIn, model: type[Model]) -> None:
    create_everything()
    create_event(on=date(9999, 12, 30))
    client, url = (
        as_("superuser"),
        list_of(model),
    )
    client.raise_request_exception = False
    wrong = []
    for key, value in questions(model):
        answer = client.get(f"{url}?{key}={quote(value)}")
        # Read in full, refused, or sent to the page that says so.
        if answer.status_code not in (200, 302, 400):
            wrong.append((key, value[:30], answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    ("model", "query"),
    [
        ("entry", "kind__exact=%00"),
        ("entry", "earliest__year=9223372036854775808"),
        ("entry", "created_at__year=-1"),
        ("entry", "title__regex=["),
        ("article", "published_on__year=9223372036854775808"),
    ],
)
def test_a_question_that_makes_no_sense_leads_to_the_whole_list(
    as_: SignedIn, model: str, query: str
) -> None:
    url = reverse(f"admin:tracker_{model}_changelist")
    client = as_("reviewer")
    answer = client.get(f"{url}?{query}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{url}?{ERROR_FLAG}=1")
    assert client.get(answer.headers["Location"]).status_code == 200
    sent = client.post(f"{url}?{query}", {"action": "retract", "_selected_action": "1"})
    assert sent.status_code == 400


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_no_choice_of_rows_breaks_an_action(as_: SignedIn, model: type[Model]) -> None:
    create_everything()
    client, url = (
        as_("superuser"),
        list_of(model),
    )
    client.raise_request_exception = False
    its = admin.site._registry[model]
    actions = [*(its.actions or ()), "delete_selected"]
    first = model._default_manager.order_by("pk").values_list("pk", flat=True)[0]
    wrong = []
    for action in actions:
        for chosen in CHOSEN:
            for data in (
                {"_selected_action": chosen},
                {"_selected_action": str(first), "ids": chosen, "reason": "Wrong"},
            ):
                answer = client.post(url, {"action": action, **data})
                if answer.status_code not in (200, 302, 400, 403):
                    wrong.append((action, str(data)[:60], answer.status_code))
    assert wrong == []
    assert client.post(url, {"action": actions[0], "_selected_action": "a"}).status_code == 400
