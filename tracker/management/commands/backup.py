"""A verified backup of the database, as one file and a description beside it."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from tracker.backups import here
from tracker.backups.making import DatabaseLostError

SECONDS_TO_COME_BACK = 5


class Command(BaseCommand):
    help = (
        "Write the database to a file (pg_dump's custom format), and restore that into a scratch "
        "database to see that counts and checksums of all tables come back. People may go on "
        "working meanwhile."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="where to (var/backups/demarche-<moment>.dump)"
        )
        parser.add_argument(
            "--no-verify", action="store_true", help="do not try it out in a scratch database"
        )

    def handle(self, *args: Any, file: Path | None, no_verify: bool, **options: Any) -> None:
        server = here.server_of(connection.settings_dict)
        try:
            kept = here.backup(server, file, say=self.stdout.write, verify=not no_verify)
        except DatabaseLostError as lost:
            # A server that has been restarted is back within moments.
            self.stdout.write(f"{lost}. Once more, from the beginning.")
            connection.close()
            time.sleep(SECONDS_TO_COME_BACK)
            kept = here.backup(server, file, say=self.stdout.write, verify=not no_verify)
        self.stdout.write(f"{kept} ({kept.stat().st_size} bytes)")
