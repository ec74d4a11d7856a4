"""/window/: what words mean, before anything is saved."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.views.page import get, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def says(client: Client, **query: str) -> str:
    return text(get(client, f"/window/?{urlencode(query)}"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, ""),
        ({"anchor": "2025-04-18"}, ""),
        (
            {"phrase": "as early as next week", "anchor": "2025-04-18"},
            "21 April 2025 or later not before 21 April 2025, most likely by 27 April 2025; "
            "no end is said; next week, Monday to Sunday, seen from Friday 18 April 2025 "
            "[2025-04-21..]",
        ),
        ({"phrase": "Thursday", "anchor": "today"}, "Thursday 17 April 2025 the last Thursday"),
        (
            {"phrase": "Thursday", "anchor": "2025-04-18", "direction": "future"},
            "Thursday 24 April 2025 the first Thursday after",
        ),
        (
            {"phrase": "Thursday", "anchor": "2025-04-18", "direction": "sideways"},
            "Thursday 17 April 2025",
        ),
        ({"phrase": "before the summit"}, "“the summit” is not a date that the rules know"),
        ({"phrase": "x" * 201}, "at most 200 characters"),
        (
            {"phrase": "soon", "earliest": "today", "latest": "tomorrow"},
            "18–19 April 2025 days set by hand",
        ),
        # a single day
        ({"day": ""}, ""),
        ({"day": "2025-04-17"}, ""),
        ({"day": "yesterday"}, "Thursday 17 April 2025 the day before Friday 18 April 2025"),
        ({"day": "last week"}, "“last week” is more than one day: some day 7–13 April 2025"),
        ({"day": "one fine day"}, "“one fine day” is not a day."),
        ({"day": "<b>"}, "“<b>” is not a day."),
    ],
)
def test_it_says_what_words_mean_and_why(
    editor_client: Client, query: dict[str, str], said: str
) -> None:
    answer = says(editor_client, **query)
    assert answer.startswith(said) or said in answer
    assert bool(answer) is bool(said)
