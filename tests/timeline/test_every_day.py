"""The state of every deadline and condition of the demonstration, on every day of five months, held
against a slow reading of the rows in Python."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
import pytest_django
from django.db import transaction
from django.test import Client

from tests.factories import (
    create_user,
)
from tests.timeline.said import NOBODY, annotated, by_status, filtered, listed, said, slow
from tests.timeline.slowly import histories
from tests.views.page import every, get, one, texts
from tracker.editing import demo
from tracker.exports.csv import csv_blocks
from tracker.models import (
    Entry,
    Kind,
    Process,
)
from tracker.timeline.counts import count
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import TimelineFilter

IRAN = "iran-nuclear-2015"
FIRST, LAST = date(2015, 3, 1), date(2015, 7, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """Loaded once; each test is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(
            editor=create_user("editor", "Editors"), reviewer=create_user("reviewer", "Reviewers")
        )
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_state_on_every_day_of_2015_is_that_of_a_slow_reading(demonstration: None) -> None:
    told = histories()
    for day in DAYS:
        expected = slow(told, day)
        assert annotated(day) == expected, day
        assert listed(day, list(expected)) == expected, day
        assert filtered(day) == by_status(expected), day


@pytest.mark.django_db
def test_pages_counts_and_files_of_every_day_say_the_same(demonstration: None) -> None:
    """As known on that day: what was not known yet is not there."""
    process = Process.objects.get(slug=IRAN).pk
    told = [history for history in histories() if history[0]["process_id"] == process]
    for day in DAYS:
        asked = TimelineFilter(choices={"process": (IRAN,)}, days={"as_of": day})
        entries = timeline_entries(asked, reader=NOBODY)
        known = [history for history in told if history[0]["known_on"] <= day]
        there = slow(known, day)
        found = {one.pk: one.standing for one in entries if one.kind != Kind.EVENT}  # type: ignore[attr-defined]
        assert {key: said(standing) for key, standing in found.items()} == there, day
        counted = count(asked, ["status"], reader=NOBODY).choices["status"]
        numbers = {one.value: one.number.value for one in counted}
        assert numbers == Counter(one.status for one in there.values()), day
        text = b"".join(csv_blocks(entries, newest_first=True, as_of=day)).decode()
        rows = [row for row in csv.DictReader(StringIO(text)) if row["status"]]
        assert {int(row["id"]): (row["status"], row["status_since"]) for row in rows} == {
            key: (one.status, one.since.isoformat()) for key, one in there.items()
        }, day


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "story"),
    [
        (
            "Political outline by the end of March",
            [("03-01", "open", "03-31"), ("04-01", "missed", "03-31")],
        ),
        (
            "Finished agreement by 30 June",
            [
                ("03-01", "open", "06-30"),
                ("06-30", "open", "07-07"),
                ("07-07", "open", "07-10"),
                ("07-10", "open", "07-13"),
                ("07-14", "missed", "07-13"),
            ],
        ),
    ],
)
def test_the_story_of_2015_by_the_days_on_which_it_changed(
    demonstration: None, title: str, story: list[tuple[str, str, str]]
) -> None:
    (entry,) = Entry.objects.filter(title=title)
    told: list[tuple[str, str, str]] = []
    for day in DAYS:
        found = annotated(day)[entry.pk]
        now = (found.status, f"{found.latest:%m-%d}")
        if not told or told[-1][1:] != now:
            told.append((f"{day:%m-%d}", *now))
    assert told == story


@pytest.mark.django_db
def test_the_page_of_that_deadline_shows_its_chain(demonstration: None, client: Client) -> None:
    (entry,) = Entry.objects.filter(title="Finished agreement by 30 June")
    shown = get(client, f"/entries/{entry.pk}/")
    figure = one(shown, "figure.chain")
    assert texts(figure, "p.moved") == ["Moved 3 times, 13 days later in all."]
    assert texts(figure, "text.day") == ["30 Jun 2015", "7 Jul 2015", "10 Jul 2015", "13 Jul 2015"]
    assert texts(figure, "text.outcome") == ["missed, 14 Jul 2015"]
    assert [words.split(" known")[0] for words in texts(figure, "li")] == [
        "Stated: “by 30 June 2015”, some day 24 November 2014 – 30 June 2015",
        "Extended 30 Jun 2015: “until 7 July”, 30 June – 7 July 2015, 7 days later",
        "Extended 7 Jul 2015: “until 10 July”, 7–10 July 2015, 3 days later",
        "Extended 10 Jul 2015: “until 13 July”, 10–13 July 2015, 3 days later",
        "Missed 14 Jul 2015",
    ]
    # On each day it is as long as it was then.
    for day, bars in (("2015-06-29", 1), ("2015-06-30", 2), ("2015-07-07", 3), ("2015-07-10", 4)):
        figure = one(get(client, f"/entries/{entry.pk}/?as_of={day}"), "figure.chain")
        assert len(every(figure, "rect.bar")) == bars
        assert every(figure, "g.mark") == []
