"""Writes the columns of /timeline.csv in the usual Django way.

prefetch_related, iterator() and csv.writer; what a careful Django programmer writes first. Prints
the seconds that it took. DATABASE_URL and SITE_URL as the server has them.
"""

import argparse
import csv
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import QueryDict

from tracker.dates.window import OPEN_END, OPEN_START
from tracker.exports.columns import COLUMNS, FREE_TEXT
from tracker.exports.formulas import neutralised
from tracker.models import Annotation, Article, Entry, Part, Role
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import read_filter

CHUNK = 2_000  # rows fetched, and prefetched for, at a time


def main() -> None:
    parser = argparse.ArgumentParser(prog="usual_csv")
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="the newest so many entries alone")
    options = parser.parse_args()
    started = time.perf_counter()
    with options.file.open("w", encoding="utf-8", newline="") as file:
        write(file, limit=options.limit)
    print(time.perf_counter() - started)


def write(file: Any, *, limit: int | None = None) -> None:
    chosen, _errors = read_filter(QueryDict())
    sources = Annotation.objects.select_related("version__article__outlet").defer("version__text")
    entries = (
        timeline_entries(chosen, reader=AnonymousUser())
        .order_by("-earliest", "-pk")
        .select_related("process", "track", "event", "deadline", "condition")
        .defer("words", "search")
        .prefetch_related(
            Prefetch("parts", Part.objects.select_related("actor").order_by("id")),
            Prefetch("annotations", sources.filter(state="published"), to_attr="sources"),
            "topics",
        )
    )
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for entry in entries[:limit].iterator(chunk_size=CHUNK):
        writer.writerow(_cell(name, entry) for name in COLUMNS)


def _cell(name: str, entry: Entry) -> object:
    value = _CELLS[name](entry) if name in _CELLS else getattr(_holder(name, entry), name, "")
    text = "" if value is None else str(value)
    return neutralised(text) if name in FREE_TEXT else text


def _holder(name: str, entry: Entry) -> object:
    """Whose attribute it is: the entry's, or that of the entry as one of its kind."""
    return entry if name in _OF_ENTRY else getattr(entry, entry.kind)


_OF_ENTRY = {field.name for field in Entry._meta.concrete_fields}


def _listed(items: Iterable[str]) -> str:
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def _day(day: date) -> str:
    return "" if day in (OPEN_START, OPEN_END) else day.isoformat()


def _actors(role: Role) -> Callable[[Any], str]:
    return lambda entry: _listed(part.actor.name for part in entry.parts.all() if part.role == role)


def _others(entry: Any) -> str:
    named = (Role.INITIATOR, Role.RECIPIENT)
    parts = [part for part in entry.parts.all() if part.role not in named]
    return _listed(f"{part.role}: {part.actor.name}" for part in parts)


def _articles(entry: Any) -> list[Article]:
    return [source.version.article for source in _sorted_sources(entry)]


def _sorted_sources(entry: Any) -> list[Annotation]:
    def place(source: Annotation) -> tuple[date, int, int]:
        article = source.version.article
        return article.published_on, article.pk, source.start

    return sorted(entry.sources, key=place)


def _source(article: Article) -> str:
    line = f"{article.title} ({article.outlet.name}, {article.published_on})"
    return f"{line} {article.url}" if article.url else line


def _clause(of_deadline: str, of_condition: str) -> Callable[[Any], str]:
    def read(entry: Any) -> str:
        if entry.kind == "deadline":
            return str(getattr(entry.deadline, of_deadline))
        return str(getattr(entry.condition, of_condition)) if entry.kind == "condition" else ""

    return read


_CELLS: Mapping[str, Callable[[Any], object]] = {
    "process": lambda entry: entry.process.slug,
    "track": lambda entry: entry.track.slug if entry.track else "",
    "earliest": lambda entry: _day(entry.earliest),
    "latest": lambda entry: _day(entry.latest),
    "status": lambda entry: entry.standing.status if entry.standing else "",
    "status_since": lambda entry: entry.standing.since if entry.standing else "",
    "initiators": _actors(Role.INITIATOR),
    "recipients": _actors(Role.RECIPIENT),
    "other_parts": _others,
    "topics": lambda entry: _listed(sorted(topic.name for topic in entry.topics.all())),
    "demand": _clause("demand", "if_clause"),
    "consequence": _clause("consequence", "then_clause"),
    "sources": lambda entry: _listed(dict.fromkeys(map(_source, _articles(entry)))),
    "quotes": lambda entry: _listed(source.exact for source in _sorted_sources(entry)),
    "updated_at": lambda entry: entry.updated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "url": lambda entry: f"{settings.SITE_URL}/entries/{entry.pk}/",
}


if __name__ == "__main__":
    main()
