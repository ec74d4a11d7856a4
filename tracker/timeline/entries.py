"""The entries of a filter at a moment, with their states."""

from datetime import date

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, F, Func, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Replace

from tracker.models import Annotation, Entry, EntryTopic, Part, Role
from tracker.models.entries import SEARCH_CONFIG, EntryQuerySet
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.states import in_status, with_standing

Reader = User | AnonymousUser

# Around the words found, until the page escapes everything else. Private-use characters, which a
# search configuration passes through; an article that holds them gets a mark too many, no more.
FOUND_START, FOUND_END = "\ue000", "\ue001"


def timeline_entries(chosen: TimelineFilter, *, reader: Reader) -> EntryQuerySet:
    """The entries that this reader may see and that this filter asks for, unordered."""
    entries = Entry.objects.visible_to(reader)
    if chosen.day("as_of"):
        entries = entries.filter(known_on__lte=chosen.at)
    if since := chosen.day("since"):
        entries = entries.filter(known_on__gt=since)
    if first := chosen.day("from"):
        entries = entries.filter(latest__gte=first)
    if last := chosen.day("to"):
        entries = entries.filter(earliest__lte=last)
    if values := chosen.chosen("kind"):
        entries = entries.filter(kind__in=values)
    if values := chosen.chosen("process"):
        entries = entries.filter(process__slug__in=values)
    if values := chosen.chosen("track"):
        entries = entries.filter(track__slug__in=values)
    if values := chosen.chosen("type"):
        entries = entries.filter(event__plover_type__in=values)
    if values := chosen.chosen("topic"):
        topics = EntryTopic.objects.filter(entry=OuterRef("pk"), topic__slug__in=values)
        entries = entries.filter(Exists(topics))
    for key, roles in _ROLES.items():
        if values := chosen.chosen(key):
            parts = Part.objects.filter(
                entry=OuterRef("pk"), actor__slug__in=values, role__in=roles
            )
            entries = entries.filter(Exists(parts))
    if chosen.q:
        # The index knows every quote; as of a day, only those count that were out by then.
        entries = entries.filter(search=_words(chosen.q))
        if as_of := chosen.day("as_of"):
            known = SearchVector("title", "summary", _words_known(as_of), config=SEARCH_CONFIG)
            entries = entries.annotate(known=known).filter(known=_words(chosen.q))
    entries = with_standing(entries, at=chosen.at)
    if values := chosen.chosen("status"):
        entries = in_status(entries, values, at=chosen.at)
    return entries


_ROLES = {
    "actor": tuple(Role.values),
    "initiator": (Role.INITIATOR.value,),
    "recipient": (Role.RECIPIENT.value,),
}


def with_kinds(entries: EntryQuerySet) -> EntryQuerySet:
    """Fetches along the process, the track and what each kind has of its own."""
    return entries.select_related("process", "track", "event", "deadline", "condition").defer(
        "words", "search"
    )


def with_found_words(entries: EntryQuerySet, q: str, *, as_of: date | None = None) -> EntryQuerySet:
    """Annotates title, summary and words with the found ones between the two marks."""
    if not q:
        return entries
    words = _words_known(as_of) if as_of else F("words")
    return entries.annotate(
        found_title=_headline("title", q, "HighlightAll=true"),
        found_summary=_headline("summary", q, "HighlightAll=true"),
        # The clauses and quotes lie in lines of their own; a reader should see where one ends.
        found_words=_headline(
            Replace(words, Value("\n"), Value(" … ")),
            q,
            "MaxFragments=2, MaxWords=24, MinWords=8",
        ),
    )


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
