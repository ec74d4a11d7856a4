"""What somebody has seen before publishing it: a mark that is another after every change.

The version of an entry moves with what is public. What is pending on a published entry changes
without it, and is published just so; hence marks, made of the rows themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from tracker.models import Annotation, Development, Entry

_SALT = "tracker.editing.seen"
# Of a source: what is shown of it, and whether it is public.
_SOURCE = (
    *("pk", "state", "stance", "version_id", "start", "end"),
    *("speaker_id", "mode", "attribution", "described_as"),
)

Rows = dict[int, list[tuple[Any, ...]]]


def marks(model: type[Any], keys: Iterable[int]) -> dict[int, str]:
    """The marks of entries, developments or sources, by their keys. What is gone has none."""
    keys = list(keys)
    if issubclass(model, Entry):
        found = _by_owner(Entry.objects.filter(pk__in=keys).values_list("pk", "version"))
        _add(found, _rows_of_developments(F("entry_id"), Q(entry__in=keys)))
        # One after the other: either question has its index, both in one would read every source.
        _add(found, _sources(F("entry_id"), Q(entry__in=keys)))
        _add(found, _sources(F("development__entry_id"), Q(development__entry__in=keys)))
    elif model is Development:
        found = _by_owner(_rows_of_developments(F("pk"), Q(pk__in=keys)))
        _add(found, _sources(F("development_id"), Q(development__in=keys)))
    else:
        found = _by_owner(_sources(F("pk"), Q(pk__in=keys)))
    return {key: _mark(rows) for key, rows in found.items()}


def mark_of_all(model: type[Any], keys: Iterable[int]) -> str:
    """Of many together, in any order."""
    return _mark(sorted(marks(model, keys).items()))


def still_as_seen(model: type[Any], read: Mapping[int, str]) -> list[int]:
    """The keys of those rows that are as they were when somebody read these marks. They are held
    until the transaction ends."""
    hold(model, read)
    now = marks(model, read)
    return [key for key, mark in read.items() if mark and now.get(key) == mark]


def hold(model: type[Any], keys: Iterable[int]) -> None:
    """Nobody changes what these marks are made of until the transaction ends."""
    keys = list(keys)
    if issubclass(model, Entry):
        entries = keys
    elif model is Development:
        entries = list(Development.objects.filter(pk__in=keys).values_list("entry_id", flat=True))
    else:
        of_entry = Coalesce("entry_id", "development__entry_id")
        entries = list(Annotation.objects.filter(pk__in=keys).values_list(of_entry, flat=True))
    for rows in (
        Entry.objects.filter(pk__in=entries),
        Development.objects.filter(entry__in=entries),
    ):
        list(rows.order_by("pk").select_for_update().values_list("pk"))


def mark_of_sources(entry: Entry) -> str:
    """Of the sources that the developments of an entry rest on."""
    of_it = _sources(F("development_id"), Q(development__entry=entry.pk))
    return _mark([tuple(row) for row in of_it])


def _rows_of_developments(owner: Any, which: Q) -> QuerySet[Any, Any]:
    columns = [field.attname for field in Development._meta.concrete_fields]
    rows = Development.objects.filter(which).order_by("pk").annotate(owner=owner)
    return rows.values_list("owner", *columns)


def _sources(owner: Any, which: Q) -> QuerySet[Any, Any]:
    rows = Annotation.objects.filter(which).order_by("pk").annotate(owner=owner)
    return rows.values_list("owner", *_SOURCE, "entry_id", "development_id")


def _by_owner(rows: Iterable[Any]) -> Rows:
    found: Rows = defaultdict(list)
    _add(found, rows)
    return found


def _add(found: Rows, rows: Iterable[Any]) -> None:
    for owner, *columns in rows:
        found[owner].append(tuple(columns))


def _mark(rows: list[tuple[Any, ...]]) -> str:
    return salted_hmac(_SALT, repr(rows)).hexdigest()[:24] if rows else ""
