"""Each change of the record gets a number that comes but once. A count came again, with another
page to it, after a failover that had lost the last of it, or when a backup was put back."""

import django.contrib.postgres.functions
from django.db import migrations, models

UNIQUE = """
CREATE OR REPLACE FUNCTION tracker_record_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tracker_recordversion SET change = gen_random_uuid() WHERE slot = (
        SELECT slot FROM tracker_recordversion ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED
    );
    IF NOT FOUND THEN
        INSERT INTO tracker_recordversion (change) VALUES (gen_random_uuid());
    END IF;
    RETURN NULL;
END $$;
"""
COUNTED = """
CREATE OR REPLACE FUNCTION tracker_record_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tracker_recordversion SET number = number + 1 WHERE slot = (
        SELECT slot FROM tracker_recordversion ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED
    );
    IF NOT FOUND THEN
        INSERT INTO tracker_recordversion (number) VALUES (1);
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0013_running_by_clock")]

    operations = [
        migrations.AddField(
            model_name="recordversion",
            name="change",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                help_text="Of the last change, random",
            ),
        ),
        migrations.RunSQL(UNIQUE, COUNTED),
        migrations.RemoveField(model_name="recordversion", name="number"),
    ]
