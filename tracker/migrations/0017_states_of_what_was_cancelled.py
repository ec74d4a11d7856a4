"""What was cancelled or did not happen says where a process stands, too: a meeting that is called
off may be what stalled it. It does so since it was known, if that is before the day it was meant
for. What is only planned still says nothing."""

from django.db import migrations, models

STATES = """
CREATE OR REPLACE FUNCTION tracker_states_said(ids bigint[]) RETURNS TABLE (
    entry_id bigint, process_id bigint, earliest date, known_on date
) LANGUAGE sql STABLE AS $$
    SELECT entry.id, entry.process_id, {earliest}, entry.known_on
    FROM tracker_entry entry JOIN tracker_event event ON event.entry_ptr_id = entry.id
    WHERE entry.id = ANY(ids) AND entry.state = 'published'
        AND event.process_state <> '' AND event.occurrence {occurrence}
$$;
"""
ANEW = STATES.format(
    earliest="CASE WHEN event.occurrence = 'occurred' THEN entry.earliest"
    " ELSE least(entry.earliest, entry.known_on) END",
    occurrence="<> 'planned'",
)
BEFORE = STATES.format(earliest="entry.earliest", occurrence="= 'occurred'")

REFRESH = """
SELECT tracker_refresh_states_said(
    ARRAY(SELECT entry_ptr_id FROM tracker_event WHERE process_state <> ''));
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0017_keep_ledgers")]

    operations = [
        migrations.AlterField(
            model_name="statesaid",
            name="earliest",
            field=models.DateField(help_text="The day since which that is so"),
        ),
        migrations.RunSQL(ANEW, BEFORE),
        migrations.RunSQL(REFRESH, REFRESH),
    ]
