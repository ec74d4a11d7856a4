"""Why a step in the life of a deadline or a condition is not possible, in words."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tracker.dates import display
from tracker.dates.window import Window
from tracker.editing.sequences import Breach, Rule, Step, due
from tracker.models import Outcome

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# What has happened, and what is true of it since: “It was withdrawn on 3 May 2025: what was
# withdrawn cannot be extended.” Outcomes after which anything may come are in the way of nothing.
_CAME_BEFORE: "dict[str, StrPromise]" = {
    Outcome.MET: lazy("It was met %(when)s: what was met %(cannot)s."),
    Outcome.MISSED: lazy("It was missed %(when)s: what was missed %(cannot)s."),
    Outcome.LAPSED: lazy("It lapsed %(when)s: what has lapsed %(cannot)s."),
    Outcome.WITHDRAWN: lazy("It was withdrawn %(when)s: what was withdrawn %(cannot)s."),
    Outcome.SUPERSEDED: lazy("It was superseded %(when)s: what was superseded %(cannot)s."),
    Outcome.SATISFIED: lazy("It was satisfied %(when)s: what was satisfied %(cannot)s."),
    Outcome.FAILED: lazy("It failed %(when)s: what has failed %(cannot)s."),
    Outcome.TRIGGERED: lazy("It was triggered %(when)s: what was triggered %(cannot)s."),
    Outcome.CARRIED_OUT: lazy("It was carried out %(when)s: what was carried out %(cannot)s."),
    Outcome.NOT_CARRIED_OUT: lazy(
        "It was not carried out, as is on record %(when)s: what was not carried out %(cannot)s."
    ),
    Outcome.WAIVED: lazy("It was waived %(when)s: what was waived %(cannot)s."),
    Outcome.MOOT: lazy("It became moot %(when)s: what is moot %(cannot)s."),
}
_CANNOT: "dict[str, StrPromise]" = {
    Outcome.REITERATED: lazy("cannot be reiterated"),
    Outcome.EXTENDED: lazy("cannot be extended"),
    Outcome.SHORTENED: lazy("cannot be shortened"),
    Outcome.MET: lazy("cannot be met after that"),
    Outcome.PARTLY_MET: lazy("cannot be partly met after that"),
    Outcome.MISSED: lazy("cannot be missed after that"),
    Outcome.LAPSED: lazy("cannot lapse after that"),
    Outcome.SUPERSEDED: lazy("cannot be superseded"),
    Outcome.WITHDRAWN: lazy("cannot be withdrawn after that"),
    Outcome.SATISFIED: lazy("cannot be satisfied after that"),
    Outcome.PARTLY_SATISFIED: lazy("cannot be partly satisfied after that"),
    Outcome.FAILED: lazy("cannot fail after that"),
    Outcome.TRIGGERED: lazy("cannot be triggered after that"),
    Outcome.CARRIED_OUT: lazy("cannot be carried out after that"),
    Outcome.NOT_CARRIED_OUT: lazy("cannot count as not carried out"),
    Outcome.WAIVED: lazy("cannot be waived after that"),
    Outcome.MOOT: lazy("cannot become moot after that"),
}
_RULES: "dict[Rule, StrPromise]" = {
    Rule.STATED: lazy(
        "It had been stated by %(stated)s, as far as is on record, and this is of before: %(when)s."
        " Nothing becomes of what has not been said yet. If it was said sooner, correct the day"
        " that its own window is counted from."
    ),
    Rule.TO_COME: lazy(
        "That is still to come: %(when)s. What is only expected is an event that is planned."
    ),
    Rule.NOT_DUE: lazy(
        "The window in force runs until %(due)s: nothing is missed or lapses before that. What was"
        " given up sooner was withdrawn, or superseded."
    ),
    Rule.NO_END: lazy("The window has no end that could be moved."),
    Rule.LATER: lazy("The window in force ends on %(last)s: one that is extended ends later."),
    Rule.SOONER: lazy("The window in force ends on %(last)s: one that is shortened ends sooner."),
    Rule.OVER: lazy("The new window would have been over before it was set, %(when)s."),
}


def reason(breach: Breach) -> str:
    """A sentence or two for whoever wanted the step."""
    if breach.after:
        return str(_CAME_BEFORE[breach.after.outcome]) % {
            "when": when(breach.after),
            "cannot": _CANNOT[breach.step.outcome],
        }
    return str(_RULES[breach.rule]) % {
        "when": when(breach.step),
        "stated": _day(breach.stated) if breach.stated else "",
        "due": _day(due(breach.window)),
        "last": _day(breach.window.latest),
    }


def still_on_record(said: str, step: Step) -> str:
    """The same, where the step was there before and something else has come in between."""
    return _("%(why)s But that is on record: “%(outcome)s”, %(when)s.") % {
        "why": said,
        "outcome": step.outcome.label,
        "when": when(step),
    }


def when(step: Step) -> str:
    """On 3 May 2025; or what is known of the day, in parentheses."""
    if step.window.is_day:
        return _("on %(day)s") % {"day": _day(step.window.earliest)}
    return f"({_words(step.window)})"


def _words(window: Window) -> str:
    return display.words(window, gettext=_, format_day=date_format)


def _day(day: object) -> str:
    return date_format(day, _("j F Y"))  # type: ignore[arg-type]
