"""`manage.py suggest FILE --published 2025-04-18`: what the reading assistant finds, as JSON."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone

from tracker.management.arguments import day
from tracker.selectors.text import clean_text
from tracker.suggest.actors.gazetteer import Gazetteer, KnownActor
from tracker.suggest.reading import read
from tracker.suggest.text import Document
from tracker.suggest.written import Item, written
from tracker.timeline.known_actors import known_actors


class Command(BaseCommand):
    help = (
        "Reads articles and says what could become of them: dates, actors, deadlines, conditions,"
        " quotes and events, each with its place in the text, its value and the reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", help="a text in UTF-8; - for the standard input")
        what.add_argument(
            "--jsonl",
            metavar="FILE",
            help='many documents, one a line: {"id", "dct", "text"}; dct is the day of publication',
        )
        parser.add_argument(
            "--published",
            type=day,
            help="the day that the words of FILE count from; today when left out",
        )
        parser.add_argument(
            "--alone",
            action="store_true",
            help="with the actors that Demarche brings along, without those of the database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        gazetteer = Gazetteer(() if options["alone"] else self._on_record())
        if options["jsonl"]:
            for name, document in _documents(options["jsonl"]):
                line = {"id": name, "suggestions": _suggestions(document, gazetteer)}
                self.stdout.write(json.dumps(line, ensure_ascii=False))
            return
        text = "".join(_lines(options["file"]))
        document = _document(text, options["published"] or timezone.localdate())
        found = _suggestions(document, gazetteer)
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))

    def _on_record(self) -> list[KnownActor]:
        try:
            return known_actors()
        except ProgrammingError:
            self.stderr.write(
                "Nothing is set up in the database yet (manage.py migrate): this is read with the"
                " actors that Demarche brings along."
            )
            return []


def _suggestions(document: Document, gazetteer: Gazetteer) -> list[Item]:
    return written(document, read(document, gazetteer))


def _documents(file: str) -> Iterator[tuple[Any, Document]]:
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            name = said["id"]
            document = _document(said["text"], date.fromisoformat(said["dct"][:10]))
        except (KeyError, TypeError, ValueError, CommandError) as error:
            raise CommandError(
                f"Line {number} is no document with an id, a dct (2025-04-18) and a text: {error}"
            ) from error
        yield name, document


def _document(text: str, published: date) -> Document:
    """The text letter for letter, so that offsets fit the file; what can be no text is refused."""
    try:
        clean_text(text)
    except ValueError as error:
        raise CommandError(str(error)) from error
    return Document(text, published)


def _lines(file: str) -> Iterator[str]:
    try:
        if file == "-":
            yield from sys.stdin
            return
        # Line ends as they stand in the file: offsets count them.
        with Path(file).open(encoding="utf-8", newline="") as lines:
            yield from lines
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is no text in UTF-8: {error.reason}") from error
