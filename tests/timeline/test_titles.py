"""Entries by words of their titles, while these are still being typed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DAY, create_event
from tracker.models import Entry
from tracker.timeline import titles
from tracker.timeline.titles import newest_titled

pytestmark = pytest.mark.django_db

# The newest first.
TITLES = [
    "Negotiations in Paris",
    "The envoys meet in Paris",
    "Answer of the 30-day ceasefire's guarantors",
    "Ça ira: диалог",
]


@pytest.fixture(autouse=True)
def events(db: None) -> None:
    for place, title in enumerate(TITLES):
        create_event(title=title, summary="Geneva", on=DAY - timedelta(place))


def found(q: str, *, most: int = 10) -> list[int]:
    return [TITLES.index(one.title) for one in newest_titled(Entry.objects.all(), q, most=most)]


ANYHOW = [
    ("", [0, 1, 2, 3]),
    ("paris", [0, 1]),
    ("PARIS nego", [0]),
    ("negotiations", [0]),
    ("negot", [0]),
    ("the envoys", [1]),
    ("answer of the", [2]),
    ("30-day", [2]),
    ("30", [2]),
    ("ceasefire's", [2]),
    ("диал", [3]),
    ("Ça", [3]),
    ("Geneva", []),
    ("100%", []),
    ("\\", []),
    ("' | paris", [0, 1]),  # marks are no words, to the index
    ("& !", []),
    (" ".join(["paris"] * 40), [0, 1]),
    ("x" * 5000, []),
]


@pytest.mark.parametrize(("q", "places"), ANYHOW)
@pytest.mark.parametrize("recent", [2000, 0], ids=["recent", "older"])
def test_every_word_of_the_title_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, recent: int, q: str, places: list[int]
) -> None:
    monkeypatch.setattr(titles, "RECENT", recent)
    assert found(q) == places


@pytest.mark.parametrize("length", range(1, 13))
def test_a_recent_one_is_found_at_every_letter(length: int) -> None:
    assert 0 in found("negotiations"[:length])


def test_the_recent_and_the_older_stand_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(titles, "RECENT", 1)
    assert found("paris") == [0, 1]
    assert found("paris", most=1) == [0]


def test_a_frequent_word_never_comes_to_the_index() -> None:
    with CaptureQueriesContext(connection) as queries:
        found("paris", most=2)
    assert len(queries) == 1
