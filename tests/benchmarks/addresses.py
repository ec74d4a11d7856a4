"""The addresses that are measured: which ones is asked of the database, so that they show alike."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import psycopg

from tests.benchmarks.filtered import five_years_ago
from tests.benchmarks.vocabulary import COMMON, RARE

PAGE = 50
DEEP = 1_000  # pages
# Names of pages, and whether the issue of growing with the number of entries is theirs.
PAGES: Mapping[str, bool] = {
    "timeline, first page": True,
    "one process": True,
    "chart alone": True,
    "chart of a process, half a year": False,
    # The more deadlines there are, the more of each state it shows, up to its end.
    "one process, its deadlines": False,
    "one actor": True,
    "one actor, some years": True,
    "status=open": True,
    "status=overdue": True,
    "search, a rare word": True,
    "search, a common word": True,
    "1,000 pages deep": True,
    "as of five years ago": True,
    "as of 25 years ago": True,
    "front page, as of 25 years ago": True,
    "changes of a process": True,
    "an entry": True,
    "an article": True,
    "actors, first page": True,
    "actors, a piece of a name": True,
    "articles, first page": True,
    "articles, half way through": True,
    "front page": True,
    "healthz (one trivial query)": False,
}

_ACTOR = """
    SELECT slug FROM tracker_part part JOIN tracker_actor actor ON actor.id = part.actor_id
    GROUP BY slug ORDER BY count(DISTINCT entry_id) DESC, slug LIMIT 1"""
_PROCESS = """
    SELECT slug FROM tracker_entry entry JOIN tracker_process process
        ON process.id = entry.process_id
    WHERE state = 'published' GROUP BY slug ORDER BY count(*) DESC, slug LIMIT 1"""
_OF_ACTOR_SINCE = """
    SELECT count(*) FROM tracker_entry entry
    WHERE state = 'published' AND latest >= %s AND earliest <= %s AND EXISTS (
        SELECT FROM tracker_part part JOIN tracker_actor actor ON actor.id = part.actor_id
        WHERE part.entry_id = entry.id AND slug = %s)"""
_PUBLISHED = "SELECT count(*) FROM tracker_entry WHERE state = 'published'"
_NTH = """
    SELECT earliest, id FROM tracker_entry WHERE state = 'published'
    ORDER BY earliest DESC, id DESC OFFSET %s LIMIT 1"""
# A deadline with three steps and two sources: every part of the page has something to show.
_ENTRY = """
    SELECT id FROM tracker_entry entry
    WHERE state = 'published' AND kind = 'deadline'
        AND (SELECT count(*) FROM tracker_development WHERE entry_id = entry.id) = 3
        AND (SELECT count(*) FROM tracker_annotation WHERE entry_id = entry.id) = 2
    ORDER BY abs(id - (SELECT max(id) / 2 FROM tracker_entry)) LIMIT 1"""
_MIDDLE_DAY = (
    "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY published_on) FROM tracker_article"
)
_ARTICLE = """
    SELECT article_id FROM tracker_articleversion version
    WHERE (SELECT count(*) FROM tracker_annotation WHERE version_id = version.id) = 6
        AND length(text) BETWEEN 500 AND 1000
    ORDER BY abs(id - (SELECT max(id) / 2 FROM tracker_articleversion)) LIMIT 1"""


def addresses(databases: Mapping[int, str], *, today: date) -> dict[int, dict[str, str]]:
    """By number of entries: name of the page → its address."""
    actor, since = _busy_actor(databases[min(databases)], today)
    return {
        size: _of_database(address, actor=actor, since=since, today=today)
        for size, address in databases.items()
    }


def _of_database(address: str, *, actor: str, since: date, today: date) -> dict[str, str]:
    with psycopg.connect(address) as connection:
        pages = min(DEEP, _one(connection, _PUBLISHED) // PAGE - 1)
        earliest, pk = _row(connection, _NTH, pages * PAGE - 1)
        process = _one(connection, _PROCESS)
        entry, article = _one(connection, _ENTRY), _one(connection, _ARTICLE)
        middle: date = _one(connection, _MIDDLE_DAY)
    years = {"actor": actor, "from": since.isoformat(), "to": today.isoformat()}
    long_ago = today - timedelta(days=25 * 365)
    half_a_year = {
        "from": (today - timedelta(days=10 * 365)).isoformat(),
        "to": (today - timedelta(days=10 * 365 - 182)).isoformat(),
    }
    found = [
        "/timeline/",
        f"/processes/{process}/",
        "/timeline/?view=chart",
        f"/processes/{process}/?view=chart&{urlencode(half_a_year)}",
        f"/processes/{process}/deadlines/",
        f"/actors/{actor}/",
        f"/timeline/?{urlencode(years)}",
        "/timeline/?status=open",
        "/timeline/?status=overdue",
        f"/timeline/?q={RARE}",
        f"/timeline/?q={COMMON}",
        f"/timeline/?after={earliest.isoformat()}_{pk}",
        f"/timeline/?as_of={five_years_ago(today)}",
        f"/timeline/?as_of={long_ago.isoformat()}",
        f"/?as_of={long_ago.isoformat()}",
        f"/processes/{process}/changes/",
        f"/entries/{entry}/",
        f"/articles/{article}/",
        "/actors/",
        "/actors/?name=an",
        "/articles/",
        f"/articles/?after={middle.isoformat()}_1",
        "/",
        "/healthz",
    ]
    return dict(zip(PAGES, found, strict=True))


def _busy_actor(address: str, today: date) -> tuple[str, date]:
    """The most frequent actor, and a first day since which it fills a page in this database."""
    with psycopg.connect(address) as connection:
        actor: str = _one(connection, _ACTOR)
        for years in range(1, 31):
            since = today - timedelta(days=365 * years)
            if _one(connection, _OF_ACTOR_SINCE, since, today, actor) > PAGE:
                return actor, since
    return actor, since


def _one(connection: psycopg.Connection, query: str, *values: object) -> Any:
    return _row(connection, query, *values)[0]


def _row(connection: psycopg.Connection, query: str, *values: object) -> Any:
    row = connection.execute(query.encode(), values).fetchone()
    if row is None:
        raise RuntimeError("Too few entries for every kind of page: take a larger size")
    return row
