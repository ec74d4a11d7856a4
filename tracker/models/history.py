"""Change history: a revision table beside each table that editors write, filled by triggers."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
from django.db import models

ModelType = TypeVar("ModelType", bound=type[models.Model])


def track(*, exclude: Sequence[str] = ()) -> Callable[[ModelType], ModelType]:
    """Keep a `<Model>Revision` row for every insert, change and delete, whoever made it.

    The triggers write in the database, so that no write escapes them; the rows can't be altered.
    """

    def decorate(model: ModelType) -> ModelType:
        name = model.__name__
        tracked: ModelType = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=list(exclude),
            model_name=f"{name}Revision",
            # Entry and its three kinds share one primary key and would share one reverse name.
            obj_field=pghistory.ObjForeignKey(
                related_name=f"{name.lower()}_revisions",
                related_query_name=f"{name.lower()}_revision",
            ),
        )(model)
        return tracked

    return decorate
