"""What waits on the desk: for a reviewer to publish, for an editor to go on with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, TypeVar

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.models import (
    IS_PENDING,
    PENDING_STATES,
    Annotation,
    Article,
    ClockState,
    Development,
    Entry,
    Kind,
    Part,
    ReviewState,
)
from tracker.models.entries import EntryQuerySet
from tracker.timeline.counts import MOST_COUNTED, Number
from tracker.timeline.entries import timeline_entries, with_kinds
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.paging import places
from tracker.timeline.quotes import quotes_of
from tracker.timeline.rows import EntryRow, rows_of
from tracker.timeline.visible import Reader

MOST_LISTED = 50
MOST_OVERDUE = 20
# Articles are looked through for those that nothing rests on, from the newest back: where all of
# them are read, that must end somewhere.
MOST_LOOKED_THROUGH = 1_000

Row = TypeVar("Row")


class Listed(NamedTuple, Generic[Row]):
    """The newest of them, and how many there are."""

    rows: list[Row]
    number: Number

    @property
    def is_cut(self) -> bool:
        return self.number.at_least or self.number.value > len(self.rows)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry, a development or a source that is not public yet."""

    row: Entry | Development | Annotation
    entry: Entry  # itself, or the one that it is about
    at: datetime  # when it was recorded
    who: str  # by whom, as far as the history knows
    quote: str  # the first words that it rests on

    @property
    def kind(self) -> str:
        return str(self.row._meta.model_name)

    @property
    def address(self) -> str:
        """Where it is to be read."""
        if isinstance(self.row, Annotation):
            step = self.row.development
            return step.get_absolute_url() if step else f"{self.entry.get_absolute_url()}#evidence"
        return self.row.get_absolute_url()

    @property
    def names_nobody(self) -> bool:
        return isinstance(self.row, Entry) and not getattr(self.row, "has_parts", True)


def for_review(*, reader: Reader) -> Listed[Waiting]:
    """What a reviewer can publish, newest first: entries that were sent, and whatever is pending on
    published ones, sent or not. What hangs on a pending entry is published with that."""
    kinds: tuple[QuerySet[Any], ...] = (_in_review(), _developments(), _annotations())
    found = [row for rows in kinds for row in rows.order_by("-pk")[: MOST_LISTED + 1]]
    found.sort(key=lambda row: (row.created_at, row.pk), reverse=True)
    shown = _waiting(found[:MOST_LISTED], reader=reader)
    if len(found) <= MOST_LISTED:
        return Listed(shown, Number(len(found)))
    return Listed(shown, Number.capped(sum(map(_count, kinds)), MOST_COUNTED))


def drafts_of(user: User, *, reader: Reader) -> Listed[Waiting]:
    """What this editor has drafted and not sent to review."""
    mine: Any = {
        "entry_revision__pgh_label": "insert",
        "entry_revision__pgh_context__metadata__user": user.pk,
    }
    drafts = _entries(Entry.objects.filter(state=ReviewState.DRAFT, **mine))
    return _cut(drafts.order_by("-pk"), lambda rows: _waiting(rows, reader=reader))


def overdue(*, reader: Reader, at: date) -> Listed[EntryRow]:
    """Deadlines whose window has passed, and of which nobody has recorded what came."""
    choices = {"status": (ClockState.OVERDUE.value,), "kind": (Kind.DEADLINE.value,)}
    entries = timeline_entries(TimelineFilter(choices=choices), reader=reader)
    keys = [key for _day, key in places(entries, most=MOST_COUNTED + 1)]
    shown = rows_of(keys[:MOST_OVERDUE], reader=reader, at=at)
    return Listed(shown, Number.capped(len(keys), MOST_COUNTED))


def to_be_read() -> Listed[Article]:
    """Of the articles that came in last, those that nothing rests on."""
    newest = Article.objects.order_by("-pk").values("pk")[:MOST_LOOKED_THROUGH]
    spans = Annotation.objects.filter(version__article=OuterRef("pk"))
    used = Exists(spans.exclude(state=ReviewState.RETRACTED))
    articles = Article.objects.filter(~used, pk__in=newest).select_related("outlet")
    return _cut(articles.order_by("-pk"), list)


def has_pending(entry: Entry) -> bool:
    """Whether a reviewer can publish something here: the entry, or what is pending on it."""
    if entry.state != ReviewState.PUBLISHED:
        return entry.state in PENDING_STATES
    return (
        _developments().filter(entry=entry).exists()
        or _annotations().filter(Q(entry=entry) | Q(development__entry=entry)).exists()
    )


def _in_review() -> EntryQuerySet:
    return _entries(Entry.objects.filter(state=ReviewState.IN_REVIEW))


def _entries(entries: EntryQuerySet) -> EntryQuerySet:
    parts = Part.objects.filter(entry=OuterRef("pk"))
    return with_kinds(entries).annotate(has_parts=Exists(parts))


def _developments() -> "QuerySet[Development]":
    found = Development.objects.filter(IS_PENDING, entry__state=ReviewState.PUBLISHED)
    return found.select_related("entry__process", "entry__event").defer(*_unread("entry"))


def _annotations() -> "QuerySet[Annotation]":
    public = ReviewState.PUBLISHED
    of_public = Q(entry__state=public) | Q(
        development__state=public, development__entry__state=public
    )
    found = Annotation.objects.filter(of_public, IS_PENDING)
    ways = ("entry", "development__entry")
    along = [f"{way}__{what}" for way in ways for what in ("process", "event")]
    return found.select_related(*along).defer(*_unread(*ways))


def _unread(*ways: str) -> list[str]:
    """What only searches read of an entry, which is as long as its texts themselves."""
    return [f"{way}__{name}" for way in ways for name in ("words", "search")]


def _cut(rows: "QuerySet[Any, Any]", read: Callable[[list[Any]], list[Row]]) -> Listed[Row]:
    found = list(rows[: MOST_LISTED + 1])
    if len(found) <= MOST_LISTED:
        return Listed(read(found), Number(len(found)))
    return Listed(read(found[:MOST_LISTED]), Number.capped(_count(rows), MOST_COUNTED))


def _count(rows: "QuerySet[Any, Any]") -> int:
    return rows.order_by()[: MOST_COUNTED + 1].count()


def _waiting(rows: Sequence[Any], *, reader: Reader) -> list[Waiting]:
    names = {model: _recorded_by(model, _keys(rows, model)) for model in _MODELS}
    quotes = _quotes(rows, reader=reader)
    return [
        Waiting(
            row=row,
            entry=_entry_of(row),
            at=row.created_at,
            who=names[type(row)].get(row.pk, ""),
            quote=quotes.get((type(row), row.pk), ""),
        )
        for row in rows
    ]


_MODELS = (Entry, Development, Annotation)


def _keys(rows: Iterable[Any], model: type[Any]) -> list[int]:
    return [row.pk for row in rows if type(row) is model]


def _entry_of(row: Entry | Development | Annotation) -> Entry:
    if isinstance(row, Annotation):
        found = row.development.entry if row.development else row.entry
        assert found is not None  # noqa: S101  the database holds that it has one of both
        return found
    return row.entry if isinstance(row, Development) else row


def _recorded_by(model: type[Any], keys: Sequence[int]) -> dict[int, str]:
    """The names of those who recorded these rows."""
    if not keys:
        return {}
    revisions = apps.get_model("tracker", f"{model.__name__}Revision")
    recorded = revisions._default_manager.filter(pgh_obj__in=keys, pgh_label="insert")
    by = dict(recorded.values_list("pgh_obj_id", "pgh_context__metadata__user"))
    users = User.objects.in_bulk([user for user in by.values() if user])
    return {key: users[user].get_username() for key, user in by.items() if user in users}


def _quotes(rows: Sequence[Any], *, reader: Reader) -> dict[tuple[type[Any], int], str]:
    """Of each the first words that it rests on."""
    found: dict[tuple[type[Any], int], str]
    found = {(Annotation, row.pk): row.exact for row in rows if type(row) is Annotation}
    of_entries = quotes_of(_keys(rows, Entry), reader=reader, as_of=None, most=1)
    found |= {(Entry, key): quotes[0].exact for key, quotes in of_entries.items() if quotes}
    steps = Annotation.objects.filter(development__in=_keys(rows, Development))
    first = steps.exclude(state=ReviewState.RETRACTED).order_by("development", "pk")
    said = first.distinct("development").values_list("development", "exact")
    return found | {(Development, key): exact for key, exact in said}
