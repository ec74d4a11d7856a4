"""What the application says of where deadlines and conditions stand, in each of its ways, in the
words of the slow reading that it is held against."""

from collections import defaultdict
from datetime import date

from django.contrib.auth.models import AnonymousUser

from tests.timeline.slowly import Histories, Stood, stood
from tracker.models import STATUSES, Entry, Kind
from tracker.timeline.rows import rows_of
from tracker.timeline.states import Standing, in_status, with_standing

NOBODY = AnonymousUser()


def slow(histories: Histories, at: date) -> dict[int, Stood]:
    """Every published one."""
    return {
        entry["id"]: stood(entry, steps, at)
        for entry, steps in histories
        if entry["state"] == "published"
    }


def said(standing: Standing) -> Stood:
    return Stood(standing.status, standing.since, standing.earliest, standing.latest, standing.step)


def annotated(at: date) -> dict[int, Stood]:
    entries = with_standing(Entry.objects.published().exclude(kind=Kind.EVENT), at=at)
    return {entry.pk: said(entry.standing) for entry in entries}  # type: ignore[attr-defined]


def listed(at: date, keys: list[int]) -> dict[int, Stood]:
    """As the rows of a page have it."""
    rows = rows_of(keys, reader=NOBODY, at=at)
    return {row.pk: said(row.standing) for row in rows if row.standing}


def filtered(at: date) -> dict[str, set[int]]:
    """Whom each `status=` finds."""
    published = Entry.objects.published()
    found = {
        one: in_status(published, [one], at=at).values_list("pk", flat=True) for one in STATUSES
    }
    return {status: set(keys) for status, keys in found.items() if keys}


def by_status(states: dict[int, Stood]) -> dict[str, set[int]]:
    found = defaultdict(set)
    for key, standing in states.items():
        found[standing.status].add(key)
    return dict(found)
