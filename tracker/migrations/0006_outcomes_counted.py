"""The numbers of entries by outcome are kept, too: to count them took a timeline page longer than
all else that it asks. What the clock alone moves (upcoming, open, overdue) is still counted."""

from datetime import date

from django.db import migrations, models

KEYS = """
CREATE OR REPLACE FUNCTION tracker_tally_keys(ids bigint[]) RETURNS TABLE (
    entry_id bigint, process_id bigint, state text, keys text[]
) LANGUAGE sql STABLE AS $$
    SELECT entry.id, entry.process_id, entry.state,
        ARRAY['all:', 'kind:' || entry.kind]
        || CASE WHEN entry.track_id IS NULL THEN '{{}}' ELSE ARRAY['track:' || entry.track_id] END
        || ARRAY(SELECT 'type:' || event.plover_type FROM tracker_event event
            WHERE event.entry_ptr_id = entry.id)
        || ARRAY(SELECT 'topic:' || link.topic_id FROM tracker_entrytopic link
            WHERE link.entry_id = entry.id ORDER BY 1)
        || ARRAY(SELECT DISTINCT key.key FROM tracker_part part
            CROSS JOIN LATERAL (VALUES ('actor:' || part.actor_id),
                (CASE WHEN part.role IN ('initiator', 'recipient')
                    THEN part.role || ':' || part.actor_id END)) key (key)
            WHERE part.entry_id = entry.id AND key.key IS NOT NULL ORDER BY 1)
        {outcome}
    FROM tracker_entry entry {standing}
    WHERE entry.id = ANY(ids)
$$;
"""

WITH_OUTCOME = KEYS.format(
    outcome="|| CASE WHEN standing.outcome <> '' THEN ARRAY['outcome:' || standing.outcome]"
    " ELSE '{}' END",
    # What is known last. What will be known only later than today is set right by who counts.
    standing="LEFT JOIN tracker_standing_periods(ids) standing ON standing.entry_id = entry.id"
    " AND standing.known_until = DATE '9999-12-31'",
)
WITHOUT_OUTCOME = KEYS.format(outcome="", standing="")

ATTACHED = """
CREATE OR REPLACE FUNCTION tracker_attached_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    source text := CASE TG_OP WHEN 'INSERT' THEN 'new_rows' WHEN 'DELETE' THEN 'old_rows'
        ELSE '(SELECT * FROM new_rows UNION ALL SELECT * FROM old_rows) both_rows' END;
    ids bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %s', TG_ARGV[0], source) INTO ids;
    IF ids IS NULL THEN RETURN NULL; END IF;
    IF TG_TABLE_NAME = 'tracker_development' THEN
        PERFORM tracker_refresh_standings(ids);
    {otherwise}
        PERFORM tracker_refresh_tallies(ids);
    {ended}
    RETURN NULL;
END $$;
"""
# A template, of which only these two places are filled.
_BOTH = ATTACHED.replace("{otherwise}", "END IF;").replace("{ended}", "")
_EITHER = ATTACHED.replace("{otherwise}", "ELSE").replace("{ended}", "END IF;")

RECOUNT = """
SELECT tracker_refresh_tallies(ARRAY(SELECT DISTINCT entry_id FROM tracker_development));
SELECT tracker_fold_tallies();
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0005_keep_beside_the_record")]

    operations = [
        migrations.RunSQL(WITH_OUTCOME + _BOTH, WITHOUT_OUTCOME + _EITHER),
        migrations.RunSQL(RECOUNT, RECOUNT),
        migrations.AddIndex(
            "standingperiod",
            models.Index(
                fields=["known_from"],
                condition=models.Q(known_until=date.max),
                name="standing_known_last",
            ),
        ),
    ]
