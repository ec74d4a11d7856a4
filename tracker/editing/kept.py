"""What the database keeps beside the record (models.kept), made anew or held against the record."""

from collections.abc import Iterator

from django.db import connection, transaction

from tracker.models import Actor, Entry

# Rows worked on at a time; enough that a statement is busy, few enough to fit in memory.
CHUNK = 20_000

_PERIODS = (
    "entry_id, known_from, known_until, outcome, since, earliest, latest, step_id, kind, state,"
    " process_id, known_on, stated"
)
_NAMES = "actor_id, place, names, pieces"
_TALLIED = "entry_id, process_id, state, keys"
_STATES = "entry_id, process_id, earliest, known_on"
_CHANGES = "what, key, entry_id, process_id, track_id, known_on, at"
_LINES = (
    "holder, holder_id, ledger, entry_id, known_from, known_until, known_on, state, outcome, since,"
    " earliest, latest, stated_on, moves, moves_counted, days_moved, days_later"
)
_TALLIES = "process_id, audience, facet, value"

# What is kept, by its table, and of what.
_KINDS = {
    "standingperiod": ("standing periods", "entry"),
    "tallied": ("entries as counted", "entry"),
    "statesaid": ("states said", "entry"),
    "ledgerline": ("lines of ledgers", "entry"),
    "change": ("changes", "entry"),
    "actornames": ("names of actors", "actor"),
}

# Of entries: its columns, and the function that works them out of the record.
_OF_ENTRIES = {
    "standingperiod": (_PERIODS, "tracker_standing_periods"),
    "tallied": (_TALLIED, "tracker_tally_keys"),
    "statesaid": (_STATES, "tracker_states_said"),
    "ledgerline": (_LINES, "tracker_ledger_lines"),
    "change": (_CHANGES, "tracker_changes"),
}

_COUNT = """
    SELECT of_process.id, seen.audience, split_part(one.key, ':', 1), split_part(one.key, ':', 2),
        count(*)
    FROM (SELECT process_id, state, unnest(keys) AS key FROM tracker_tallied) one
    CROSS JOIN LATERAL (VALUES (one.process_id), (0)) of_process (id)
    JOIN (VALUES ('published', 'readers'), ('published', 'editors'), ('in_review', 'editors'),
        ('draft', 'editors')) seen (state, audience) ON seen.state = one.state
    GROUP BY 1, 2, 3, 4"""

_KEPT = f"""
    SELECT {_TALLIES}, sum(number)::bigint
    FROM (
        SELECT {_TALLIES}, number FROM tracker_tally
        UNION ALL SELECT {_TALLIES}, number FROM tracker_tallychange
    ) both_kinds
    GROUP BY {_TALLIES} HAVING sum(number) <> 0"""


# Sources whose own place is another than that of their article.
_SOURCES_ASTRAY = """
    FROM tracker_articleversion version
    JOIN tracker_article article ON article.id = version.article_id
    WHERE version.id = annotation.version_id
        AND (annotation.of_article_id, annotation.article_published_on)
        IS DISTINCT FROM (article.id, article.published_on)"""


@transaction.atomic
def recount() -> None:
    """Makes anew what is kept. Readers see what was kept before until this is done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "LOCK TABLE tracker_entry, tracker_actor, tracker_actoralias"
            " IN SHARE ROW EXCLUSIVE MODE"
        )
        cursor.execute(
            "UPDATE tracker_part part SET entry_earliest = entry.earliest FROM tracker_entry entry"
            " WHERE entry.id = part.entry_id"
            " AND part.entry_earliest IS DISTINCT FROM entry.earliest"
        )
        cursor.execute(
            "UPDATE tracker_annotation annotation SET of_article_id = article.id,"
            f" article_published_on = article.published_on {_SOURCES_ASTRAY}"
        )
        for table in (*_KINDS, "tally", "tallychange"):
            cursor.execute(f"DELETE FROM tracker_{table}")
        for ids in _chunks(Actor):
            cursor.execute(
                f"INSERT INTO tracker_actornames ({_NAMES}) SELECT * FROM tracker_actor_names(%s)",
                [ids],
            )
        for ids in _chunks(Entry):
            for table, (columns, function) in _OF_ENTRIES.items():
                cursor.execute(
                    f"INSERT INTO tracker_{table} ({columns}) SELECT * FROM {function}(%s)", [ids]
                )
        cursor.execute(f"INSERT INTO tracker_tally ({_TALLIES}, number) {_COUNT}")


def drift() -> dict[str, int]:
    """How many rows of each kind differ from what the record says: all 0, unless triggers were
    switched off while somebody wrote.

    Each statement compares within one snapshot, so that nobody has to stop writing.
    """
    kinds = [kind for kind, _of in _KINDS.values()]
    found = dict.fromkeys(("places of parts", "places of sources", *kinds, "tallies"), 0)
    with connection.cursor() as cursor:
        for ids in _chunks(Actor):
            found["names of actors"] += _differing(
                cursor,
                f"SELECT {_NAMES} FROM tracker_actornames WHERE actor_id = ANY(%(ids)s)",
                "SELECT * FROM tracker_actor_names(%(ids)s)",
                {"ids": ids},
            )
        for ids in _chunks(Entry):
            for table, (columns, function) in _OF_ENTRIES.items():
                found[_KINDS[table][0]] += _differing(
                    cursor,
                    f"SELECT {columns} FROM tracker_{table} WHERE entry_id = ANY(%(ids)s)",
                    f"SELECT * FROM {function}(%(ids)s)",
                    {"ids": ids},
                )
        for table, (kind, of) in _KINDS.items():
            cursor.execute(
                f"SELECT count(*) FROM tracker_{table} kept WHERE NOT EXISTS"
                f" (SELECT FROM tracker_{of} row WHERE row.id = kept.{of}_id)"
            )
            found[kind] += cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM tracker_part part JOIN tracker_entry entry"
            " ON entry.id = part.entry_id"
            " WHERE part.entry_earliest IS DISTINCT FROM entry.earliest"
        )
        found["places of parts"] = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM tracker_annotation annotation"
            f" WHERE EXISTS (SELECT {_SOURCES_ASTRAY})"
        )
        found["places of sources"] = cursor.fetchone()[0]
        found["tallies"] = _differing(cursor, _KEPT, _COUNT, {})
    return found


def _differing(cursor: "object", kept: str, true: str, parameters: dict[str, object]) -> int:
    cursor.execute(  # type: ignore[attr-defined]
        f"SELECT count(*) FROM ((({kept}) EXCEPT ({true})) UNION ALL (({true}) EXCEPT ({kept}))) d",
        parameters,
    )
    number: int = cursor.fetchone()[0]  # type: ignore[attr-defined]
    return number


def _chunks(model: type[Actor] | type[Entry]) -> Iterator[list[int]]:
    last = 0
    rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
    while ids := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield ids
        last = ids[-1]
