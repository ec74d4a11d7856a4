"""TimelineFilter: the query string as a value. Every page, count and export is made from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Self
from urllib.parse import quote_plus, urlencode

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import STATUSES, Actor, Kind, PloverType, Process, Topic, Track
from tracker.models.entries import SEARCH_CONFIG
from tracker.replicas import reading_connection
from tracker.timeline.days import DayInWords, NoDay, clip, read_day
from tracker.timeline.paging import Cursor

CHOICE_KEYS = (
    "process",
    "track",
    "kind",
    "actor",
    "initiator",
    "recipient",
    "topic",
    "type",
    "status",
)
DATE_KEYS = ("from", "to", "as_of", "since")
ORDERS = ("newest", "oldest")
KEYS = (*CHOICE_KEYS, "q", *DATE_KEYS, "order", "after")

_FIXED: Mapping[str, Mapping[str, Any]] = {
    "kind": dict(Kind.choices),
    "type": dict(PloverType.choices),
    "status": STATUSES,
}
_NAMED: Mapping[str, type[Model]] = {
    "process": Process,
    "track": Track,
    "actor": Actor,
    "initiator": Actor,
    "recipient": Actor,
    "topic": Topic,
}
# The others are words of the language that the record is written in, and everybody's.
_VISIBLE: Mapping[str, Callable[[User | AnonymousUser], QuerySet[Any]]] = {
    "process": Process.objects.visible_to,
    "track": Track.objects.visible_to,
}
MAX_WORDS = 200
# A page has a hundred links to the same few values.
_quoted = lru_cache(maxsize=4096)(quote_plus)

Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFilter:
    """What a reader asked for. Values of one key are alternatives; keys add up."""

    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    q: str = ""
    days: Mapping[str, date] = field(default_factory=dict)
    order: str = "newest"
    after: Cursor | None = None
    # How it is looked at (timeline.looks): links on the page keep to it, and it chooses nothing.
    looks: Mapping[str, str] = field(default_factory=dict)
    # Keys that the page's address has chosen, and that its query strings leave out.
    pins: frozenset[str] = frozenset()
    # The days that were asked for in words, for the page to say how it read them.
    in_words: Mapping[str, DayInWords] = field(default_factory=dict, compare=False)

    def chosen(self, key: str) -> tuple[str, ...]:
        return self.choices.get(key, ())

    def day(self, key: str) -> date | None:
        return self.days.get(key)

    @property
    def at(self) -> date:
        """The day whose knowledge and states are shown: as_of, or today."""
        return self.days.get("as_of") or timezone.localdate()

    @property
    def newest_first(self) -> bool:
        return self.order == "newest"

    @property
    def narrows(self) -> bool:
        """True when it leaves anything out."""
        free = [values for key, values in self.choices.items() if key not in self.pins]
        return bool(self.q or self.days or any(free))

    @property
    def narrows_to_processes(self) -> bool:
        """True when it leaves nothing out, or nothing but other processes."""
        others = [values for key, values in self.choices.items() if key != "process"]
        return not (self.q or self.days or any(others))

    def toggled(self, key: str, value: str) -> Self:
        """The same with this value of the key chosen, or no longer chosen."""
        now = self.chosen(key)
        then = tuple(v for v in now if v != value) if value in now else (*now, value)
        return replace(self, choices={**self.choices, key: then}, after=None)

    def toggles(self, key: str) -> Callable[[str], str]:
        """What gives the query string of each `toggled(key, value)`: a page has a hundred of
        them, which differ in one value."""
        taken = self.chosen(key)
        pairs = replace(self, choices={**self.choices, key: (*taken, "")}, after=None).pairs()
        place = pairs.index((key, ""))
        before, after = urlencode(pairs[:place]), urlencode(pairs[place + 1 :])
        start, end = f"?{before}&{key}=" if before else f"?{key}=", f"&{after}" if after else ""

        def toggle(value: str) -> str:
            if value in taken:
                return self.toggled(key, value).query()
            return f"{start}{_quoted(value)}{end}"

        return toggle

    def without(self, *keys: str) -> Self:
        """The same with these keys left open."""
        return replace(
            self,
            choices={key: values for key, values in self.choices.items() if key not in keys},
            days={key: day for key, day in self.days.items() if key not in keys},
            q="" if "q" in keys else self.q,
            after=None,
        )

    def only(self, *keys: str) -> Self:
        """The same with every key left open but these, and those that the page has chosen."""
        return self.without(*({*KEYS} - {*keys} - self.pins)).ordered("newest")

    def with_(self, key: str, *values: str) -> Self:
        return replace(self, choices={**self.choices, key: values}, after=None)

    def pinned(self, key: str, value: str) -> Self:
        """The same, with this key chosen by the page's address rather than by its query."""
        return replace(self, choices={**self.choices, key: (value,)}, pins=self.pins | {key})

    def repinned(self, *keys: str) -> Self:
        """The same for an address that chooses just these keys by itself."""
        return replace(self, pins=frozenset(keys))

    def looking(self, looks: Mapping[str, str]) -> Self:
        """The same, looked at in another way."""
        return replace(self, looks=looks)

    def within(self, first: date, last: date) -> Self:
        """The same of these days."""
        return replace(self, days={**self.days, "from": first, "to": last}, after=None)

    @property
    def everything(self) -> str:
        """The query string that leaves nothing out, of the same day and looked at alike."""
        return self.only("as_of").query()

    @property
    def without_as_of(self) -> str:
        """The query string of the same question asked today."""
        return self.without("as_of").query()

    @property
    def clock(self) -> str:
        """What a link to another page carries along, so that it shows the same day."""
        day = self.day("as_of")
        return f"?as_of={day.isoformat()}" if day else ""

    @property
    def and_clock(self) -> str:
        """The same behind another key."""
        return self.clock.replace("?", "&")

    def page_query(self, after: Cursor) -> str:
        """The query string of the page that begins after this cursor."""
        return replace(self, after=after).query()

    def pairs(self) -> list[tuple[str, str]]:
        """The query string's keys and values, in the contract's order."""
        keys = [key for key in CHOICE_KEYS if key not in self.pins]
        found = [(key, value) for key in keys for value in self.chosen(key)]
        if self.q:
            found.append(("q", self.q))
        found += [(key, self.days[key].isoformat()) for key in DATE_KEYS if key in self.days]
        if self.order != "newest":
            found.append(("order", self.order))
        if self.after:
            found.append(("after", str(self.after)))
        return [*found, *self.looks.items()]

    def ordered(self, order: str) -> Self:
        return replace(self, order=order, after=None)

    def query(self) -> str:
        """As a query string, `?…`; empty when nothing is asked."""
        pairs = self.pairs()
        return f"?{urlencode(pairs)}" if pairs else ""


def read_filter(
    query: QueryDict, *, reader: User | AnonymousUser | None = None
) -> tuple[TimelineFilter, Errors]:
    """The filter that a query string asks for, and what in it makes no sense, by key.

    A process or a track that the reader (nobody in particular, unless given) may not see is an
    unknown one.
    Keys that are not the timeline's are left to others; of its own, nothing is dropped unsaid.
    """
    errors: Errors = {}
    choices = {
        key: _read_choices(query, key, errors, reader or AnonymousUser())
        for key in CHOICE_KEYS
        if key in query
    }
    days, in_words = _read_days(query, errors)
    if "from" in days and "to" in days and days["from"] > days["to"]:
        errors.setdefault("to", []).append(_("The last day lies before the first day."))
    if "as_of" in days and days["as_of"] > timezone.localdate():
        errors.setdefault("as_of", []).append(_("That day has not come yet."))
        # Nothing that is done about it leads there; the field shows what was typed.
        day = days.pop("as_of").isoformat()
        typed = in_words["as_of"].words if "as_of" in in_words else day
        in_words["as_of"] = DayInWords("as_of", typed)
    order = read_one(query, "order", errors) or "newest"
    if order not in ORDERS:
        errors["order"] = [_("The order is “newest” or “oldest”, not “%s”.") % clip(order)]
        order = "newest"
    after = None
    if place := read_one(query, "after", errors):
        try:
            after = Cursor.parse(place)
        except ValueError:
            errors["after"] = [no_place(place)]
    q = _read_words(query, errors)
    return (
        TimelineFilter(
            choices={key: values for key, values in choices.items() if values},
            q=q,
            days=days,
            order=order,
            after=after,
            in_words=in_words,
        ),
        errors,
    )


def named(key: str, values: Sequence[str]) -> list[tuple[str, str]]:
    """These values of a key with their names for people; unknown ones are left out."""
    if not values:
        return []
    if key in _FIXED:
        return [(value, str(_FIXED[key][value])) for value in values if value in _FIXED[key]]
    rows = _NAMED[key]._default_manager.filter(slug__in=values)
    return list(rows.order_by("name").values_list("slug", "name").distinct())


def _read_choices(
    query: QueryDict, key: str, errors: Errors, reader: User | AnonymousUser
) -> tuple[str, ...]:
    # An empty field of a plain form is no choice; a repeated value is one.
    asked = tuple(dict.fromkeys(value for value in query.getlist(key) if value))
    sound = [value for value in asked if is_text(value)]
    known = {value for value, _name in named(key, sound)}
    if key in _VISIBLE and known:
        shown = _VISIBLE[key](reader).filter(slug__in=known)
        known = set(shown.values_list("slug", flat=True))
    unknown = [value for value in asked if value not in known]
    if unknown:
        errors[key] = [unknown_name(value) for value in unknown]
    return tuple(value for value in asked if value in known)


def _read_days(query: QueryDict, errors: Errors) -> tuple[dict[str, date], dict[str, DayInWords]]:
    days: dict[str, date] = {}
    in_words: dict[str, DayInWords] = {}
    for key in DATE_KEYS:
        text = read_one(query, key, errors).strip()
        if key in errors:
            in_words[key] = DayInWords(key, clip(query.getlist(key)[-1]))
        if not text:
            continue
        try:
            found = read_day(key, text)
        except NoDay as error:
            errors[key] = [str(error)]
            found = DayInWords(key, clip(text))
        if not isinstance(found, DayInWords):
            days[key] = found
            continue
        in_words[key] = found
        if found.day:
            days[key] = found.day
    return days, in_words


def _read_words(query: QueryDict, errors: Errors) -> str:
    words = " ".join(read_one(query, "q", errors).split())
    if not words:
        return ""
    if not is_text(words) or len(words) > MAX_WORDS:
        errors["q"] = [_("Search for up to %d plain characters.") % MAX_WORDS]
        return ""
    with reading_connection().cursor() as cursor:
        cursor.execute(
            "SELECT numnode(websearch_to_tsquery(%s::regconfig, %s))", [SEARCH_CONFIG, words]
        )
        (nodes,) = cursor.fetchone()
    if not nodes:
        errors["q"] = [_("“%s” holds no word that can be searched for.") % clip(words)]
    return words


def read_one(query: QueryDict, key: str, errors: Errors) -> str:
    """The value of a key that takes one, and an error where several contradict each other. An empty
    field of a plain form says nothing, and what is said twice is said."""
    values = list(dict.fromkeys(value for value in query.getlist(key) if value))
    if len(values) > 1:
        said = _("%(one)s and %(other)s cannot both be meant: one value is taken here.")
        one, other = (f"“{clip(value)}”" for value in values[:2])
        errors[key] = [said % {"one": one, "other": other}]
        return ""
    return values[0] if values else ""


def no_place(value: str) -> str:
    return _("“%s” is not a place in this list.") % clip(value)


def unknown_name(value: str) -> str:
    return _("Nothing here is called “%s”.") % clip(value)


def is_text(value: str) -> bool:
    """False for what a PostgreSQL text can't hold: NUL bytes and lone surrogates."""
    return "\x00" not in value and not any("\ud800" <= char <= "\udfff" for char in value)
