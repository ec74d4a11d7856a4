"""Where deadlines and conditions stand, worked out slowly from the rows that people wrote: one
entry, one day, one step at a time, in Python alone. Nothing here is the application's, so that it
can be held against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True)
class Stood:
    status: str
    since: date
    earliest: date
    latest: date
    step: int | None


@dataclass(frozen=True)
class Moved:
    times: int
    counted: int
    days: int
    later: int


Row = dict[str, Any]
Histories = list[tuple[Row, list[Row]]]


def fetch(query: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def histories() -> Histories:
    """Every deadline and condition with its developments, as they lie in the tables."""
    entries = fetch("SELECT * FROM tracker_entry WHERE kind IN ('deadline', 'condition')")
    steps = fetch("SELECT * FROM tracker_development")
    return [
        (entry, [step for step in steps if step["entry_id"] == entry["id"]]) for entry in entries
    ]


def stood(entry: Row, steps: Iterable[Row], at: date) -> Stood:
    """Where it stood at the end of a day, by what was known then."""
    first, last = entry["earliest"], entry["latest"]
    waiting_since = entry["anchor"] or entry["known_on"]
    outcome, decided_by = "", None
    for step in _told(steps, at):
        if step["outcome"] in ("extended", "shortened"):
            first, last = step["new_earliest"], step["new_latest"]
            outcome, waiting_since = "", step["earliest"]
        elif step["outcome"] == "reiterated":
            continue
        else:
            outcome = step["outcome"]
            began = step["earliest"] if step["earliest"] != FIRST_DAY else step["known_on"]
        decided_by = step["id"]
    if outcome:
        return Stood(outcome, began, first, last, decided_by)
    if at < first:
        return Stood("upcoming", waiting_since, first, last, decided_by)
    if at > last:
        return Stood("overdue", last + timedelta(days=1), first, last, decided_by)
    opened = first if first != FIRST_DAY else entry["anchor"] or entry["known_on"]
    return Stood("open", opened, first, last, decided_by)


def moved(entry: Row, steps: Iterable[Row], at: date) -> Moved:
    """How often its last day had been moved by then, and by how many days."""
    last, times, counted, days, later = entry["latest"], 0, 0, 0, 0
    for step in _told(steps, at):
        if step["outcome"] not in ("extended", "shortened"):
            continue
        times += 1
        if LAST_DAY not in (last, step["new_latest"]):
            counted += 1
            days += abs((step["new_latest"] - last).days)
            later += (step["new_latest"] - last).days
        last = step["new_latest"]
    return Moved(times, counted, days, later)


def _told(steps: Iterable[Row], at: date) -> list[Row]:
    """What had been published of it and was known by then, as it happened."""
    known = [step for step in steps if step["state"] == "published" and step["known_on"] <= at]
    return sorted(known, key=lambda step: (step["earliest"], step["known_on"], step["id"]))
