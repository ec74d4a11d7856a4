"""`manage.py window "within days" --anchor 2025-04-18`: what words mean, as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.dates.page import page
from tracker.dates.phrases import UnknownPhrase, resolve
from tracker.management.arguments import day


class Command(BaseCommand):
    help = "Says which days the words of a source mean, and why; exit status 1 where nobody knows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("phrase", nargs="?", help="the words: 'as early as next week'")
        parser.add_argument(
            "--anchor", type=day, help="the day that they count from; today when left out"
        )
        parser.add_argument(
            "--direction",
            choices=("past", "future"),
            help="which way words look that do not say it themselves, such as 'on Thursday'",
        )
        parser.add_argument(
            "--rules", action="store_true", help="print the table of rules: docs/dates.md"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rules"]:
            self.stdout.write(page(), ending="")
            return
        if options["phrase"] is None:
            raise CommandError("Say which words, or --rules.")
        anchor = options["anchor"] or timezone.localdate()
        try:
            window = resolve(options["phrase"], anchor=anchor, direction=options["direction"])
        except UnknownPhrase as unknown:
            raise CommandError(str(unknown)) from unknown
        found = {
            "phrase": window.phrase,
            "anchor": anchor.isoformat(),
            "edtf": window.edtf,
            "earliest": None if window.is_open_start else window.earliest.isoformat(),
            "latest": None if window.is_open_end else window.latest.isoformat(),
            "why": window.why,
        }
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
