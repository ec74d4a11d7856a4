"""The entries of a filter at a moment, with their states."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import (
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Replace

from tracker.models import (
    Actor,
    Annotation,
    Entry,
    EntryTopic,
    Part,
    Process,
    Role,
    Topic,
    Track,
)
from tracker.models.entries import SEARCH_CONFIG, EntryQuerySet
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.states import in_status, with_standing
from tracker.timeline.visible import Reader

# Around the words found, until the page escapes everything else. Private-use characters, which a
# search configuration passes through; an article that holds them gets a mark too many, no more.
FOUND_START, FOUND_END = "\ue000", "\ue001"


def timeline_entries(chosen: TimelineFilter, *, reader: Reader) -> EntryQuerySet:
    """The entries that this reader may see and that this filter asks for, unordered."""
    entries, driver = _placed(Entry.objects.visible_to(reader), chosen)
    if chosen.day("as_of"):
        entries = entries.filter(known_on__lte=chosen.at)
    if since := chosen.day("since"):
        entries = entries.filter(known_on__gt=since)
    if first := chosen.day("from"):
        entries = entries.filter(latest__gte=first)
    if last := chosen.day("to"):
        entries = entries.filter(by_day__lte=last)  # type: ignore[misc]
    if values := chosen.chosen("kind"):
        entries = entries.filter(kind__in=values)
    if values := chosen.chosen("process"):
        entries = entries.filter(process__in=_keys(Process, values))
    if values := chosen.chosen("track"):
        entries = entries.filter(track__in=_keys(Track, values))
    if values := chosen.chosen("type"):
        entries = entries.filter(event__plover_type__in=values)
    if values := chosen.chosen("topic"):
        topics = EntryTopic.objects.filter(entry=OuterRef("pk"), topic__in=_keys(Topic, values))
        entries = entries.filter(Exists(topics))
    for key in _ROLES:
        if key != driver and chosen.chosen(key):
            entries = entries.filter(Exists(_parts(chosen, key).filter(entry=OuterRef("pk"))))
    if chosen.q:
        # The index knows every quote; as of a day, only those count that were out by then.
        entries = entries.filter(search=_words(chosen.q))
        if as_of := chosen.day("as_of"):
            known = SearchVector("title", "summary", _words_known(as_of), config=SEARCH_CONFIG)
            entries = entries.annotate(known=known).filter(known=_words(chosen.q))
    if driver != "status" and (values := chosen.chosen("status")):
        entries = in_status(entries, values, at=chosen.at)
    return with_standing(entries, at=chosen.at)


_ROLES: "Mapping[str, tuple[Role, ...]]" = {
    "actor": (),
    "initiator": (Role.INITIATOR,),
    "recipient": (Role.RECIPIENT,),
}


def placed(entries: EntryQuerySet) -> EntryQuerySet:
    """Any entries with their place in order of time, as lists and exports need them."""
    return entries.alias(by_day=F("earliest"), by_key=F("pk"))


def _placed(entries: EntryQuerySet, chosen: TimelineFilter) -> tuple[EntryQuerySet, str]:
    """The entries with `by_day` and `by_key`, their place in order of time, out of the table whose
    index leads to the newest of them soonest; and the key of the filter that this has heeded."""
    for key in _ROLES:
        if chosen.chosen(key):
            parts = _parts(chosen, key)
            actors = _keys(Actor, chosen.chosen(key))
            roles = Q(parts__role__in=_ROLES[key]) if _ROLES[key] else Q()
            entries = entries.filter(roles, parts__actor__in=actors).alias(
                part=F("parts__pk"), by_day=F("parts__entry_earliest"), by_key=F("parts__entry")
            )
            # An actor in two roles, or two actors asked for, make one entry all the same.
            before = parts.filter(entry=OuterRef("by_key"), pk__lt=OuterRef("part"))
            return entries.filter(~Exists(before)), key
    if values := chosen.chosen("status"):
        entries = in_status(entries, values, at=chosen.at).alias(
            by_day=F("standing_periods__stated"), by_key=F("standing_periods__entry")
        )
        return entries, "status"
    return placed(entries), ""


def _parts(chosen: TimelineFilter, key: str) -> "QuerySet[Part]":
    parts = Part.objects.filter(actor__in=_keys(Actor, chosen.chosen(key))).order_by()
    return parts.filter(role__in=_ROLES[key]) if _ROLES[key] else parts


def _keys(model: "type[Model]", slugs: Sequence[str]) -> list[int]:
    """Looked up beforehand: of a key the planner knows how frequent it is, of a slug it does not,
    and the way to the newest entries of a frequent actor is another than to those of a rare one."""
    return list(model._default_manager.filter(slug__in=slugs).values_list("pk", flat=True))


def with_kinds(entries: EntryQuerySet) -> EntryQuerySet:
    """Fetches along the process, the track and what each kind has of its own."""
    return entries.select_related("process", "track", "event", "deadline", "condition").defer(
        "words", "search"
    )


def found_words(
    keys: Sequence[int], q: str, *, as_of: date | None = None
) -> dict[int, tuple[str, str, str]]:
    """For each of these entries its title, summary and words, the found ones between the two
    marks."""
    words = _words_known(as_of) if as_of else F("words")
    found = Entry.objects.filter(pk__in=keys).annotate(
        found_title=_headline("title", q, "HighlightAll=true"),
        found_summary=_headline("summary", q, "HighlightAll=true"),
        # The clauses and quotes lie in lines of their own; a reader should see where one ends.
        found_words=_headline(
            Replace(words, Value("\n"), Value(" … ")),
            q,
            "MaxFragments=2, MaxWords=24, MinWords=8",
        ),
    )
    columns = ("pk", "found_title", "found_summary", "found_words")
    return {pk: (title, summary, said) for pk, title, summary, said in found.values_list(*columns)}


def _words_known(as_of: date) -> Func:
    """The searchable words beside title and summary (editing.derived), with the quotes that were
    out by that day."""
    quotes = (
        Annotation.objects.filter(entry=OuterRef("pk"))
        .known_by(as_of)
        .of_entries_counting()
        .order_by()
        .values("entry")
        .annotate(quotes=StringAgg("exact", "\n"))
        .values("quotes")
    )
    return Func(
        Value("\n"),
        *("phrase", "deadline__demand", "deadline__consequence"),
        *("condition__if_clause", "condition__then_clause"),
        Subquery(quotes),
        function="concat_ws",
        output_field=TextField(),
    )


def _words(q: str) -> SearchQuery:
    return SearchQuery(q, config=SEARCH_CONFIG, search_type="websearch")


def _headline(text: str | Func, q: str, options: str) -> Func:
    return Func(
        Value(SEARCH_CONFIG),
        F(text) if isinstance(text, str) else text,
        _words(q),
        Value(f'StartSel="{FOUND_START}", StopSel="{FOUND_END}", {options}'),
        function="ts_headline",
        template="%(function)s(%(expressions)s)",
        output_field=TextField(),
    )
