"""Indexes of what waits for an editor or a reviewer: little among much that is published."""

from django.db import migrations, models

IS_PENDING = models.Q(("state__in", ["draft", "in_review"]))


class Migration(migrations.Migration):
    dependencies = [("tracker", "0022_changes")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["state", "-id"], condition=IS_PENDING, name="entry_pending"),
        ),
        migrations.AddIndex(
            model_name="development",
            index=models.Index(fields=["-id"], condition=IS_PENDING, name="development_pending"),
        ),
        migrations.AddIndex(
            model_name="annotation",
            index=models.Index(fields=["-id"], condition=IS_PENDING, name="annotation_pending"),
        ),
    ]
