"""Functions and triggers that keep the ledgers of deadlines, threats and promises
(models.kept.LedgerLine)."""

from django.db import migrations

LEDGERS = """
CREATE FUNCTION tracker_ledger_lines(ids bigint[]) RETURNS TABLE (
    holder text, holder_id bigint, ledger text, entry_id bigint, known_from date, known_until date,
    known_on date, state text, outcome text, since date, earliest date, latest date, stated_on date,
    moves integer, moves_counted integer, days_moved integer, days_later integer
) LANGUAGE sql STABLE AS $$
    SELECT holder.kind, holder.id, ledger.name, entry.id, period.known_from, period.known_until,
        entry.known_on, entry.state, period.outcome, period.since, period.earliest, period.latest,
        coalesce(entry.anchor, entry.known_on),
        moved.times, moved.counted, moved.days, moved.later
    FROM tracker_entry entry
    LEFT JOIN tracker_condition condition ON condition.entry_ptr_id = entry.id
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN entry.kind = 'deadline' THEN 'deadline'
            WHEN condition.condition_kind = 'threat' THEN 'threat'
            WHEN condition.condition_kind IN ('promise', 'offer') THEN 'promise' END
    ) ledger (name)
    JOIN tracker_standing_periods(ids) period ON period.entry_id = entry.id
    CROSS JOIN LATERAL (
        SELECT 'process', entry.process_id
        UNION ALL
        SELECT part.role, part.actor_id FROM tracker_part part
        WHERE part.entry_id = entry.id AND part.role IN ('initiator', 'recipient')
    ) holder (kind, id)
    CROSS JOIN LATERAL (
        SELECT count(*)::integer, count(step.days)::integer,
            coalesce(sum(abs(step.days)), 0)::integer, coalesce(sum(step.days), 0)::integer
        FROM (
            -- An open end is no day to count from or to.
            SELECT nullif(move.new_latest, DATE '9999-12-31')
                - nullif(lag(move.new_latest, 1, entry.latest)
                    OVER (ORDER BY move.earliest, move.known_on, move.id), DATE '9999-12-31') AS days
            FROM tracker_development move
            WHERE move.entry_id = entry.id AND move.state = 'published'
                AND move.known_on <= period.known_from
                AND move.outcome IN ('extended', 'shortened')
        ) step
    ) moved (times, counted, days, later)
    WHERE entry.id = ANY(ids) AND ledger.name IS NOT NULL
$$;

CREATE FUNCTION tracker_refresh_ledgers(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Two writers of one entry take turns; the second then sees what the first has done.
    PERFORM FROM tracker_entry WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM tracker_ledgerline WHERE entry_id = ANY(ids);
    INSERT INTO tracker_ledgerline (holder, holder_id, ledger, entry_id, known_from, known_until,
        known_on, state, outcome, since, earliest, latest, stated_on,
        moves, moves_counted, days_moved, days_later)
    SELECT * FROM tracker_ledger_lines(ids);
END $$;

CREATE FUNCTION tracker_ledger_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    source text := CASE TG_OP WHEN 'INSERT' THEN 'new_rows' WHEN 'DELETE' THEN 'old_rows'
        ELSE '(SELECT * FROM new_rows UNION ALL SELECT * FROM old_rows) both_rows' END;
    ids bigint[];
BEGIN
    -- Most entries and parts are those of events, which are in no ledger; and most of what changes
    -- of the others counts for nothing here.
    IF TG_TABLE_NAME = 'tracker_entry' THEN
        IF TG_OP = 'INSERT' THEN
            SELECT array_agg(id) INTO ids FROM new_rows WHERE kind <> 'event';
        ELSIF TG_OP = 'DELETE' THEN
            SELECT array_agg(id) INTO ids FROM old_rows WHERE kind <> 'event';
        ELSE
            SELECT array_agg(n.id) INTO ids FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE n.kind <> 'event'
                AND (n.process_id, n.state, n.earliest, n.latest, n.anchor, n.known_on)
                IS DISTINCT FROM
                (o.process_id, o.state, o.earliest, o.latest, o.anchor, o.known_on);
        END IF;
    ELSIF TG_TABLE_NAME = 'tracker_condition' AND TG_OP = 'UPDATE' THEN
        SELECT array_agg(n.entry_ptr_id) INTO ids
        FROM new_rows n JOIN old_rows o ON o.entry_ptr_id = n.entry_ptr_id
        WHERE n.condition_kind <> o.condition_kind;
    ELSE
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %s', TG_ARGV[0], source) INTO ids;
        IF TG_TABLE_NAME = 'tracker_part' THEN
            SELECT array_agg(id) INTO ids FROM tracker_entry
            WHERE id = ANY(ids) AND kind <> 'event';
        END IF;
    END IF;
    IF ids IS NOT NULL THEN PERFORM tracker_refresh_ledgers(ids); END IF;
    RETURN NULL;
END $$;
"""

_COLUMNS = {
    "entry": "id",
    "condition": "entry_ptr_id",
    "development": "entry_id",
    "part": "entry_id",
}
_REFERENCING = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}
TRIGGERS = "\n".join(
    f"CREATE TRIGGER ledger_after_{act.lower()} AFTER {act} ON tracker_{table}"
    f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION tracker_ledger_changed('{column}');"
    for table, column in _COLUMNS.items()
    for act, rows in _REFERENCING.items()
)
DROP = "\n".join(
    [
        *(
            f"DROP TRIGGER ledger_after_{act.lower()} ON tracker_{table};"
            for table in _COLUMNS
            for act in _REFERENCING
        ),
        "DROP FUNCTION tracker_ledger_changed(), tracker_refresh_ledgers(bigint[]),"
        " tracker_ledger_lines(bigint[]);",
    ]
)

# What was on record before there were triggers.
FILL = """
INSERT INTO tracker_ledgerline (holder, holder_id, ledger, entry_id, known_from, known_until,
    known_on, state, outcome, since, earliest, latest, stated_on,
    moves, moves_counted, days_moved, days_later)
SELECT * FROM tracker_ledger_lines(ARRAY(SELECT id FROM tracker_entry WHERE kind <> 'event'));
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0017_ledgers")]

    operations = [
        migrations.RunSQL(LEDGERS + TRIGGERS, DROP),
        migrations.RunSQL(FILL, "DELETE FROM tracker_ledgerline"),
    ]
