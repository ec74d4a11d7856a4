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

# What stands beside an entry, looked up row by row: so PostgreSQL walks the index of time, and
# the first row leaves as soon as it is found, however many follow.
SOURCES: Mapping[str, str] = {
    "process": "SELECT slug FROM tracker_process WHERE id = entry.process_id",
    "track": "SELECT slug FROM tracker_track WHERE id = entry.track_id",
    "event": (
        "SELECT plover_type, plover_mode, occurrence FROM tracker_event"
        " WHERE entry.kind = 'event' AND entry_ptr_id = entry.id"
    ),
    "deadline": (
        "SELECT demand, consequence, deadline_kind, firmness FROM tracker_deadline"
        " WHERE entry.kind = 'deadline' AND entry_ptr_id = entry.id"
    ),
    "condition": (
        "SELECT if_clause, then_clause, condition_kind, operator FROM tracker_condition"
        " WHERE entry.kind = 'condition' AND entry_ptr_id = entry.id"
    ),
    "standing": f"""SELECT {STATUS_SQL} AS status, {SINCE_SQL} AS since
        FROM tracker_standingperiod period
        CROSS JOIN (SELECT %(at)s::date, entry.anchor, entry.known_on)
            AS asked (at, anchor, known_on)
        WHERE entry.kind <> 'event' AND period.entry_id = entry.id
            AND period.known_from <= asked.at AND period.known_until > asked.at""",
    "parts": f"""SELECT
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
        WHERE part.entry_id = entry.id""",
    "topics": f"""SELECT {_list("topic.name", "topic.name")} AS names
        FROM tracker_entrytopic link JOIN tracker_topic topic ON topic.id = link.topic_id
        WHERE link.entry_id = entry.id""",
    # What is published rests, for a reader, on published sources alone; and as of a day, on what
    # was out by then. An article is named once, however many of its words are quoted.
    "sources": f"""SELECT
            {_list("source.line", "source.day, source.article", "source.is_first")} AS lines,
            {_list("source.exact", "source.day, source.article, source.start")} AS quotes
        FROM (
            SELECT {_SOURCE} AS line, article.published_on AS day, article.id AS article,
                annotation.exact, annotation.start,
                row_number() OVER (
                    PARTITION BY article.title, outlet.name, article.published_on, article.url
                    ORDER BY article.id, annotation.start, annotation.id
                ) = 1 AS is_first
            FROM tracker_annotation annotation
            JOIN tracker_articleversion version ON version.id = annotation.version_id
            JOIN tracker_article article ON article.id = version.article_id
            JOIN tracker_outlet outlet ON outlet.id = article.outlet_id
            WHERE annotation.entry_id = entry.id AND {COUNTING_SQL.format(claim="entry")}
                AND (%(as_of)s::date IS NULL OR article.published_on <= %(as_of)s)
        ) source""",
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
