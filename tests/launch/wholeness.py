"""What holds of a database in which every change is whole or not there."""

from typing import Any

import psycopg

from tracker.editing import derived

# What must hold of every entry at every moment: each row counts what is broken.
INVARIANTS = {
    "an entry is of one kind": """
        SELECT count(*) FROM tracker_entry e WHERE
        (SELECT count(*) FROM tracker_event k WHERE k.entry_ptr_id = e.id)
        + (SELECT count(*) FROM tracker_deadline k WHERE k.entry_ptr_id = e.id)
        + (SELECT count(*) FROM tracker_condition k WHERE k.entry_ptr_id = e.id) <> 1""",
    "the last revision of an entry is the entry": """
        SELECT count(*) FROM tracker_entry e LEFT JOIN LATERAL (
            SELECT * FROM tracker_entryrevision r WHERE r.pgh_obj_id = e.id
            ORDER BY pgh_id DESC LIMIT 1) r ON true
        WHERE (e.title, e.summary, e.state, e.version, e.known_on)
            IS DISTINCT FROM (r.title, r.summary, r.state, r.version, r.known_on)""",
    "each attached row has its revision": """
        SELECT (SELECT count(*) FROM tracker_part p WHERE NOT EXISTS
            (SELECT FROM tracker_partrevision r WHERE r.pgh_obj_id = p.id))
        + (SELECT count(*) FROM tracker_annotation a WHERE NOT EXISTS
            (SELECT FROM tracker_annotationrevision r WHERE r.pgh_obj_id = a.id
            AND r.state = a.state))
        + (SELECT count(*) FROM tracker_development d WHERE NOT EXISTS
            (SELECT FROM tracker_developmentrevision r WHERE r.pgh_obj_id = d.id
            AND r.state = d.state))""",
    "a deadline from the admin is whole": """
        SELECT count(*) FROM tracker_entry e WHERE e.title LIKE 'Whole %' AND NOT (
            (SELECT count(*) FROM tracker_part p WHERE p.entry_id = e.id) = 2
            AND (SELECT count(*) FROM tracker_entrytopic t WHERE t.entry_id = e.id) = 1
            AND (SELECT count(*) FROM tracker_annotation a WHERE a.entry_id = e.id) = 1
            AND (SELECT count(*) FROM tracker_development d WHERE d.entry_id = e.id) = 1)""",
    "all texts of a change are of the same save": """
        SELECT count(*) FROM tracker_entry e
        JOIN tracker_deadline k ON k.entry_ptr_id = e.id
        JOIN tracker_development d ON d.entry_id = e.id
        WHERE e.title LIKE 'Whole %' AND NOT (e.summary = k.demand AND e.summary = d.note)""",
    "an entry from a text has its words": """
        SELECT count(*) FROM tracker_entry e WHERE e.title LIKE 'From text %' AND NOT (
            (SELECT count(*) FROM tracker_part p WHERE p.entry_id = e.id) = 1
            AND (SELECT count(*) FROM tracker_annotation a WHERE a.entry_id = e.id) = 1)""",
    "what is published is published with what hangs on it": """
        SELECT count(*) FROM tracker_entry e WHERE e.title LIKE 'Whole %' AND e.state = 'published'
        AND (EXISTS (SELECT FROM tracker_annotation a WHERE a.entry_id = e.id
                AND a.state <> 'published')
            OR EXISTS (SELECT FROM tracker_development d WHERE d.entry_id = e.id
                AND d.state <> 'published'))""",
    "what is retracted says why in its history": """
        SELECT count(*) FROM tracker_entry e WHERE e.state = 'retracted' AND NOT EXISTS (
            SELECT FROM tracker_entryrevision r JOIN pghistory_context c ON c.id = r.pgh_context_id
            WHERE r.pgh_obj_id = e.id AND r.state = 'retracted'
            AND c.metadata->>'reason' = e.retraction_reason)""",
    "a development from a text has its words": """
        SELECT count(*) FROM tracker_development d WHERE d.note LIKE 'Shown %'
        AND (SELECT count(*) FROM tracker_annotation a WHERE a.development_id = d.id) <> 1""",
    "what is recorded and removed counts as a change of its entry": """
        SELECT count(*) FROM tracker_entry e WHERE e.title LIKE 'Recorded %' AND e.version <> 1 + (
            SELECT count(*) FROM tracker_developmentrevision r
            WHERE r.entry_id = e.id AND r.pgh_label IN ('insert', 'delete'))""",
    "what is removed is gone, and its history ends so": """
        SELECT count(*) FROM (SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, pgh_label
            FROM tracker_developmentrevision ORDER BY pgh_obj_id, pgh_id DESC) r
        LEFT JOIN tracker_development d ON d.id = r.pgh_obj_id
        WHERE (d.id IS NULL) <> (r.pgh_label = 'delete')""",
    "an entry that was put back is of one moment": """
        SELECT count(*) FROM tracker_entry e JOIN tracker_deadline k ON k.entry_ptr_id = e.id
        WHERE e.title LIKE 'Restored %' AND NOT (e.summary = k.demand
            AND (SELECT count(*) FROM tracker_part p WHERE p.entry_id = e.id) = 1
            AND (e.summary = 'once') = EXISTS (SELECT FROM tracker_part p JOIN tracker_actor a
                ON a.id = p.actor_id WHERE p.entry_id = e.id AND a.slug = 'actor-one')
            AND (e.summary = 'once') = EXISTS (
                SELECT FROM tracker_entrytopic t WHERE t.entry_id = e.id))""",
    "a contradiction counts as a change of its entry": """
        SELECT count(*) FROM tracker_entry e WHERE e.title LIKE 'From text %'
        AND e.version <> 1 + (SELECT count(*) FROM tracker_entrylinkrevision r
            JOIN tracker_entrylink l ON l.id = r.pgh_obj_id WHERE l.source_id = e.id)""",
}


def broken(connection: "psycopg.Connection[Any]") -> dict[str, int]:
    """What does not hold, and how often."""
    found = {}
    for name, query in INVARIANTS.items():
        row = connection.execute(query.encode()).fetchone()
        if row and row[0]:
            found[name] = int(row[0])
    ids = [pk for (pk,) in connection.execute("SELECT id FROM tracker_entry").fetchall()]
    for query in (derived._ENTRIES, derived._DEVELOPMENTS):
        # Brought in line once more, nothing changes: it was in line.
        changed = connection.execute(query.encode(), {"ids": ids, "zone": "UTC"}).rowcount
        if changed:
            found["what follows from other rows does not"] = changed
    connection.rollback()
    return found


# Entries by the titles that they had; the rest by words of their own.
KEPT = """
    SELECT r.title FROM tracker_entry e JOIN tracker_entryrevision r ON r.pgh_obj_id = e.id
    UNION SELECT note FROM tracker_developmentrevision
    UNION SELECT note FROM tracker_entrylinkrevision
    UNION SELECT regexp_replace(metadata->>'reason', '^.*: ', '') FROM pghistory_context"""


def lost(connection: "psycopg.Connection[Any]", acknowledged: list[str]) -> list[str]:
    """What somebody was told is saved, and no history knows."""
    kept = {words for (words,) in connection.execute(KEPT.encode())}
    return [words for words in acknowledged if words not in kept]


def come_back(connection: "psycopg.Connection[Any]", removed: list[int]) -> list[int]:
    """Developments that somebody was told are removed, and are there."""
    found = connection.execute("SELECT id FROM tracker_development WHERE id = ANY(%s)", [removed])
    return [key for (key,) in found]
