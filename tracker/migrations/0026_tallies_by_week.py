"""The numbers of entries by the week in which their windows begin: in all of a process by sort (the
family of an event, or the kind), and by track. A chart of decades is drawn from these.

A value is digits of a fixed width, so that every collation sorts it by time: the week since the
first Monday of the calendar, which was its first day.
"""

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
        || CASE WHEN standing.outcome <> '' THEN ARRAY['outcome:' || standing.outcome]
            ELSE '{{}}' END
        {weeks}
    FROM tracker_entry entry
    LEFT JOIN tracker_standing_periods(ids) standing ON standing.entry_id = entry.id
        AND standing.known_until = DATE '9999-12-31'
    WHERE entry.id = ANY(ids)
$$;
"""

_WEEK = "to_char((entry.earliest - DATE '0001-01-01') / 7, 'FM000000')"
_SORT = """coalesce((SELECT CASE
                WHEN event.plover_type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') THEN 'vcoop'
                WHEN event.plover_type IN ('COOPERATE', 'AID', 'RETREAT') THEN 'mcoop'
                WHEN event.plover_type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 'vconf'
                ELSE 'mconf' END
            FROM tracker_event event WHERE event.entry_ptr_id = entry.id), entry.kind)"""
WITH_WEEKS = KEYS.format(
    weeks=f"""|| ARRAY['week:' || {_WEEK} || {_SORT}, 'trackweek:'
            || to_char(coalesce(entry.track_id, 0), 'FM0000000000') || {_WEEK}]"""
)
WITHOUT_WEEKS = KEYS.format(weeks="")

CHANGED = """
CREATE OR REPLACE FUNCTION tracker_entry_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    to_stand bigint[];
    to_tally bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(id), array_agg(id) FILTER (WHERE kind <> 'event')
            INTO to_tally, to_stand FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(id), array_agg(id) FILTER (WHERE kind <> 'event')
            INTO to_tally, to_stand FROM old_rows;
    ELSE
        SELECT array_agg(n.id) FILTER (WHERE (n.process_id, n.state, n.kind, n.track_id{columns_n})
                IS DISTINCT FROM (o.process_id, o.state, o.kind, o.track_id{columns_o})),
            array_agg(n.id) FILTER (WHERE n.kind <> 'event'
                AND (n.process_id, n.state, n.kind, n.earliest, n.latest, n.anchor, n.known_on)
                IS DISTINCT FROM
                (o.process_id, o.state, o.kind, o.earliest, o.latest, o.anchor, o.known_on))
            INTO to_tally, to_stand
        FROM new_rows n JOIN old_rows o ON o.id = n.id;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        UPDATE tracker_part part SET entry_earliest = n.earliest
        FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE n.earliest <> o.earliest AND part.entry_id = n.id;
    END IF;
    IF to_tally IS NOT NULL THEN PERFORM tracker_refresh_tallies(to_tally); END IF;
    IF to_stand IS NOT NULL THEN PERFORM tracker_refresh_standings(to_stand); END IF;
    RETURN NULL;
END $$;
"""
WITH_DAYS = CHANGED.format(columns_n=", n.earliest", columns_o=", o.earliest")
WITHOUT_DAYS = CHANGED.format(columns_n="", columns_o="")

RECOUNT = """
SELECT tracker_refresh_tallies(ARRAY(SELECT id FROM tracker_entry));
SELECT tracker_fold_tallies();
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0025_decisions")]

    operations = [
        # On the way back, what is counted by week goes once the functions know no weeks again.
        migrations.RunSQL(migrations.RunSQL.noop, RECOUNT),
        migrations.RunSQL(WITH_WEEKS + WITH_DAYS, WITHOUT_WEEKS + WITHOUT_DAYS),
        migrations.RunSQL(RECOUNT, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="entry", name="entry_by_time"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["earliest", "id"], include=["known_on", "state"], name="entry_by_time"
            ),
        ),
    ]
