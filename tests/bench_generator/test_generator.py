"""The synthetic entries of the benchmarks are such as the application could have written itself."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.benchmarks.generator import RARE_ENTRIES, Generator
from tests.benchmarks.load import copy
from tests.benchmarks.usual_csv import write
from tests.benchmarks.vocabulary import COMMON, RARE
from tracker.editing.derived import refresh_derived
from tracker.models import (
    Annotation,
    Article,
    Condition,
    Deadline,
    Development,
    Entry,
    Event,
    Kind,
)
from tracker.selectors.anchor import find
from tracker.selectors.quote import TextQuote
from tracker.timeline.states import with_standing

COUNT = 300


@pytest.fixture
def entries(db: None) -> None:
    connection.ensure_connection()
    for lines in Generator(COUNT, today=timezone.localdate()).chunks(size=100):
        # With all triggers: nothing is let past that the database would refuse an editor.
        copy(connection.connection, lines)
    # Without figures the planner takes a few hundred rows for none, and walks them again and again.
    connection.cursor().execute("ANALYZE")


@pytest.mark.usefixtures("entries")
def test_every_row_is_one_that_the_database_takes() -> None:
    connection.check_constraints()
    assert Entry.objects.count() == COUNT
    of_kind = [Event.objects.count(), Deadline.objects.count(), Condition.objects.count()]
    assert sum(of_kind) == COUNT
    assert COUNT / 7 < of_kind[1] + of_kind[2] < COUNT / 4
    assert Article.objects.count() == COUNT / 3


@pytest.mark.usefixtures("entries")
def test_quotes_stand_in_their_articles_at_their_places() -> None:
    annotations = Annotation.objects.select_related("version")
    assert COUNT <= len(annotations) <= 3 * COUNT
    assert any(char > "\uffff" for one in annotations for char in one.version.text)
    for one in annotations:
        text = one.version.text
        assert one.quote == TextQuote.from_span(text, one.start, one.end)
        place = find(one.quote, text, hint=one.start)
        assert place
        assert (place.start, place.end) == (one.start, one.end)


@pytest.mark.usefixtures("entries")
def test_what_follows_from_other_rows_follows_from_them() -> None:
    def derived() -> list[tuple[object, ...]]:
        return [
            *Entry.objects.order_by("pk").values_list("pk", "known_on", "words", "updated_at"),
            *Development.objects.order_by("pk").values_list("pk", "known_on"),
        ]

    before = derived()
    refresh_derived(Entry.objects.values_list("pk", flat=True))
    assert derived() == before


@pytest.mark.usefixtures("entries")
def test_three_claims_in_ten_still_run() -> None:
    claims = with_standing(Entry.objects.exclude(kind=Kind.EVENT), at=timezone.localdate())
    statuses = [claim.standing.status for claim in claims]  # type: ignore[attr-defined]
    running = [status for status in statuses if status in ("upcoming", "open", "overdue")]
    assert len(statuses) / 4 < len(running) < len(statuses) / 3
    assert set(running) == {"upcoming", "open", "overdue"}
    assert len(set(statuses)) > 10


@pytest.mark.usefixtures("entries")
def test_pages_show_them(client: Client) -> None:
    event, deadline, condition = (
        model.objects.filter(state="published").latest("pk")
        for model in (Event, Deadline, Condition)
    )
    for address in (
        *("/", "/timeline/?status=open", f"/timeline/?q={COMMON}", "/timeline/?as_of=2021-01-01"),
        *("/timeline/?status=overdue", "/?as_of=2021-01-01", "/processes/process-01/changes/"),
        *("/processes/process-01/", "/actors/actor-0001/"),
        *(entry.get_absolute_url() for entry in (event, deadline, condition)),
        event.annotations.latest("pk").version.article.get_absolute_url(),
    ):
        assert client.get(address).status_code == 200, address
    rare = client.get(f"/timeline.csv?q={RARE}").getvalue()
    assert len(rare.splitlines()) == RARE_ENTRIES + 1


@pytest.mark.usefixtures("entries")
def test_the_usual_way_that_we_are_measured_against_writes_the_same_cells(client: Client) -> None:
    usual = StringIO(newline="")
    write(usual)
    ours = b"".join(client.get("/timeline.csv")).decode()
    assert list(csv.reader(StringIO(usual.getvalue(), newline=""))) == list(
        csv.reader(StringIO(ours, newline=""))
    )


def test_the_same_seed_number_and_day_give_the_same_rows() -> None:
    def rows(*, day: int = 1, seed: int = 7) -> list[object]:
        return list(Generator(60, today=date(2026, 3, day), seed=seed).chunks())

    assert rows() == rows()
    assert rows() != rows(day=2)
    assert rows() != rows(seed=8)
