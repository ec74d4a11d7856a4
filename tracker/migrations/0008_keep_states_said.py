"""What keeps the events that say where a process stands (models.kept.StateSaid)."""

from django.db import migrations

STATES = """
CREATE FUNCTION tracker_states_said(ids bigint[]) RETURNS TABLE (
    entry_id bigint, process_id bigint, earliest date, known_on date
) LANGUAGE sql STABLE AS $$
    SELECT entry.id, entry.process_id, entry.earliest, entry.known_on
    FROM tracker_entry entry JOIN tracker_event event ON event.entry_ptr_id = entry.id
    WHERE entry.id = ANY(ids) AND entry.state = 'published'
        AND event.process_state <> '' AND event.occurrence = 'occurred'
$$;

CREATE FUNCTION tracker_refresh_states_said(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Two writers of one entry take turns; the second then sees what the first has done.
    PERFORM FROM tracker_entry WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM tracker_statesaid WHERE entry_id = ANY(ids);
    INSERT INTO tracker_statesaid (entry_id, process_id, earliest, known_on)
    SELECT * FROM tracker_states_said(ids);
END $$;

CREATE FUNCTION tracker_state_said_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    -- An entry's row comes before the event's, and goes after it.
    IF TG_TABLE_NAME = 'tracker_entry' THEN
        SELECT array_agg(n.id) INTO ids
        FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE n.kind = 'event' AND (n.process_id, n.state, n.earliest, n.known_on)
            IS DISTINCT FROM (o.process_id, o.state, o.earliest, o.known_on);
    ELSIF TG_OP = 'INSERT' THEN
        SELECT array_agg(entry_ptr_id) INTO ids FROM new_rows WHERE process_state <> '';
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(entry_ptr_id) INTO ids FROM old_rows WHERE process_state <> '';
    ELSE
        SELECT array_agg(n.entry_ptr_id) INTO ids
        FROM new_rows n JOIN old_rows o ON o.entry_ptr_id = n.entry_ptr_id
        WHERE (n.process_state, n.occurrence) IS DISTINCT FROM (o.process_state, o.occurrence);
    END IF;
    IF ids IS NOT NULL THEN PERFORM tracker_refresh_states_said(ids); END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER state_said_after_update AFTER UPDATE ON tracker_entry
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tracker_state_said_changed();
CREATE TRIGGER state_said_after_insert AFTER INSERT ON tracker_event
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tracker_state_said_changed();
CREATE TRIGGER state_said_after_update AFTER UPDATE ON tracker_event
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tracker_state_said_changed();
CREATE TRIGGER state_said_after_delete AFTER DELETE ON tracker_event
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tracker_state_said_changed();
"""

DROP = """
DROP TRIGGER state_said_after_update ON tracker_entry;
DROP TRIGGER state_said_after_insert ON tracker_event;
DROP TRIGGER state_said_after_update ON tracker_event;
DROP TRIGGER state_said_after_delete ON tracker_event;
DROP FUNCTION tracker_state_said_changed(), tracker_refresh_states_said(bigint[]),
    tracker_states_said(bigint[]);
"""

FILL = """
INSERT INTO tracker_statesaid (entry_id, process_id, earliest, known_on)
SELECT * FROM tracker_states_said(
    ARRAY(SELECT entry_ptr_id FROM tracker_event WHERE process_state <> ''));
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0007_states_said")]

    operations = [
        migrations.RunSQL(STATES, DROP),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
