"""The demonstration of the article of 18 April 2025: what showed of it on which day, everywhere."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from urllib.parse import quote_plus

import pytest
import pytest_django
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from tests.factories import create_user
from tests.views.page import every, get, one, text, texts
from tracker.editing import demo
from tracker.editing.pending import publish_developments
from tracker.models import Actor, Article, Development, Entry, Outcome

pytestmark = pytest.mark.django_db

PROCESS = "/processes/russia-ukraine-2025/"
OUT = date(2025, 4, 18)
WARNING = "The United States leaves unless there is progress"


@pytest.fixture(scope="module")
def record(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(
            editor=create_user("writer", "Editors"), reviewer=create_user("checker", "Reviewers")
        )
        yield
        transaction.set_rollback(True)


def rows(client: Client, query: str) -> dict[str, dict[str, str]]:
    table = client.get(f"{PROCESS}timeline.csv?{query}").getvalue().decode()
    return {row["title"]: row for row in csv.DictReader(StringIO(table, newline=""))}


def listed(client: Client, query: str) -> set[str]:
    """The titles on the pages of the process, however many there are."""
    found: set[str] = set()
    address = f"{PROCESS}?{query}"
    while address:
        shown = get(client, address)
        found |= {text(link) for heading in every(shown, "h4") for link in heading.findall("a")}
        more = every(shown, "#more")
        address = one(more[0], "a").get("href", "") if more else ""
    return found


def total(client: Client, query: str) -> int:
    shown = get(client, f"{PROCESS}?{query}")
    return int(text(every(one(shown, "div.chosen"), "span")[0]).split()[0])


@pytest.fixture
def remarks(record: None) -> dict[str, Entry]:
    """What became known on 18 April."""
    found = Entry.objects.published().filter(process__slug="russia-ukraine-2025", known_on=OUT)
    assert found.count() >= 8
    return {entry.title: entry for entry in found}


def test_the_day_before_nothing_of_the_remarks_shows(
    client: Client, remarks: dict[str, Entry]
) -> None:
    then = "as_of=2025-04-17"
    article = Article.objects.get(published_on=OUT)
    pages = ["/", "/timeline/", PROCESS, f"{PROCESS}changes/", "/actors/", "/articles/"]
    pages += [actor.get_absolute_url() for actor in Actor.objects.all()]
    pages += [entry.get_absolute_url() for entry in Entry.objects.published()]
    pages += [article.get_absolute_url() for article in Article.objects.all()]
    for url in pages:
        shown = text(get(client, f"{url}?{then}"))
        told = [title for title in remarks if title in shown]
        assert told == [], url
        assert article.title not in shown, url
        assert "may well decide" not in shown, url
    # On the day itself they do.
    assert remarks.keys() <= listed(client, "as_of=2025-04-18")


def test_the_day_before_no_search_no_number_and_no_file_knows_of_them(
    client: Client, remarks: dict[str, Entry]
) -> None:
    then = "as_of=2025-04-17"
    known = Entry.objects.published().filter(process__slug="russia-ukraine-2025", known_on__lt=OUT)
    titles = set(known.values_list("title", flat=True))
    assert listed(client, then) == rows(client, then).keys() == titles
    assert total(client, then) == len(titles)
    for title in remarks:
        words = "q=" + quote_plus(f'"{title}"')
        assert listed(client, f"{words}&{then}") & remarks.keys() == set()
        assert rows(client, f"{words}&{then}").keys() & remarks.keys() == set()
        assert title in listed(client, f"{words}&as_of=2025-04-18")
    # What was known already is found by its own sources alone: the newer article quotes it, too.
    for words in ("door", "constructive", "matter of weeks", "may well decide"):
        assert listed(client, f"q={quote_plus(words)}&{then}") == set(), words
    for kind in ("event", "deadline", "condition"):
        number = known.filter(kind=kind).count()
        assert total(client, f"kind={kind}&{then}") == number


def test_recording_that_talks_went_on_turns_the_warning_and_no_earlier_day(
    client: Client, record: None, reviewer: User
) -> None:
    warning = Entry.objects.get(title=WARNING)
    url = warning.get_absolute_url()
    step = warning.developments.get()
    assert (step.outcome, step.known_on) == (Outcome.NOT_CARRIED_OUT, date(2025, 5, 21))
    # As it was before anybody had recorded it.
    Development.objects.filter(pk=step.pk).update(state="draft")

    def status(query: str) -> list[str]:
        shown = get(client, f"{url}?{query}")
        return [*texts(one(shown, "p.status"), "span")[:1], rows(client, query)[WARNING]["status"]]

    days = ("2025-04-18", "2025-04-19", "2025-04-20", "2025-05-20")
    before = {day: status(f"as_of={day}") for day in days}
    assert before["2025-04-18"][1] == "upcoming"
    assert before["2025-04-20"] == ["open, 5 days left", "open"]
    assert before["2025-05-20"][1] == status("")[1] == "overdue"
    assert WARNING in listed(client, "status=overdue")
    assert WARNING in listed(client, "status=open&as_of=2025-04-20")

    assert publish_developments([Development.objects.get(pk=step.pk)], by=reviewer) == 1

    assert status("") == ["not carried out", "not_carried_out"]
    assert status("as_of=2025-05-21") == ["not carried out", "not_carried_out"]
    assert {day: status(f"as_of={day}") for day in days} == before
    assert WARNING in listed(client, "status=not_carried_out")
    assert WARNING not in listed(client, "status=overdue")
    assert WARNING in listed(client, "status=open&as_of=2025-04-20")
    assert WARNING not in listed(client, "status=not_carried_out&as_of=2025-04-20")
    changed = text(get(client, f"{PROCESS}changes/?since=2025-05-20&as_of=2025-05-21"))
    assert f"Not carried out {WARNING}" in changed
    assert step.note not in text(get(client, f"{url}?as_of=2025-04-20"))
