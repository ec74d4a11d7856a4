from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.editing.kept import drift, recount


class Command(BaseCommand):
    help = (
        "Make anew what the database keeps beside the record: standing periods and tallies. "
        "Needed only after rows were written with triggers switched off."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; say what differs (exit status 1)"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if not check:
            recount()
            self.stdout.write("Counted anew.")
            return
        found = {kind: number for kind, number in drift().items() if number}
        if found:
            differing = ", ".join(f"{kind}: {number}" for kind, number in found.items())
            raise CommandError(f"Differs from the record: {differing}. Run: manage.py recount")
        self.stdout.write("All that is kept agrees with the record.")
