"""The two roles: editors write drafts, reviewers publish and retract."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WRITTEN = (
    "process",
    "track",
    "topic",
    "actor",
    "actoralias",
    "affiliation",
    "outlet",
    "article",
    "articleversion",
    "entry",
    "event",
    "deadline",
    "condition",
    "conditionlink",
    "entrytopic",
    "part",
    "development",
    "entrylink",
    "annotation",
)
# What is attached to an entry may be taken off again; whole records go by retraction.
ATTACHED = (
    "actoralias",
    "affiliation",
    "conditionlink",
    "entrytopic",
    "part",
    "development",
    "entrylink",
    "annotation",
)


def create_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions usually come after the last migration; the roles need them now.
    config = apps.get_app_config("tracker")
    config.models_module = True  # type: ignore[assignment]  # historical apps have no module; create_permissions asks
    create_permissions(config, verbosity=0, apps=apps, using=schema_editor.connection.alias)
    config.models_module = None

    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    writing = [f"{act}_{model}" for model in WRITTEN for act in ("view", "add", "change")]
    writing += [f"delete_{model}" for model in ATTACHED]
    publishing = ["publish_entry", "retract_entry"]
    for name, codenames in (
        ("Editors", writing),
        ("Reviewers", writing + publishing),
    ):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="tracker", codename__in=codenames)
        )


def remove_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=("Editors", "Reviewers")).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0002_kinds_and_tracks_agree"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_roles, remove_roles)]
