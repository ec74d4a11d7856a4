"""The environment of the Jinja templates (templates/jinja2): the lists of entries.

A page of the timeline is fifty entries of some forty tags each. Django's templates take several
times as long for them as Jinja's, which are compiled; everything else stays with Django's.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache, wraps
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar, cast

from django.template import engines
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment
from markupsafe import Markup, escape

from tracker.dates.window import Window
from tracker.models import (
    PLOVER,
    STATUSES,
    ConditionKind,
    DeadlineKind,
    Entry,
    Firmness,
    Kind,
    Occurrence,
    Operator,
    PloverType,
    ReviewState,
    Role,
)
from tracker.templatetags import dates, timeline
from tracker.timeline.bars import Bar, bar
from tracker.timeline.grouping import Group
from tracker.timeline.rows import EntryRow, PartRow
from tracker.timeline.states import Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

P = ParamSpec("P")
T = TypeVar("T")

_LABELS: "Mapping[str, Mapping[str, str | _StrPromise]]" = {
    "condition_kind": dict(ConditionKind.choices),
    "deadline_kind": dict(DeadlineKind.choices),
    "firmness": dict(Firmness.choices),
    "occurrence": dict(Occurrence.choices),
    "operator": dict(Operator.choices),
    "role": dict(Role.choices),
    "state": dict(ReviewState.choices),
    "status": STATUSES,
    "type": dict(PloverType.choices),
}


# The language of the page that is being made. To ask Django's for it takes longer than to look up
# what was said in it before, and a page does that some hundred times.
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def rendered(template: str, context: dict[str, Any]) -> str:
    """What a Jinja template makes of this, in the reader's language."""
    token = _spoken.set(get_language())
    try:
        return str(engines["jinja2"].get_template(template).render(context))
    finally:
        _spoken.reset(token)


def once_a_language(function: Callable[P, T]) -> Callable[P, T]:
    """Remembers what a function of its arguments and the reader's language has said."""

    @lru_cache(maxsize=16_384)
    def remembered(language: str | None, *args: Any, **kwargs: Any) -> T:
        return function(*args, **kwargs)

    @wraps(function)
    def say(*args: P.args, **kwargs: P.kwargs) -> T:
        return remembered(_spoken.get() or get_language(), *args, **kwargs)  # type: ignore[arg-type]

    return say


def capfirst(text: str) -> str:
    """Django's is made for lazy texts, too, and takes ten times as long."""
    return text[:1].upper() + text[1:]


def label(kind: str, value: str) -> str:
    return str(_LABELS[kind][value])


@lru_cache(maxsize=16_384)
def address(name: str, of: "str | int") -> str:
    """`reverse`, which is slow, for the addresses that a list repeats."""
    return reverse(name, args=[of])


def entries_word(number: int) -> str:
    return ngettext("entry", "entries", number)


def clipped(text: str, length: int) -> str:
    return text if len(text) <= length else timeline.clipped(text, length)


@once_a_language
def clock_words(standing: Standing, at: date) -> str:
    return timeline.clock_words(standing, at)


def reliability(grade: str) -> str:
    return gettext("reliability %(grade)s") % {"grade": grade}


def window_words(edtf: str, earliest: date, latest: date) -> str:
    return dates.window_words(Window(edtf=edtf, earliest=earliest, latest=latest))


def window_short(edtf: str, earliest: date, latest: date) -> str:
    return dates.window_short(Window(edtf=edtf, earliest=earliest, latest=latest))


def rubric(day: date, grain: str) -> SafeString:
    return dates.rubric(Group(day, grain))


@cache
def macros() -> Any:
    """The macros of pieces.jinja."""
    return engines["jinja2"].env.get_template("pieces.jinja").module  # type: ignore[attr-defined]


@once_a_language
def _glyph_of(kind: str, family: str, is_hollow: bool) -> Markup:
    return cast(Markup, macros().glyph_of(kind, family, is_hollow))


@once_a_language
def _tags_of(status: str, clock: str, occurrence: str | None, state: str) -> Markup:
    return cast(Markup, macros().tags_of(status, clock, occurrence, state))


@once_a_language
def _sort_of(kind: str, sort: str | None, refined: str | None) -> Markup:
    return cast(Markup, macros().sort_of(kind, sort, refined))


@lru_cache(maxsize=16_384)
def link(name: str, of: "str | int", text: str) -> Markup:
    return cast(Markup, macros().link(name, of, text))


def glyph(row: EntryRow | Entry) -> Markup:
    if row.kind != Kind.EVENT:
        return _glyph_of(row.kind, "", False)
    event = row.event if isinstance(row, Entry) else row
    family = PLOVER[event.plover_type or ""].family.value
    return _glyph_of(row.kind, family, event.occurrence != Occurrence.OCCURRED)


def tags(row: EntryRow, at: date) -> Markup:
    standing = row.standing
    if standing is None:
        return _tags_of("", "", row.occurrence, row.state)
    return _tags_of(standing.status, clock_words(standing, at), None, row.state)


def _sort(row: EntryRow) -> Markup:
    if row.kind == Kind.EVENT:
        return _sort_of(row.kind, row.plover_type, row.plover_mode)
    if row.kind == Kind.DEADLINE:
        return _sort_of(row.kind, row.deadline_kind, row.firmness)
    return _sort_of(row.kind, row.condition_kind, "")


class Shown(NamedTuple):
    """What a row of a list shows before its actors."""

    glyph: Markup
    address: str
    tags: Markup
    summary: str


def shown(row: EntryRow, at: date) -> Shown:
    return Shown(glyph(row), address("entry", row.pk), tags(row, at), clipped(row.summary, 280))


class Who(NamedTuple):
    """What a row says of its kind and its actors, each of them a link."""

    sort: Markup
    initiators: Markup
    recipients: Markup
    others: Markup  # with their roles


def who(row: EntryRow) -> Who:
    initiators, recipients, others = row.parts
    return Who(
        _sort(row),
        _links(initiators),
        _links(recipients),
        Markup(", ").join(
            Markup("{} ({})").format(link("actor", part.slug, part.name), _label("role", part.role))
            for part in others
        )
        if others
        else _NOTHING,
    )


_NOTHING = Markup("")


def _links(parts: list[PartRow]) -> Markup:
    # Each link has been escaped; Markup's own join would look at all of them again.
    return Markup(", ".join([link("actor", slug, name) for _role, slug, name in parts]))  # noqa: S704


class WindowWords(NamedTuple):
    """What stands around the bar of a window."""

    tone: str
    says: str
    first: str
    said: str
    moved: tuple[str, str] | None
    last: str


def window_of(row: EntryRow, at: date) -> tuple[Bar, WindowWords]:
    standing = row.standing
    assert standing is not None  # noqa: S101  only what has one has a bar
    drawn = bar(row, standing, at)
    days = (row.edtf, row.earliest, row.latest)
    moved = None
    if drawn.stated_x is not None:
        moved = (_short_day(standing.earliest), _short_day(standing.latest))
    return drawn, WindowWords(
        timeline.tone(standing.status),
        _window_words(*days),
        _short_day(drawn.first),
        _window_short(*days),
        moved,
        "…" if drawn.open_end else _short_day(drawn.last),
    )


def after(query: str, path: str) -> Markup:
    """The address that a query string leads to from this path."""
    return escape(path + query)


_label = once_a_language(label)
_short_day = once_a_language(dates.short_day)
_window_short = once_a_language(window_short)
_window_words = once_a_language(window_words)


def environment(**options: Any) -> Environment:
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701  Django's backend sets autoescape
    # A filter is called at once, a function by way of Jinja, which takes longer than most of them.
    made.filters |= {
        "after": after,
        "capfirst": capfirst,
        "number": once_a_language(str),
        "shown": shown,
        "who": who,
        "window": window_of,
    }
    made.globals |= {
        "_": once_a_language(gettext),
        "address": address,
        "clipped": clipped,
        "clock_words": clock_words,
        "ends_at_word": timeline.ends_at_word,
        "entries_word": entries_word,
        "full_day": once_a_language(dates.full_day),
        "has_found": timeline.has_found,
        "label": _label,
        "marked": timeline.found,
        "month_heading": once_a_language(dates.month_heading),
        "reliability": once_a_language(reliability),
        "rubric": once_a_language(rubric),
        "short_day": _short_day,
        "tone": timeline.tone,
    }
    return made
