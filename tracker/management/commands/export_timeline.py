"""`manage.py export_timeline`: the public timeline as a file, with the bytes of the site."""

import sys
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from tracker.exports.csv import csv_blocks
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import read_filter

FORMATS = {"csv": csv_blocks}


class Command(BaseCommand):
    help = "Writes the published timeline to a file or to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=sorted(FORMATS), default="csv")
        parser.add_argument(
            "--query",
            default="",
            help="which entries, as in the site's addresses: 'kind=event&status=open'",
        )
        parser.add_argument(
            "--output", type=Path, help="the file to write; standard output when left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen, errors = read_filter(QueryDict(options["query"].removeprefix("?")))
        if errors:
            raise CommandError(
                "; ".join(f"{key}: {' '.join(messages)}" for key, messages in errors.items())
            )
        for said in chosen.in_words.values():
            self.stderr.write(str(said))
        entries = timeline_entries(chosen, reader=AnonymousUser())
        write = FORMATS[options["format"]]
        blocks = write(entries, newest_first=chosen.newest_first, as_of=chosen.day("as_of"))
        if options["output"] is None:
            # A reader that has seen enough (head) is no error.
            with suppress(BrokenPipeError):
                for block in blocks:
                    sys.stdout.buffer.write(block)
                sys.stdout.buffer.flush()
            return
        partial = options["output"].with_name(options["output"].name + ".partial")
        try:
            with partial.open("wb") as file:
                for block in blocks:
                    file.write(block)
            partial.replace(options["output"])  # the whole file or none
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise CommandError(f"{options['output']}: {error.strerror}") from error
