"""Foreign keys over two columns, which Django does not write by itself."""

from django.db import migrations


def composite(table: str, columns: str, target: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
        f" REFERENCES {target} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def of_kind(table: str, kind: str) -> migrations.RunSQL:
    """A row of this table belongs to an entry of this kind, and to no other."""
    return migrations.RunSQL(
        f"ALTER TABLE {table}"
        f" ADD COLUMN of_kind varchar(9) GENERATED ALWAYS AS ('{kind}') STORED,"
        f" ADD CONSTRAINT {table}_of_its_kind FOREIGN KEY (entry_ptr_id, of_kind)"
        " REFERENCES tracker_entry (id, kind) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP COLUMN of_kind",
    )


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_initial")]

    operations = [
        composite(
            "tracker_entry",
            "process_id, track_id",
            "tracker_track (process_id, id)",
            "entry_track_of_its_process",
        ),
        composite(
            "tracker_development",
            "entry_id, entry_kind",
            "tracker_entry (id, kind)",
            "development_of_its_kind",
        ),
        of_kind("tracker_event", "event"),
        of_kind("tracker_deadline", "deadline"),
        of_kind("tracker_condition", "condition"),
    ]
