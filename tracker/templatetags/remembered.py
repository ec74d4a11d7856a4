"""What is said again and again on a page, said once: names, days and addresses, by language."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.template import engines
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from tracker.dates.window import Window
from tracker.models import (
    STATUSES,
    Attribution,
    ConditionKind,
    DeadlineKind,
    Firmness,
    Occurrence,
    Operator,
    PloverType,
    QuoteMode,
    Relation,
    Reliability,
    ReviewState,
    Role,
    Stance,
)
from tracker.templatetags import dates, timeline
from tracker.timeline.grouping import Group
from tracker.timeline.states import Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

P = ParamSpec("P")
T = TypeVar("T")

_LABELS: "Mapping[str, Mapping[str, str | _StrPromise]]" = {
    "attribution": dict(Attribution.choices),
    "condition_kind": dict(ConditionKind.choices),
    "deadline_kind": dict(DeadlineKind.choices),
    "firmness": dict(Firmness.choices),
    "mode": dict(QuoteMode.choices),
    "occurrence": dict(Occurrence.choices),
    "operator": dict(Operator.choices),
    "relation": dict(Relation.choices),
    "reliability": dict(Reliability.choices),
    "role": dict(Role.choices),
    "stance": dict(Stance.choices),
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


@once_a_language
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


@once_a_language
def row_words(kind: str, standing: Standing, at: date) -> str:
    return timeline.row_words(kind, standing, at)


@once_a_language
def reliability(grade: str) -> str:
    return gettext("reliability %(grade)s") % {"grade": grade}


@once_a_language
def window_words(edtf: str, earliest: date, latest: date) -> str:
    return dates.window_words(Window(edtf=edtf, earliest=earliest, latest=latest))


@once_a_language
def window_short(edtf: str, earliest: date, latest: date) -> str:
    return dates.window_short(Window(edtf=edtf, earliest=earliest, latest=latest))


@once_a_language
def rubric(day: date, grain: str) -> "SafeString":
    return dates.rubric(Group(day, grain))


short_day = once_a_language(dates.short_day)
full_day = once_a_language(dates.full_day)
month_heading = once_a_language(dates.month_heading)
say = once_a_language(gettext)
