"""What is new for readers, by both clocks (models.kept.Change), and what keeps it."""

import django.db.models.deletion
from django.db import migrations, models

CHANGES = """
CREATE FUNCTION tracker_changes(ids bigint[]) RETURNS TABLE (
    what smallint, key bigint, entry_id bigint, process_id bigint, track_id bigint,
    known_on date, at timestamptz
) LANGUAGE sql STABLE AS $$
    WITH told AS MATERIALIZED (
        SELECT pgh_id, pgh_obj_id AS entry_id, pgh_created_at AS at, state, process_id,
            coalesce(track_id, 0) AS track_id, lag(state) OVER earlier AS state_before,
            (edtf, earliest, latest) IS DISTINCT FROM (lag(edtf) OVER earlier,
                lag(earliest) OVER earlier, lag(latest) OVER earlier) AS is_another_window
        FROM tracker_entryrevision WHERE pgh_obj_id = ANY(ids)
        WINDOW earlier AS (PARTITION BY pgh_obj_id ORDER BY pgh_id)
    ), published AS (
        SELECT DISTINCT ON (entry_id) entry_id, pgh_id, at FROM told
        WHERE state = 'published' AND state_before IS DISTINCT FROM 'published'
        ORDER BY entry_id, pgh_id DESC
    ), retracted AS (
        SELECT DISTINCT ON (entry_id) entry_id, pgh_id, at, process_id, track_id FROM told
        WHERE state = 'retracted' AND state_before = 'published'
        ORDER BY entry_id, pgh_id DESC
    ), public AS MATERIALIZED (
        SELECT entry.id, entry.process_id, coalesce(entry.track_id, 0) AS track_id, entry.known_on,
            published.pgh_id, coalesce(published.at, entry.created_at) AS at
        FROM tracker_entry entry LEFT JOIN published ON published.entry_id = entry.id
        WHERE entry.id = ANY(ids) AND entry.state = 'published'
    ), step_told AS MATERIALIZED (
        SELECT pgh_id, pgh_obj_id AS step_id, pgh_created_at AS at, state,
            lag(state) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS state_before
        FROM tracker_developmentrevision
        WHERE pgh_obj_id IN (SELECT id FROM tracker_development WHERE entry_id = ANY(ids))
    ), step_published AS (
        SELECT DISTINCT ON (step_id) step_id, at FROM step_told
        WHERE state = 'published' AND state_before IS DISTINCT FROM 'published'
        ORDER BY step_id, pgh_id DESC
    ), step_retracted AS (
        SELECT DISTINCT ON (step_id) step_id, pgh_id, at FROM step_told
        WHERE state = 'retracted' AND state_before = 'published'
        ORDER BY step_id, pgh_id DESC
    )
    SELECT 3::smallint, id, id, process_id, track_id, known_on, at FROM public
    UNION ALL
    -- Nobody could know what became of something before they could know of it.
    SELECT CASE WHEN step.outcome IN ('extended', 'shortened') THEN 2 ELSE 1 END::smallint,
        step.id, public.id, public.process_id, public.track_id,
        greatest(step.known_on, public.known_on),
        greatest(coalesce(step_published.at, step.created_at), public.at)
    FROM public JOIN tracker_development step ON step.entry_id = public.id
    LEFT JOIN step_published ON step_published.step_id = step.id
    WHERE step.state = 'published'
    UNION ALL
    SELECT 4::smallint, step_retracted.pgh_id, public.id, public.process_id, public.track_id, NULL,
        step_retracted.at
    FROM public JOIN tracker_development step ON step.entry_id = public.id
    JOIN step_retracted ON step_retracted.step_id = step.id
    WHERE step.state <> 'published' AND step_retracted.at >= public.at
    UNION ALL
    SELECT 5::smallint, retracted.pgh_id, entry.id, retracted.process_id, retracted.track_id, NULL,
        retracted.at
    FROM tracker_entry entry JOIN retracted ON retracted.entry_id = entry.id
    WHERE entry.id = ANY(ids) AND entry.state <> 'published'
    UNION ALL
    SELECT 6::smallint, told.pgh_id, public.id, public.process_id, public.track_id, NULL, told.at
    FROM public JOIN told ON told.entry_id = public.id
    WHERE told.pgh_id > public.pgh_id AND told.state = 'published' AND told.is_another_window
$$;

CREATE FUNCTION tracker_refresh_changes(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Two writers of one entry's developments take turns; the second then sees the first's.
    PERFORM FROM tracker_entry WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM tracker_change WHERE entry_id = ANY(ids);
    INSERT INTO tracker_change (what, key, entry_id, process_id, track_id, known_on, at)
    SELECT * FROM tracker_changes(ids);
END $$;

-- For statements: the revisions, which are written row by row, are there by then.
CREATE FUNCTION tracker_changed_for_readers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    IF TG_TABLE_NAME = 'tracker_entry' THEN
        IF TG_OP = 'INSERT' THEN
            SELECT array_agg(id) INTO ids FROM new_rows WHERE state = 'published';
        ELSIF TG_OP = 'DELETE' THEN
            SELECT array_agg(id) INTO ids FROM old_rows;
        ELSE
            SELECT array_agg(n.id) INTO ids
            FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE (n.process_id, n.track_id, n.state, n.known_on, n.edtf, n.earliest, n.latest)
                IS DISTINCT FROM
                (o.process_id, o.track_id, o.state, o.known_on, o.edtf, o.earliest, o.latest);
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT entry_id) INTO ids FROM new_rows WHERE state = 'published';
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT entry_id) INTO ids FROM old_rows;
    ELSE
        SELECT array_agg(DISTINCT changed.entry_id) INTO ids
        FROM new_rows n JOIN old_rows o ON o.id = n.id
        CROSS JOIN LATERAL (VALUES (n.entry_id), (o.entry_id)) changed (entry_id)
        WHERE (n.entry_id, n.state, n.known_on, n.outcome)
            IS DISTINCT FROM (o.entry_id, o.state, o.known_on, o.outcome);
    END IF;
    IF ids IS NOT NULL THEN PERFORM tracker_refresh_changes(ids); END IF;
    RETURN NULL;
END $$;
"""

_REFERENCING = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}
_TABLES = ("entry", "development")

TRIGGERS = "\n".join(
    f"CREATE TRIGGER changes_kept_after_{act.lower()} AFTER {act} ON tracker_{table}"
    f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION tracker_changed_for_readers();"
    for table in _TABLES
    for act, rows in _REFERENCING.items()
)
DROP = "\n".join(
    [
        *(
            f"DROP TRIGGER changes_kept_after_{act.lower()} ON tracker_{table};"
            for table in _TABLES
            for act in _REFERENCING
        ),
        "DROP FUNCTION tracker_changed_for_readers(), tracker_refresh_changes(bigint[]),"
        " tracker_changes(bigint[]);",
    ]
)

# What was on record before there were triggers.
FILL = """
INSERT INTO tracker_change (what, key, entry_id, process_id, track_id, known_on, at)
SELECT * FROM tracker_changes(ARRAY(SELECT id FROM tracker_entry));
"""

_BIG_ID = models.BigAutoField(
    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
)


def _to(model: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=f"tracker.{model}",
    )


class Migration(migrations.Migration):
    dependencies = [("tracker", "0021_originals_and_fingerprints")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", _BIG_ID),
                (
                    "what",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "development"),
                            (2, "moved window"),
                            (3, "new entry"),
                            (4, "retracted development"),
                            (5, "retracted entry"),
                            (6, "corrected window"),
                        ]
                    ),
                ),
                (
                    "key",
                    models.BigIntegerField(
                        help_text="Of the entry, the development, or the revision"
                    ),
                ),
                ("track_id", models.BigIntegerField(help_text="0: of none")),
                (
                    "known_on",
                    models.DateField(
                        null=True, help_text="The world's clock; none of editors' acts"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        help_text="The editors' clock: public, or no longer so, since then"
                    ),
                ),
                ("entry", _to("entry")),
                ("process", _to("process")),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("known_on__isnull", False)),
                        fields=["process", "track_id", "known_on", "what", "key"],
                        include=("entry", "at"),
                        name="change_by_day_of_track",
                    ),
                    models.Index(
                        fields=["process", "track_id", "at", "what", "key"],
                        include=("entry", "known_on"),
                        name="change_by_moment_of_track",
                    ),
                    models.Index(
                        condition=models.Q(("known_on__isnull", True)),
                        fields=["process", "track_id", "at", "what", "key"],
                        include=("entry",),
                        name="change_by_act_of_track",
                    ),
                    models.Index(
                        condition=models.Q(("known_on__isnull", False)),
                        fields=["known_on", "entry"],
                        name="change_by_day",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "what", "key"), name="change_once")
                ],
            },
        ),
        migrations.RunSQL(CHANGES + TRIGGERS, DROP),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
