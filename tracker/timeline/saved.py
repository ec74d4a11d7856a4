"""Who saved a record last: an actor, a process, an article, with the rows that hang on it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model


class Saved(NamedTuple):
    at: datetime
    who: str  # empty where nobody can tell


def last_saved(obj: Model, rows: Iterable[tuple[type[Model], str]]) -> Saved | None:
    """By the revisions of a row, and of the rows of other models that refer to it by a field."""
    found = [_newest(type(obj), pgh_obj=obj.pk)]
    found += [_newest(model, **{field: obj.pk}) for model, field in rows]
    known = [one for one in found if one]
    if not known:
        return None
    at, context = max(known, key=lambda one: one[0])
    user = User.objects.filter(pk=(context or {}).get("user") or 0).first()
    return Saved(at, user.get_username() if user else "")


def _newest(model: type[Model], **of: Any) -> tuple[datetime, dict[str, Any] | None] | None:
    revisions = apps.get_model("tracker", f"{model.__name__}Revision")._default_manager
    newest = revisions.filter(**of).order_by("-pgh_created_at", "-pgh_id")
    for at, context in newest.values_list("pgh_created_at", "pgh_context__metadata")[:1]:
        return at, context
    return None
