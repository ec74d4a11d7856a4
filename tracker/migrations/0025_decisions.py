"""What editors decided about the proposals of the reading assistant."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("tracker", "0024_articles_come_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "event"),
                            ("deadline", "deadline"),
                            ("condition", "condition"),
                        ],
                        max_length=9,
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("turn", models.PositiveSmallIntegerField(default=0)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("attached", "attached"),
                            ("rejected", "rejected"),
                            ("split", "split"),
                            ("merged", "merged"),
                            ("joined", "joined to another"),
                        ],
                        max_length=8,
                    ),
                ),
                ("split_at", models.PositiveIntegerField(null=True)),
                (
                    "actors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "annotation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="tracker.annotation",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="tracker.entry",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="joined",
                        to="tracker.decision",
                    ),
                ),
                (
                    "time_limit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="tracker.deadline",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="tracker.articleversion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="DecisionRevision",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "event"),
                            ("deadline", "deadline"),
                            ("condition", "condition"),
                        ],
                        max_length=9,
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("turn", models.PositiveSmallIntegerField(default=0)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("attached", "attached"),
                            ("rejected", "rejected"),
                            ("split", "split"),
                            ("merged", "merged"),
                            ("joined", "joined to another"),
                        ],
                        max_length=8,
                    ),
                ),
                ("split_at", models.PositiveIntegerField(null=True)),
                (
                    "actors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "annotation",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.annotation",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.entry",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.decision",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="decision_revisions",
                        related_query_name="decision_revision",
                        to="tracker.decision",
                    ),
                ),
                (
                    "time_limit",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.deadline",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tracker.articleversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("version", "kind", "start", "end", "turn"), name="decision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verdict__in",
                        ["accepted", "attached", "rejected", "split", "merged", "joined"],
                    )
                ),
                name="decision_verdict_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["event", "deadline", "condition"])),
                name="decision_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="decision_start_before_end"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("split_at__isnull", True),
                    models.Q(
                        ("verdict", "split"),
                        ("split_at__lt", models.F("end")),
                        ("start__lt", models.F("split_at")),
                    ),
                    _connector="OR",
                ),
                name="decision_split_within",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged__isnull", False), ("verdict", "joined")),
                    models.Q(
                        models.Q(("verdict", "joined"), _negated=True), ("merged__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="decision_joined_to_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("annotation__isnull", False),
                        ("entry__isnull", False),
                        ("verdict__in", ["accepted", "attached"]),
                    ),
                    models.Q(
                        models.Q(("verdict__in", ["accepted", "attached"]), _negated=True),
                        ("annotation__isnull", True),
                        ("entry__isnull", True),
                        ("time_limit__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="decision_made_something",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_decisionrevision" ("actors", "annotation_id", "decided_at", "decided_by_id", "end", "entry_id", "id", "kind", "merged_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "split_at", "start", "time_limit_id", "turn", "verdict", "version_id") VALUES (NEW."actors", NEW."annotation_id", NEW."decided_at", NEW."decided_by_id", NEW."end", NEW."entry_id", NEW."id", NEW."kind", NEW."merged_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."split_at", NEW."start", NEW."time_limit_id", NEW."turn", NEW."verdict", NEW."version_id"); RETURN NULL;',
                    hash="9c5e103780bea4964f324d18e46943ef42ded6cf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_921aa",
                    table="tracker_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "tracker_decisionrevision" ("actors", "annotation_id", "decided_at", "decided_by_id", "end", "entry_id", "id", "kind", "merged_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "split_at", "start", "time_limit_id", "turn", "verdict", "version_id") VALUES (NEW."actors", NEW."annotation_id", NEW."decided_at", NEW."decided_by_id", NEW."end", NEW."entry_id", NEW."id", NEW."kind", NEW."merged_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."split_at", NEW."start", NEW."time_limit_id", NEW."turn", NEW."verdict", NEW."version_id"); RETURN NULL;',
                    hash="82b03269f46f9733ff3eb81b1d125a999a3af913",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_03fee",
                    table="tracker_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "tracker_decisionrevision" ("actors", "annotation_id", "decided_at", "decided_by_id", "end", "entry_id", "id", "kind", "merged_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "split_at", "start", "time_limit_id", "turn", "verdict", "version_id") VALUES (OLD."actors", OLD."annotation_id", OLD."decided_at", OLD."decided_by_id", OLD."end", OLD."entry_id", OLD."id", OLD."kind", OLD."merged_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."split_at", OLD."start", OLD."time_limit_id", OLD."turn", OLD."verdict", OLD."version_id"); RETURN NULL;',
                    hash="b5110738004c3025a82c5c6988bae85d5b33b715",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_89782",
                    table="tracker_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decisionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7da9c61a75eba091fae6572ff76761e8021c823c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6981a",
                    table="tracker_decisionrevision",
                    when="BEFORE",
                ),
            ),
        ),
    ]
