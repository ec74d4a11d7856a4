"""Django's querysets inside hand-written SQL."""

import re
from typing import Any

from django.db.models import QuerySet

from tracker.replicas import reading_alias


def sql_of(rows: "QuerySet[Any, Any]", *, prefix: str) -> tuple[str, dict[str, Any]]:
    """The SELECT of a queryset and its parameters by name: Django's own come by position, and
    one statement takes them all in one way."""
    sql, values = rows.query.get_compiler(reading_alias()).as_sql()
    parameters = {f"{prefix}_{number}": value for number, value in enumerate(values)}
    names = iter(parameters)
    return re.sub(
        "%[s%]", lambda m: "%%" if m[0] == "%%" else f"%({next(names)})s", sql
    ), parameters
