"""Functions and triggers that keep standing periods, tallies and the version of the record.

Statement triggers: one statement that changes a thousand rows refreshes them in one go. What is
kept of an entry is worked out anew from its rows, never adjusted, so that it cannot drift.
"""

from django.db import migrations

STANDING_PERIODS = """
CREATE FUNCTION tracker_standing_periods(ids bigint[]) RETURNS TABLE (
    entry_id bigint, known_from date, known_until date, outcome text, since date,
    earliest date, latest date, step_id bigint, kind text, state text, process_id bigint, known_on date,
    stated date
) LANGUAGE sql STABLE AS $$
    SELECT entry.id, known.from_day, known.until_day,
        CASE WHEN step.outcome IN ('extended', 'shortened') THEN '' ELSE coalesce(step.outcome, '') END,
        CASE WHEN step.outcome NOT IN ('extended', 'shortened')
            THEN coalesce(nullif(step.earliest, DATE '0001-01-01'), step.known_on)
            ELSE coalesce(step.earliest, entry.anchor, entry.known_on) END,
        coalesce(move.new_earliest, entry.earliest), coalesce(move.new_latest, entry.latest),
        step.id, entry.kind, entry.state, entry.process_id, entry.known_on,
        entry.earliest
    FROM tracker_entry entry
    CROSS JOIN LATERAL (
        SELECT day AS from_day, lead(day, 1, DATE '9999-12-31') OVER (ORDER BY day) AS until_day
        FROM (
            SELECT DATE '0001-01-01' AS day
            UNION
            SELECT development.known_on FROM tracker_development development
            WHERE development.entry_id = entry.id AND development.state = 'published'
                AND development.outcome <> 'reiterated'
        ) days
    ) known
    LEFT JOIN LATERAL (
        SELECT development.id, development.outcome, development.earliest, development.known_on
        FROM tracker_development development
        WHERE development.entry_id = entry.id AND development.state = 'published'
            AND development.known_on <= known.from_day AND development.outcome <> 'reiterated'
        ORDER BY development.earliest DESC, development.known_on DESC, development.id DESC
        LIMIT 1
    ) step ON true
    LEFT JOIN LATERAL (
        SELECT development.new_earliest, development.new_latest
        FROM tracker_development development
        WHERE development.entry_id = entry.id AND development.state = 'published'
            AND development.known_on <= known.from_day
            AND development.outcome IN ('extended', 'shortened')
        ORDER BY development.earliest DESC, development.known_on DESC, development.id DESC
        LIMIT 1
    ) move ON true
    WHERE entry.id = ANY(ids) AND entry.kind <> 'event'
$$;

CREATE FUNCTION tracker_refresh_standings(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Two writers of one entry's developments take turns; the second then sees the first's.
    PERFORM FROM tracker_entry WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM tracker_standingperiod WHERE entry_id = ANY(ids);
    INSERT INTO tracker_standingperiod (entry_id, known_from, known_until, outcome, since,
        earliest, latest, step_id, kind, state, process_id, known_on, stated)
    SELECT * FROM tracker_standing_periods(ids);
END $$;
"""

TALLIES = """
CREATE FUNCTION tracker_tally_keys(ids bigint[]) RETURNS TABLE (
    entry_id bigint, process_id bigint, state text, keys text[]
) LANGUAGE sql STABLE AS $$
    SELECT entry.id, entry.process_id, entry.state,
        ARRAY['all:', 'kind:' || entry.kind]
        || CASE WHEN entry.track_id IS NULL THEN '{}' ELSE ARRAY['track:' || entry.track_id] END
        || ARRAY(SELECT 'type:' || event.plover_type FROM tracker_event event
            WHERE event.entry_ptr_id = entry.id)
        || ARRAY(SELECT 'topic:' || link.topic_id FROM tracker_entrytopic link
            WHERE link.entry_id = entry.id ORDER BY 1)
        || ARRAY(SELECT DISTINCT key.key FROM tracker_part part
            CROSS JOIN LATERAL (VALUES ('actor:' || part.actor_id),
                (CASE WHEN part.role IN ('initiator', 'recipient')
                    THEN part.role || ':' || part.actor_id END)) key (key)
            WHERE part.entry_id = entry.id AND key.key IS NOT NULL ORDER BY 1)
    FROM tracker_entry entry
    WHERE entry.id = ANY(ids)
$$;

CREATE FUNCTION tracker_refresh_tallies(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tracker_tallied (entry_id, process_id, state, keys)
        SELECT id, process_id, state, '{}' FROM tracker_entry WHERE id = ANY(ids) ORDER BY id
        ON CONFLICT DO NOTHING;
    -- Two writers of one entry take turns; the statement after this sees what the first has done.
    PERFORM FROM tracker_tallied WHERE entry_id = ANY(ids) ORDER BY entry_id FOR UPDATE;
    WITH counted AS MATERIALIZED (
        SELECT * FROM tracker_tallied WHERE entry_id = ANY(ids)
    ), fresh AS MATERIALIZED (
        SELECT * FROM tracker_tally_keys(ids)
    ), gone AS (
        DELETE FROM tracker_tallied tallied WHERE tallied.entry_id = ANY(ids)
            AND NOT EXISTS (SELECT FROM fresh WHERE fresh.entry_id = tallied.entry_id)
    ), moved AS (
        UPDATE tracker_tallied tallied
        SET process_id = fresh.process_id, state = fresh.state, keys = fresh.keys
        FROM fresh
        WHERE tallied.entry_id = fresh.entry_id AND (tallied.process_id, tallied.state, tallied.keys)
            IS DISTINCT FROM (fresh.process_id, fresh.state, fresh.keys)
    )
    INSERT INTO tracker_tallychange (process_id, audience, facet, value, number)
    SELECT of_process.id, seen.audience, split_part(one.key, ':', 1), split_part(one.key, ':', 2),
        sum(one.number)
    FROM (
        SELECT process_id, state, unnest(keys) AS key, -1 AS number FROM counted
        UNION ALL
        SELECT process_id, state, unnest(keys), 1 FROM fresh
    ) one
    CROSS JOIN LATERAL (VALUES (one.process_id), (0)) of_process (id)
    JOIN (VALUES ('published', 'readers'), ('published', 'editors'), ('in_review', 'editors'),
        ('draft', 'editors')) seen (state, audience) ON seen.state = one.state
    GROUP BY 1, 2, 3, 4
    HAVING sum(one.number) <> 0;
    -- Now and then the changes are added up; whoever comes meanwhile leaves it to the first.
    IF random() < 0.02 AND pg_try_advisory_xact_lock(hashtext('tracker_fold_tallies')) THEN
        PERFORM tracker_fold_tallies();
    END IF;
END $$;

CREATE FUNCTION tracker_fold_tallies() RETURNS void LANGUAGE sql AS $$
    WITH changes AS (
        DELETE FROM tracker_tallychange RETURNING process_id, audience, facet, value, number
    )
    INSERT INTO tracker_tally AS tally (process_id, audience, facet, value, number)
    SELECT process_id, audience, facet, value, sum(number) FROM changes
    GROUP BY 1, 2, 3, 4 HAVING sum(number) <> 0
    ON CONFLICT (process_id, audience, facet, value)
        DO UPDATE SET number = tally.number + excluded.number
$$;
"""

TRIGGERS = """
CREATE FUNCTION tracker_entry_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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
        SELECT array_agg(n.id) FILTER (WHERE (n.process_id, n.state, n.kind, n.track_id)
                IS DISTINCT FROM (o.process_id, o.state, o.kind, o.track_id)),
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

-- For the tables that hang on entries; the trigger's argument names the column that says on which.
CREATE FUNCTION tracker_attached_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    source text := CASE TG_OP WHEN 'INSERT' THEN 'new_rows' WHEN 'DELETE' THEN 'old_rows'
        ELSE '(SELECT * FROM new_rows UNION ALL SELECT * FROM old_rows) both_rows' END;
    ids bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %s', TG_ARGV[0], source) INTO ids;
    IF ids IS NULL THEN RETURN NULL; END IF;
    IF TG_TABLE_NAME = 'tracker_development' THEN
        PERFORM tracker_refresh_standings(ids);
    ELSE
        PERFORM tracker_refresh_tallies(ids);
    END IF;
    RETURN NULL;
END $$;

-- A part carries its entry's place on the timeline, so that one index leads to an actor's newest.
CREATE FUNCTION tracker_part_placed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT earliest INTO NEW.entry_earliest FROM tracker_entry WHERE id = NEW.entry_id;
    RETURN NEW;
END $$;

CREATE FUNCTION tracker_record_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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

ATTACHED = {
    "development": "entry_id",
    "event": "entry_ptr_id",
    "part": "entry_id",
    "entrytopic": "entry_id",
}

# Everything that a page may show.
SHOWN = (
    "actor",
    "actoralias",
    "affiliation",
    "annotation",
    "article",
    "articleversion",
    "condition",
    "conditionlink",
    "deadline",
    "development",
    "entry",
    "entrylink",
    "entrytopic",
    "event",
    "outlet",
    "part",
    "process",
    "topic",
    "track",
)

_REFERENCING = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}


def trigger(table: str, act: str, call: str) -> str:
    return (
        f"CREATE TRIGGER kept_after_{act.lower()} AFTER {act} ON tracker_{table}"
        f" REFERENCING {_REFERENCING[act]} FOR EACH STATEMENT EXECUTE FUNCTION {call};"
    )


CREATE = "\n".join(
    [
        "CREATE TRIGGER part_placed BEFORE INSERT OR UPDATE ON tracker_part"
        " FOR EACH ROW EXECUTE FUNCTION tracker_part_placed();",
        *(trigger("entry", act, "tracker_entry_changed()") for act in _REFERENCING),
        *(
            trigger(table, act, f"tracker_attached_changed('{column}')")
            for table, column in ATTACHED.items()
            for act in _REFERENCING
        ),
        *(
            f"CREATE TRIGGER record_changed AFTER INSERT OR UPDATE OR DELETE ON tracker_{table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tracker_record_changed();"
            for table in SHOWN
        ),
    ]
)
DROP = "\n".join(
    [
        *(
            f"DROP TRIGGER kept_after_{act.lower()} ON tracker_{table};"
            for table in ("entry", *ATTACHED)
            for act in _REFERENCING
        ),
        *(f"DROP TRIGGER record_changed ON tracker_{table};" for table in SHOWN),
        "DROP TRIGGER part_placed ON tracker_part;",
        "DROP FUNCTION tracker_entry_changed(), tracker_attached_changed(),"
        " tracker_part_placed(), tracker_record_changed();",
    ]
)

# What was on record before there were triggers.
FILL = """
UPDATE tracker_part SET role = role;
INSERT INTO tracker_standingperiod (entry_id, known_from, known_until, outcome, since,
    earliest, latest, step_id, kind, state, process_id, known_on, stated)
SELECT * FROM tracker_standing_periods(ARRAY(SELECT id FROM tracker_entry));
SELECT tracker_refresh_tallies(ARRAY(SELECT id FROM tracker_entry));
SELECT tracker_fold_tallies();
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0004_kept_beside_the_record")]

    operations = [
        migrations.RunSQL(
            STANDING_PERIODS,
            "DROP FUNCTION tracker_refresh_standings(bigint[]), tracker_standing_periods(bigint[])",
        ),
        migrations.RunSQL(
            TALLIES,
            "DROP FUNCTION tracker_refresh_tallies(bigint[]), tracker_tally_keys(bigint[]),"
            " tracker_fold_tallies()",
        ),
        migrations.RunSQL(TRIGGERS + CREATE, DROP),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
