"""What a database holds, in figures that two databases can be compared by."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import psycopg

# Asks one thing of a database, in whichever way; the rows of the answer, as text.
Ask = Callable[[str], list[tuple[str, ...]]]

# Rows are compared by their text, which these settings shape.
SETTINGS = (
    "SET LOCAL search_path = pg_catalog",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
)
OURS = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'"
TABLES = f"""
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND {OURS} ORDER BY 1, 2
"""
SEQUENCES = f"""
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'S' AND {OURS} ORDER BY 1, 2
"""
# Names, not definitions: restored ones are written a little differently and mean the same. The
# NOT NULL of a column is a constraint with a name in some versions and without one in others.
STRUCTURE = f"""
SELECT what, count(*), md5(coalesce(string_agg(name, E'\\n' ORDER BY name COLLATE "C"), ''))
FROM (
    SELECT 'columns' AS what, concat_ws(' ', n.nspname, c.relname, a.attname,
        format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, a.attidentity) AS name
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND {OURS}
    UNION ALL
    SELECT 'constraints', concat_ws(' ', n.nspname, r.relname, c.conname, c.contype)
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    LEFT JOIN pg_class r ON r.oid = c.conrelid WHERE c.contype <> 'n' AND {OURS}
    UNION ALL
    SELECT 'indexes', concat_ws(' ', n.nspname, c.relname, i.indisvalid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS}
    UNION ALL
    SELECT 'triggers', concat_ws(' ', n.nspname, c.relname, t.tgname, t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND {OURS}
    UNION ALL
    SELECT 'functions', concat_ws(' ', n.nspname, p.proname, md5(p.prosrc))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {OURS}
) parts GROUP BY what ORDER BY what
"""
# The order of rows says nothing, so their hashes are added up, as two numbers of 64 bits.
ROWS = """
SELECT count(*), coalesce(sum(('x' || left(h, 16))::bit(64)::bigint), 0),
    coalesce(sum(('x' || right(h, 16))::bit(64)::bigint), 0)
FROM (SELECT md5("the whole row"::text) AS h FROM {table} AS "the whole row") hashes
"""
NEXT = "SELECT last_value + is_called::int FROM {sequence}"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    tables: dict[str, tuple[int, str]]  # name → rows and checksum
    structure: dict[str, tuple[int, str]]  # columns, constraints … → how many and checksum
    sequences: dict[str, int]  # name → the next value

    @property
    def rows(self) -> int:
        return sum(count for count, _checksum in self.tables.values())

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Fingerprint":
        return cls(
            tables={name: (int(n), str(sum_)) for name, (n, sum_) in said["tables"].items()},
            structure={name: (int(n), str(sum_)) for name, (n, sum_) in said["structure"].items()},
            sequences={name: int(value) for name, value in said["sequences"].items()},
        )


def fingerprint(ask: Ask) -> Fingerprint:
    """Within the transaction that is open: all of it is of the moment that the transaction sees."""
    for setting in SETTINGS:
        ask(setting)
    tables = {}
    for schema, name in ask(TABLES):
        ((count, first, second),) = ask(ROWS.format(table=f"{_quoted(schema)}.{_quoted(name)}"))
        tables[f"{schema}.{name}"] = (int(count), f"{int(first):x}.{int(second):x}")
    structure = {what: (int(count), checksum) for what, count, checksum in ask(STRUCTURE)}
    sequences = {}
    for schema, name in ask(SEQUENCES):
        ((value,),) = ask(NEXT.format(sequence=f"{_quoted(schema)}.{_quoted(name)}"))
        sequences[f"{schema}.{name}"] = int(value)
    return Fingerprint(tables, structure, sequences)


def fingerprint_by(connection: "psycopg.Connection[Any]") -> Fingerprint:
    def ask(query: str) -> list[tuple[str, ...]]:
        cursor = connection.execute(query.encode())
        return [tuple(map(str, row)) for row in cursor.fetchall()] if cursor.description else []

    return fingerprint(ask)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def differences(said: Fingerprint, found: Fingerprint) -> list[str]:
    """What is not as it was, in words; empty when all is there.

    Sequences belong to no snapshot: numbers may have been drawn in between, so that one that has
    gone on is right, and one that has fallen behind is not.
    """
    wrong = []
    for name in sorted({*said.tables, *found.tables}):
        before, now = said.tables.get(name), found.tables.get(name)
        if before is None or now is None:
            wrong.append(f"{name} {'is missing' if now is None else 'is too much'}")
        elif before[0] != now[0]:
            wrong.append(f"{name} has {now[0]} rows, and had {before[0]}")
        elif before[1] != now[1]:
            wrong.append(f"{name} has other contents")
    for what in sorted({*said.structure, *found.structure}):
        if said.structure.get(what) != found.structure.get(what):
            wrong.append(f"the {what} are others")
    for name, value in sorted(said.sequences.items()):
        if found.sequences.get(name, 0) < value:
            wrong.append(f"the sequence {name} has fallen behind")
    return wrong
