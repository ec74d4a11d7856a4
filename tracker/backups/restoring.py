"""A backup becomes the database again: all of it or nothing, and not before it has been checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tracker.backups import BackupError, manifest
from tracker.backups.fingerprint import OURS, TABLES, differences, fingerprint
from tracker.backups.making import Say
from tracker.backups.manifest import Manifest
from tracker.backups.programs import Server, major, programs_for, version_of
from tracker.backups.psql import Psql

# What a database holds besides what came with it, in every schema; extensions are left alone.
EMPTY_IT = f"""
DO $empty$
DECLARE found record;
BEGIN
    FOR found IN SELECT nspname AS name FROM pg_namespace n WHERE nspname <> 'public' AND {OURS}
    LOOP EXECUTE format('DROP SCHEMA %I CASCADE', found.name); END LOOP;
    FOR found IN
        SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
            WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, c.oid::regclass AS name, c.oid
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
            AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        ORDER BY c.relkind = 'S'  -- those of columns go with their tables
    LOOP
        IF EXISTS (SELECT FROM pg_class c WHERE c.oid = found.oid) THEN
            EXECUTE format('DROP %s IF EXISTS %s CASCADE', found.kind, found.name);
        END IF;
    END LOOP;
    FOR found IN
        SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', found.name); END LOOP;
END
$empty$;
"""
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usesysid IS NOT NULL AND NOT pid = ANY(%s)
    AND coalesce(backend_type, 'client backend') = 'client backend'
"""


@dataclass(frozen=True, slots=True)
class Target:
    is_empty: bool
    version: int
    others: int  # connections of somebody else


def look_at(server: Server, *, ours: Iterable[int] = ()) -> Target:
    """What a backup would be restored into. `ours` are the backends that do not count as others."""
    with server.connect() as connection:
        own = [connection.info.backend_pid, *ours]
        row = connection.execute(OTHERS, [own]).fetchone()
        has_tables = connection.execute(TABLES).fetchone() is not None
        return Target(not has_tables, major(connection), int(row[0]) if row else 0)


def check(
    dump: Path, *, server: int, places: list[Path], known_migrations: Iterable[str]
) -> tuple[Manifest, Path]:
    """The manifest of a backup that can be restored, and the programs for it."""
    if not dump.is_file():
        raise BackupError(f"There is no backup {dump}")
    said = manifest.read(dump)
    manifest.check_file(dump, said)
    programs = programs_for(server, places=places)
    version = version_of(programs / "pg_restore") or 0
    if version < said.programs:
        raise BackupError(
            f"{dump} was written by pg_dump {said.programs}, and pg_restore here is {version}: "
            f"restore it into a PostgreSQL {said.programs} or newer"
        )
    own = {name.partition(".")[0] for name in known_migrations}
    if unknown := [
        name
        for name in said.migrations
        if name not in set(known_migrations) and name.partition(".")[0] in own
    ]:
        raise BackupError(
            f"{dump} was made by a newer Demarche (it has {unknown[-1]}): update this one first"
        )
    return said, programs


def restore(
    server: Server, dump: Path, said: Manifest, *, programs: Path, replace: bool, say: Say
) -> None:
    """In one transaction, in which what was restored is compared with the manifest before it is
    committed; with `replace`, in place of all that is there."""
    with Psql(programs, server) as psql:
        psql.ask("BEGIN")
        # Whoever is at work is waited for a moment, and not for ever.
        psql.ask("SET LOCAL lock_timeout = '10s'")
        if replace:
            psql.ask(EMPTY_IT)
        psql.run_archive(dump)
        if wrong := differences(said.holds, fingerprint(psql.ask)):
            raise BackupError(
                "It was not restored, and nothing was changed: what came out of the backup is "
                f"not what went in ({'; '.join(wrong[:5])})"
            )
        psql.ask("COMMIT")
    say(f"{len(said.holds.tables)} tables with {said.holds.rows} rows, as of {said.made_at}")
    say("counts and checksums of all tables are those of the backup")
