"""Django's side of the choice: reads go where the request reads, all else to the primary."""

from typing import Any

from django.db.models import Model

from tracker.replicas import PRIMARY, reading_alias


class ReplicaRouter:
    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return reading_alias()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        """The databases are copies of each other, so rows of any two belong together."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """What is done to the primary reaches the standbys by itself."""
        return db == PRIMARY
