"""The columns of the CSV export, in the contract's order, each with the SQL that fills it.

The SQL reads `entry` (tracker_entry) and what stands beside it in `SOURCES`. Every list is joined
by `; `.
"""

from collections.abc import Mapping

from tracker.models.annotations import COUNTING_SQL
from tracker.timeline.states import SINCE_SQL, STATUS_SQL

# The days that stand for an open end are nobody's dates.
_OPEN_START, _OPEN_END = "DATE '0001-01-01'", "DATE '9999-12-31'"


def _iso(day: str) -> str:
    return f"to_char({day}, 'YYYY-MM-DD')"


def _list(item: str, order: str, condition: str = "true") -> str:
    """A list in one cell. Items keep their own semicolons, marked with a backslash."""
    escaped = rf"replace(replace({item}, '\', '\\'), ';', '\;')"
    return f"string_agg({escaped}, '; ' ORDER BY {order}) FILTER (WHERE {condition})"


_SOURCE = """article.title || ' (' || outlet.name || ', ' || article.published_on || ')'
            || CASE WHEN article.url = '' THEN '' ELSE ' ' || article.url END"""

# What stands beside an entry: rows with its `entry_id`. The lists are made in one go for all the
# entries that are `{chosen}` (a SELECT of their ids), which for many is a tenth of the work of
# looking them up one entry at a time.
SOURCES: Mapping[str, str] = {
    "standing": f"""SELECT period.entry_id, {STATUS_SQL} AS status, {SINCE_SQL} AS since
        FROM tracker_standingperiod period
        JOIN tracker_entry stated ON stated.id = period.entry_id
        CROSS JOIN LATERAL (SELECT %(at)s::date, stated.anchor, stated.known_on)
            AS asked (at, anchor, known_on)
        WHERE period.known_from <= %(at)s::date AND period.known_until > %(at)s::date""",
    "parts": f"""SELECT part.entry_id,
            {_list("actor.name", "part.id", "part.role = 'initiator'")} AS initiators,
            {_list("actor.name", "part.id", "part.role = 'recipient'")} AS recipients,
            {
        _list(
            "part.role || ': ' || actor.name",
            "part.id",
            "part.role NOT IN ('initiator', 'recipient')",
        )
    } AS others
        FROM tracker_part part JOIN tracker_actor actor ON actor.id = part.actor_id
        WHERE part.entry_id IN ({{chosen}}) GROUP BY part.entry_id""",
    "topics": f"""SELECT link.entry_id, {_list("topic.name", "topic.name")} AS names
        FROM tracker_entrytopic link JOIN tracker_topic topic ON topic.id = link.topic_id
        WHERE link.entry_id IN ({{chosen}}) GROUP BY link.entry_id""",
    # What is published rests, for a reader, on published sources alone; and as of a day, on what
    # was out by then. An article is named once, however many of its words are quoted.
    "sources": f"""SELECT source.entry_id,
            {_list("source.line", "source.day, source.article", "source.is_first")} AS lines,
            {_list("source.exact", "source.day, source.article, source.start")} AS quotes
        FROM (
            SELECT annotation.entry_id, {_SOURCE} AS line,
                article.published_on AS day, article.id AS article,
                annotation.exact, annotation.start,
                row_number() OVER (
                    PARTITION BY annotation.entry_id, article.title, outlet.id,
                        article.published_on, article.url
                    ORDER BY article.id, annotation.start, annotation.id
                ) = 1 AS is_first
            FROM tracker_annotation annotation
            JOIN tracker_entry claim ON claim.id = annotation.entry_id
            JOIN tracker_articleversion version ON version.id = annotation.version_id
            JOIN tracker_article article ON article.id = version.article_id
            JOIN tracker_outlet outlet ON outlet.id = article.outlet_id
            WHERE annotation.entry_id IN ({{chosen}}) AND {COUNTING_SQL.format(claim="claim")}
                AND (%(as_of)s::date IS NULL OR article.published_on <= %(as_of)s)
        ) source GROUP BY source.entry_id""",
}

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
    "status": "standing.status",
    "status_since": _iso("standing.since"),
    "initiators": "parts.initiators",
    "recipients": "parts.recipients",
    "other_parts": "parts.others",
    "topics": "topics.names",
    "demand": "coalesce(deadline.demand, condition.if_clause)",
    "consequence": "coalesce(deadline.consequence, condition.then_clause)",
    "condition_kind": "condition.condition_kind",
    "operator": "condition.operator",
    "deadline_kind": "deadline.deadline_kind",
    "firmness": "deadline.firmness",
    "credibility": "entry.credibility",
    "sources": "sources.lines",
    "quotes": "sources.quotes",
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
