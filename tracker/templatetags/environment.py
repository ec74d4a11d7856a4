"""The environment of the Jinja templates (templates/jinja2): the lists of entries.

A page of the timeline is fifty entries of some forty tags each. Django's templates take several
times as long for them as Jinja's, which are compiled; everything else stays with Django's.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment

from tracker.models import (
    STATUSES,
    ConditionKind,
    DeadlineKind,
    Firmness,
    Occurrence,
    Operator,
    PloverType,
    ReviewState,
    Role,
)
from tracker.templatetags import dates, timeline
from tracker.timeline.bars import bar
from tracker.timeline.grouping import Group

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


def once_a_language(function: Callable[P, T]) -> Callable[P, T]:
    """Remembers what a function of its arguments and the reader's language has said."""

    @lru_cache(maxsize=16_384)
    def remembered(language: str | None, *args: Any, **kwargs: Any) -> T:
        return function(*args, **kwargs)

    @wraps(function)
    def say(*args: P.args, **kwargs: P.kwargs) -> T:
        return remembered(get_language(), *args, **kwargs)  # type: ignore[arg-type]

    return say


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


def clock_words(standing: Any, at: date) -> str:
    return timeline.clock_words(standing, at)


@once_a_language
def _rubric(day: date, grain: str) -> SafeString:
    return dates.rubric(Group(day, grain))


def rubric(group: Group) -> SafeString:
    return _rubric(group.day, group.grain)


def environment(**options: Any) -> Environment:
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701  Django's backend sets autoescape
    made.filters["capfirst"] = capfirst
    made.globals |= {
        "_": once_a_language(gettext),
        "address": address,
        "bar": bar,
        "clipped": clipped,
        "clock_words": once_a_language(clock_words),
        "ends_at_word": timeline.ends_at_word,
        "entries_word": entries_word,
        "found": timeline.found,
        "full_day": once_a_language(dates.full_day),
        "has_found": timeline.has_found,
        "label": once_a_language(label),
        "month_heading": once_a_language(dates.month_heading),
        "number": timeline.unlocalized,
        "rubric": rubric,
        "short_day": once_a_language(dates.short_day),
        "tone": timeline.tone,
        "window_short": once_a_language(dates.window_short),
        "window_words": once_a_language(dates.window_words),
    }
    return made
