"""`manage.py window`: what words mean, for programs."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tracker.dates.page import page
from tracker.startup import needs_database


def window(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("window", *arguments, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_it_prints_the_window_with_its_reason() -> None:
    assert window("as early as next week", "--anchor", "2025-04-18") == {
        "phrase": "as early as next week",
        "anchor": "2025-04-18",
        "edtf": "[2025-04-21..]",
        "earliest": "2025-04-21",
        "latest": None,  # nobody has said how late
        "why": "not before 21 April 2025, most likely by 27 April 2025; no end is said; "
        "next week, Monday to Sunday, seen from Friday 18 April 2025",
    }


@pytest.mark.parametrize(
    ("arguments", "earliest", "latest"),
    [
        (["within days", "--anchor", "2025-04-18"], "2025-04-19", "2025-04-25"),
        (["by 8 April 2025", "--anchor", "2025-04-18"], None, "2025-04-08"),
        (["on Thursday", "--anchor", "2025-04-18"], "2025-04-17", "2025-04-17"),
        (
            ["on Thursday", "--anchor", "2025-04-18", "--direction", "future"],
            *("2025-04-24", "2025-04-24"),
        ),
    ],
)
def test_open_ends_are_null(arguments: list[str], earliest: str | None, latest: str | None) -> None:
    found = window(*arguments)
    assert (found["earliest"], found["latest"]) == (earliest, latest)


def test_words_count_from_today_unless_an_anchor_is_given() -> None:
    found = window("yesterday")
    assert found["anchor"] == timezone.localdate().isoformat()
    assert date.fromisoformat(found["earliest"]) < timezone.localdate()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["before the summit", "--anchor", "2025-04-18"], "“the summit” is not a date"),
        (["soon"], "names no length of time"),
        (["soon", "--anchor", "18 April"], "is not a day such as 2025-04-18"),
        ([], "Say which words"),
    ],
)
def test_where_it_does_not_know_it_says_why(arguments: list[str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason) as refused:
        call_command("window", *arguments)
    assert refused.value.returncode == 1


def test_it_prints_the_table_of_rules() -> None:
    out = StringIO()
    call_command("window", "--rules", stdout=out)
    assert out.getvalue() == page()


def test_it_needs_no_database() -> None:
    assert not needs_database(["manage.py", "window", "soon"])
