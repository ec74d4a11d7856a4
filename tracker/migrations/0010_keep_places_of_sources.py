"""Every source carries its article and the day of that, so that one index leads to the newest
articles on which something published rests."""

from django.db import migrations

PLACED = """
CREATE FUNCTION tracker_annotation_placed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Locked, so that whoever changes the day meanwhile comes before this or sees this row.
    SELECT article.id, article.published_on INTO NEW.of_article_id, NEW.article_published_on
    FROM tracker_articleversion version JOIN tracker_article article ON article.id = version.article_id
    WHERE version.id = NEW.version_id
    FOR SHARE OF article;
    RETURN NEW;
END $$;

CREATE FUNCTION tracker_article_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tracker_annotation annotation SET article_published_on = n.published_on
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    JOIN tracker_articleversion version ON version.article_id = n.id
    WHERE n.published_on <> o.published_on AND annotation.version_id = version.id;
    RETURN NULL;
END $$;

-- Not of every change: to publish a source takes no lock on its article.
CREATE TRIGGER annotation_placed
    BEFORE INSERT OR UPDATE OF version_id, of_article_id, article_published_on ON tracker_annotation
    FOR EACH ROW EXECUTE FUNCTION tracker_annotation_placed();
CREATE TRIGGER kept_after_update AFTER UPDATE ON tracker_article
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tracker_article_changed();
"""
UNPLACED = """
DROP TRIGGER kept_after_update ON tracker_article;
DROP TRIGGER annotation_placed ON tracker_annotation;
DROP FUNCTION tracker_article_changed(), tracker_annotation_placed();
"""

# What was on record before there were triggers.
FILL = """
UPDATE tracker_annotation annotation
SET of_article_id = article.id, article_published_on = article.published_on
FROM tracker_articleversion version JOIN tracker_article article ON article.id = version.article_id
WHERE version.id = annotation.version_id
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0009_places_of_sources")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(PLACED, UNPLACED),
    ]
