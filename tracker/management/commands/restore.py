"""A backup becomes the database again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tracker.backups import here


class Command(BaseCommand):
    help = (
        "Restore a backup: into an empty database, or with --replace in the place of what is "
        "there, which is backed up first. In one transaction; what was restored is compared with "
        "what the backup says of itself before it counts. Demarche must not be served meanwhile."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the backup; its .json lies beside it")
        parser.add_argument(
            "--replace", action="store_true", help="although the database is not empty"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        known = MigrationLoader(None).disk_migrations
        connection.ensure_connection()
        here.restore(
            here.server_of(connection.settings_dict),
            file,
            replace=replace,
            known_migrations=sorted(".".join(key) for key in known),
            ours=connection.connection.info.backend_pid,
            say=self.stdout.write,
        )
        self.stdout.write(f"{file} is restored.")
