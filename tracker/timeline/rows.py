"""What a row of the timeline shows beside the entry: who takes part, and its first source.

Plain tuples in two statements: a page has some hundred of each, and models would take longer to
make than to fetch.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tracker.models import Annotation, Entry, Kind, Part, Role
from tracker.timeline.entries import Reader


class PartRow(NamedTuple):
    role: str
    slug: str
    name: str


class Parts(NamedTuple):
    initiators: list[PartRow]
    recipients: list[PartRow]
    others: list[PartRow]


class QuoteRow(NamedTuple):
    """The words of a source, with a little around them."""

    pk: int
    exact: str
    prefix: str
    suffix: str
    stance: str
    state: str
    article: int
    published_on: date
    outlet: str
    reliability: str


def complete(entries: Iterable[Entry], *, reader: Reader, as_of: date | None = None) -> list[Entry]:
    """The same entries, each with `by_role` (Parts) and, if it is an event, `quote` (QuoteRow of
    the oldest source that this reader may see, or None)."""
    found = {entry.pk: entry for entry in entries}
    by_role = {pk: Parts([], [], []) for pk in found}
    parts = Part.objects.filter(entry__in=by_role).order_by("id")
    for pk, role, slug, name in parts.values_list("entry_id", "role", "actor__slug", "actor__name"):
        by_role[pk][_PLACES.get(role, 2)].append(PartRow(role, slug, name))
    quotes = (
        Annotation.objects.visible_to(reader)
        .known_by(as_of)
        .filter(entry__in=[pk for pk, entry in found.items() if entry.kind == Kind.EVENT])
        .order_by("entry_id", "version__article__published_on", "start", "pk")
        .distinct("entry_id")
        .values_list(
            *("entry_id", "pk", "exact", "prefix", "suffix", "stance", "state"),
            *("version__article_id", "version__article__published_on"),
            *("version__article__outlet__name", "version__article__outlet__reliability"),
        )
    )
    quote_of = {pk: QuoteRow(*columns) for pk, *columns in quotes}
    for pk, entry in found.items():
        entry.by_role = by_role[pk]  # type: ignore[attr-defined]
        entry.quote = quote_of.get(pk)  # type: ignore[attr-defined]
    return list(found.values())


_PLACES = {Role.INITIATOR.value: 0, Role.RECIPIENT.value: 1}
