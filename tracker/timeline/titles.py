"""Entries by words of their titles, while these are still being typed, among a million."""

from django.contrib.postgres.search import SearchQuery

from tracker.models import Entry
from tracker.models.entries import SEARCH_CONFIG, EntryQuerySet

MOST_WORDS = 12
LONGEST_WORD = 100  # letters; PostgreSQL refuses words beyond some hundreds
# Entries that are read one by one, newest first, whatever the index knows.
RECENT = 2_000


def newest_titled(entries: EntryQuerySet, q: str, *, most: int) -> list[Entry]:
    """Of these entries the newest that have every word of q in their titles.

    Among the recent ones any letters are found; a frequent word is found here soon. What is rarer
    is found by the index of searchable words, which knows how words begin, but for some endings.
    """
    newest = entries.order_by("-earliest", "-pk")
    words = [word[:LONGEST_WORD] for word in q.split()[:MOST_WORDS]]
    if not words:
        return list(newest[:most])
    recent = newest.filter(pk__in=newest.values("pk")[:RECENT])
    for word in words:
        recent = recent.filter(title__icontains=word)
    found = list(recent[:most])
    if len(found) < most:
        older = newest.filter(search=_begun(words)).exclude(pk__in=[one.pk for one in found])
        found += older[: most - len(found)]
    return sorted(found, key=lambda one: (one.earliest, one.pk), reverse=True)


def _begun(words: list[str]) -> SearchQuery:
    """Titles (weight A) with words that begin so. Words that every other title has count for
    nothing."""
    quoted = (word.replace("\\", "\\\\").replace("'", "''") for word in words)
    asked = " & ".join(f"'{word}':*A" for word in quoted)
    return SearchQuery(asked, config=SEARCH_CONFIG, search_type="raw")
