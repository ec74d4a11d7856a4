"""Keys that take one value: given two that differ, neither is shown as if it were the question."""

import pytest
from django.test import Client
from django.utils.html import escape

from tests.everything import create_everything
from tests.views.page import get, one, text

pytestmark = pytest.mark.django_db

DAYS = ("2025-04-18", "2025-04-20")
OF_FILTERS = {
    "q": ("harbour", "ships"),
    "from": DAYS,
    "to": DAYS,
    "as_of": DAYS,
    "since": DAYS,
    "order": ("newest", "oldest"),
    "after": ("2025-04-18_1", "2025-04-20_1"),
}
OF_PAGES = [
    ("/actors/", "name", ("a", "b")),
    ("/actors/", "belongs_to", ("arland", "envoy")),
    ("/actors/", "after", ("1A", "1B")),
    ("/processes/talks/changes/", "visited", ("2025-04-18T09:30Z", "2025-04-20T09:30Z")),
    ("/processes/talks/changes/", "without", ("track", "tracks")),
    ("/processes/talks/changes/", "after", ("3_1_2025-04-18", "3_1_2025-04-20")),
    ("/processes/talks/demands/", "cell", ("arland:envoy", "envoy:arland")),
    ("/processes/talks/conditions/", "outcome", ("1", "2")),
]
PAGES = ("/timeline/", "/timeline.csv", "/processes/talks/", "/articles/")
CASES = [*((page, key, values) for key, values in OF_FILTERS.items() for page in PAGES), *OF_PAGES]


@pytest.fixture(autouse=True)
def _record() -> None:
    create_everything()


@pytest.mark.parametrize(("page", "key", "values"), CASES)
def test_two_that_differ_are_an_error_that_names_both(
    client: Client, page: str, key: str, values: tuple[str, str]
) -> None:
    first, second = values
    response = client.get(page, {key: [first, second]})
    assert response.status_code == 400
    said = f"“{first}” and “{second}” cannot both be meant"
    assert escape(said) in response.content.decode()


def test_it_stands_beside_the_field_which_shows_what_was_asked_last(client: Client) -> None:
    shown = get(client, f"/timeline/?as_of={DAYS[0]}&as_of={DAYS[1]}", status=400)
    assert "cannot both be meant" in text(one(shown, "#error-as_of"))
    assert one(shown, "#filter-as_of").get("value") == DAYS[1]


@pytest.mark.parametrize(("key", "values"), OF_FILTERS.items())
def test_what_is_said_twice_and_an_empty_field_are_no_contradiction(
    client: Client, key: str, values: tuple[str, str]
) -> None:
    again = client.get("/timeline/", {key: [values[0], "", values[0]]})
    assert again.status_code == 200
