"""What follows from other rows and is kept beside them: `known_on` and the searchable words."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from tracker.models.annotations import COUNTING_SQL

# Neither the dates nor the search index of what is published tell of unpublished sources.
_ENTRIES = f"""
UPDATE tracker_entry entry SET known_on = derived.known_on, words = derived.words,
    updated_at = CASE WHEN entry.known_on = derived.known_on THEN entry.updated_at ELSE now() END
FROM (
    SELECT entry.id,
        CASE
            WHEN entry.known_on_by_hand THEN entry.known_on
            WHEN sources.first IS NOT NULL THEN sources.first
            WHEN entry.earliest > DATE '0001-01-01' AND entry.earliest < recorded.day
                THEN entry.earliest
            ELSE recorded.day
        END AS known_on,
        -- PostgreSQL's search index of one row holds a megabyte and not a byte more.
        left(concat_ws(E'\\n', nullif(entry.phrase, ''), nullif(deadline.demand, ''),
            nullif(deadline.consequence, ''), condition.if_clause, condition.then_clause,
            sources.quotes), 100000) AS words
    FROM tracker_entry entry
    LEFT JOIN tracker_deadline deadline ON deadline.entry_ptr_id = entry.id
    LEFT JOIN tracker_condition condition ON condition.entry_ptr_id = entry.id
    CROSS JOIN LATERAL (
        SELECT (entry.created_at AT TIME ZONE %(zone)s)::date AS day
    ) recorded
    CROSS JOIN LATERAL (
        SELECT min(article.published_on) AS first,
            string_agg(annotation.exact, E'\\n' ORDER BY annotation.id) AS quotes
        FROM tracker_annotation annotation
        JOIN tracker_articleversion version ON version.id = annotation.version_id
        JOIN tracker_article article ON article.id = version.article_id
        WHERE annotation.entry_id = entry.id AND {COUNTING_SQL.format(claim="entry")}
    ) sources
    WHERE entry.id = ANY(%(ids)s)
) derived
WHERE entry.id = derived.id
    AND (entry.known_on, entry.words) IS DISTINCT FROM (derived.known_on, derived.words)
"""

_DEVELOPMENTS = f"""
UPDATE tracker_development development SET known_on = derived.known_on
FROM (
    SELECT development.id,
        CASE
            -- Nobody knows what has become of something before it has: the words of a source may
            -- be older than what they are taken to show.
            WHEN sources.first IS NOT NULL THEN greatest(sources.first, development.earliest)
            WHEN event.known_on IS NOT NULL THEN greatest(event.known_on, development.earliest)
            WHEN development.earliest > DATE '0001-01-01' AND development.earliest < recorded.day
                THEN development.earliest
            ELSE recorded.day
        END AS known_on
    FROM tracker_development development
    LEFT JOIN tracker_entry event ON event.id = development.event_id
    CROSS JOIN LATERAL (
        SELECT (development.created_at AT TIME ZONE %(zone)s)::date AS day
    ) recorded
    CROSS JOIN LATERAL (
        SELECT min(article.published_on) AS first
        FROM tracker_annotation annotation
        JOIN tracker_articleversion version ON version.id = annotation.version_id
        JOIN tracker_article article ON article.id = version.article_id
        WHERE annotation.development_id = development.id
            AND {COUNTING_SQL.format(claim="development")}
    ) sources
    WHERE (development.entry_id = ANY(%(ids)s) OR development.event_id = ANY(%(ids)s))
        AND NOT development.known_on_by_hand
) derived
WHERE development.id = derived.id AND development.known_on <> derived.known_on
"""


def refresh_derived(entry_ids: Iterable[int]) -> None:
    """Brings `known_on` and the searchable words of these entries, and the `known_on` of their
    developments, in line with their sources. Every act that changes one of those ends here.

    `known_on` is the earliest publication date among the articles; without one, the first day
    of the window if that is past, else the day on which it was recorded. A development shown by
    an event is known when the event is; never before it happened.
    """
    ids = sorted(set(entry_ids))
    if not ids:
        return
    parameters: dict[str, Any] = {"ids": ids, "zone": timezone.get_current_timezone_name()}
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, parameters)
        cursor.execute(_DEVELOPMENTS, parameters)
