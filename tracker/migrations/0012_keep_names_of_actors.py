"""Functions and triggers that keep the place of every actor in the list, and its names in pieces."""

from django.db import migrations

NAMES = """
-- All that stands in these lines in so many letters: of 'ab' in one or two, {a, b, ab}.
CREATE FUNCTION tracker_pieces(names text, sizes integer[]) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(name, place, size)), '{}')
    FROM string_to_table(names, E'\\n') name, unnest(sizes) size,
        generate_series(1, length(name) - size + 1) place
$$;

CREATE FUNCTION tracker_actor_names(ids bigint[]) RETURNS TABLE (
    actor_id bigint, place text, names text, pieces text[]
) LANGUAGE sql STABLE AS $$
    SELECT actor.id,
        -- The order in which a reader looks for them.
        array_position(ARRAY['state', 'bloc', 'organisation', 'armed_group', 'office', 'person'],
            actor.kind::text) || actor.name,
        called.names, tracker_pieces(called.names, '{1,2,3}')
    FROM tracker_actor actor
    CROSS JOIN LATERAL (
        SELECT lower(concat_ws(E'\\n', actor.name, string_agg(alias.name, E'\\n' ORDER BY alias.id)))
        FROM tracker_actoralias alias WHERE alias.actor_id = actor.id
    ) called (names)
    WHERE actor.id = ANY(ids)
$$;

CREATE FUNCTION tracker_refresh_actor_names(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Two writers of one actor's aliases take turns; the second then sees the first's.
    PERFORM FROM tracker_actor WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM tracker_actornames kept WHERE kept.actor_id = ANY(ids)
        AND NOT EXISTS (SELECT FROM tracker_actor actor WHERE actor.id = kept.actor_id);
    INSERT INTO tracker_actornames AS kept (actor_id, place, names, pieces)
    SELECT * FROM tracker_actor_names(ids)
    ON CONFLICT (actor_id) DO UPDATE
        SET place = excluded.place, names = excluded.names, pieces = excluded.pieces
        WHERE (kept.place, kept.names) <> (excluded.place, excluded.names);
END $$;

-- For actors and for their aliases; the trigger's argument names the column of the actor's key.
CREATE FUNCTION tracker_names_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    source text := CASE TG_OP WHEN 'INSERT' THEN 'new_rows' WHEN 'DELETE' THEN 'old_rows'
        ELSE '(SELECT * FROM new_rows UNION ALL SELECT * FROM old_rows) both_rows' END;
    ids bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %s', TG_ARGV[0], source) INTO ids;
    IF ids IS NOT NULL THEN PERFORM tracker_refresh_actor_names(ids); END IF;
    RETURN NULL;
END $$;
"""

_COLUMNS = {"actor": "id", "actoralias": "actor_id"}
_REFERENCING = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}
TRIGGERS = "\n".join(
    f"CREATE TRIGGER kept_after_{act.lower()} AFTER {act} ON tracker_{table}"
    f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION tracker_names_changed('{column}');"
    for table, column in _COLUMNS.items()
    for act, rows in _REFERENCING.items()
)
UNDO = "\n".join(
    [
        *(
            f"DROP TRIGGER kept_after_{act.lower()} ON tracker_{table};"
            for table in _COLUMNS
            for act in _REFERENCING
        ),
        "DROP FUNCTION tracker_names_changed(), tracker_refresh_actor_names(bigint[]),"
        " tracker_actor_names(bigint[]), tracker_pieces(text, integer[]);",
    ]
)

# Those who were on record before there were triggers.
FILL = """
INSERT INTO tracker_actornames (actor_id, place, names, pieces)
SELECT * FROM tracker_actor_names(ARRAY(SELECT id FROM tracker_actor))
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0011_names_of_actors")]

    operations = [
        migrations.RunSQL(NAMES + TRIGGERS, UNDO),
        migrations.RunSQL(FILL, "DELETE FROM tracker_actornames"),
    ]
