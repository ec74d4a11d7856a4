"""What is reprinted is no reprint itself, whoever writes: one step leads to the original. And the
texts that are here already get their fingerprints."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tracker.selectors.likeness import fingerprints

ORIGINALS = """
ALTER TABLE tracker_article
    ADD COLUMN is_original boolean GENERATED ALWAYS AS (reprint_of_id IS NULL) STORED,
    ADD COLUMN of_original boolean
        GENERATED ALWAYS AS (CASE WHEN reprint_of_id IS NOT NULL THEN true END) STORED,
    ADD CONSTRAINT article_original_or_not UNIQUE (id, is_original),
    ADD CONSTRAINT article_reprint_of_an_original FOREIGN KEY (reprint_of_id, of_original)
        REFERENCES tracker_article (id, is_original) DEFERRABLE INITIALLY DEFERRED
"""
NO_ORIGINALS = """
ALTER TABLE tracker_article DROP COLUMN of_original, DROP COLUMN is_original
"""
AT_ONCE = 200  # texts are long


def fill_fingerprints(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    versions = apps.get_model("tracker", "ArticleVersion").objects
    for version in versions.only("text").iterator(chunk_size=AT_ONCE):
        versions.filter(pk=version.pk).update(fingerprints=fingerprints(version.text))


class Migration(migrations.Migration):
    dependencies = [("tracker", "0020_accounts_and_reprints")]

    operations = [
        migrations.RunSQL(ORIGINALS, NO_ORIGINALS),
        migrations.RunPython(fill_fingerprints, migrations.RunPython.noop),
    ]
