"""The columns of the CSV export, in the contract's order, each with the SQL that fills it.

The SQL reads `entry` (tracker_entry), its three kinds, and `chosen`: the ids and standings that
the filter's own queryset gives. Every list is joined by `; `.
"""

from collections.abc import Mapping

from tracker.models.annotations import COUNTING_SQL

# The days that stand for an open end are nobody's dates.
_OPEN_START, _OPEN_END = "DATE '0001-01-01'", "DATE '9999-12-31'"


def _iso(day: str) -> str:
    return f"to_char({day}, 'YYYY-MM-DD')"


def _list(item: str, source: str, order: str) -> str:
    """A list in one cell. Items keep their own semicolons, marked with a backslash."""
    escaped = rf"replace(replace({item}, '\', '\\'), ';', '\;')"
    return f"(SELECT string_agg({escaped}, '; ' ORDER BY {order}) FROM {source})"


def _actors(condition: str, item: str = "actor.name") -> str:
    return _list(
        item,
        "tracker_part part JOIN tracker_actor actor ON actor.id = part.actor_id"
        f" WHERE part.entry_id = entry.id AND {condition}",
        "part.id",
    )


# What is published rests, for a reader, on published sources alone; and as of a day, on what
# was out by then.
_SOURCES = f"""tracker_annotation annotation
    JOIN tracker_articleversion version ON version.id = annotation.version_id
    JOIN tracker_article article ON article.id = version.article_id
    JOIN tracker_outlet outlet ON outlet.id = article.outlet_id
    WHERE annotation.entry_id = entry.id AND {COUNTING_SQL.format(claim="entry")}
        AND (%(as_of)s::date IS NULL OR article.published_on <= %(as_of)s)"""

_SOURCE = """article.title || ' (' || outlet.name || ', ' || article.published_on || ')'
    || CASE WHEN article.url = '' THEN '' ELSE ' ' || article.url END"""

COLUMNS: Mapping[str, str] = {
    "id": "entry.id",
    "process": "process.slug",
    "track": "track.slug",
    "kind": "entry.kind",
    "title": "entry.title",
    "summary": "entry.summary",
    "phrase": "entry.phrase",
    "anchor": _iso("entry.anchor"),
    "edtf": "entry.edtf",
    "earliest": _iso(f"nullif(entry.earliest, {_OPEN_START})"),
    "latest": _iso(f"nullif(entry.latest, {_OPEN_END})"),
    "known_on": _iso("entry.known_on"),
    "plover_type": "event.plover_type",
    "plover_mode": "event.plover_mode",
    "occurrence": "event.occurrence",
    "status": "chosen.standing ->> 'status'",
    "status_since": "chosen.standing ->> 'since'",
    "initiators": _actors("part.role = 'initiator'"),
    "recipients": _actors("part.role = 'recipient'"),
    "other_parts": _actors(
        "part.role NOT IN ('initiator', 'recipient')", "part.role || ': ' || actor.name"
    ),
    "topics": _list(
        "topic.name",
        "tracker_entrytopic link JOIN tracker_topic topic ON topic.id = link.topic_id"
        " WHERE link.entry_id = entry.id",
        "topic.name",
    ),
    "demand": "coalesce(deadline.demand, condition.if_clause)",
    "consequence": "coalesce(deadline.consequence, condition.then_clause)",
    "condition_kind": "condition.condition_kind",
    "operator": "condition.operator",
    "deadline_kind": "deadline.deadline_kind",
    "firmness": "deadline.firmness",
    "credibility": "entry.credibility",
    "sources": _list(
        "source.line",
        f"(SELECT {_SOURCE} AS line, min(article.published_on) AS day, min(article.id) AS id"
        f" FROM {_SOURCES} GROUP BY 1) source",
        "source.day, source.id",
    ),
    "quotes": _list(
        "annotation.exact", _SOURCES, "article.published_on, article.id, annotation.start"
    ),
    "state": "entry.state",
    "version": "entry.version",
    "updated_at": "to_char(entry.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
    "url": "%(site)s || '/entries/' || entry.id || '/'",
}

# Text that people wrote, and that a spreadsheet must not run.
FREE_TEXT = frozenset(
    {
        "process",
        "track",
        "title",
        "summary",
        "phrase",
        "edtf",
        "initiators",
        "recipients",
        "other_parts",
        "topics",
        "demand",
        "consequence",
        "sources",
        "quotes",
    }
)
