"""What is still unmet for an outcome, in sentences."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Operator
from tracker.templatetags.graph import who_words
from tracker.templatetags.remembered import address, clipped
from tracker.templatetags.timeline import row_words
from tracker.timeline.conditions import Net
from tracker.timeline.rows import EntryRow
from tracker.timeline.unmet import Answer, Need, Part, Step, Unmet, Weighed

MOST_LETTERS = 160  # of a clause within a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing that is unmet, and where the evidence of its state stands. Where it has parts, it
    says what they have to do with each other."""

    text: str
    who: str = ""
    href: str = ""
    is_best: bool = False
    parts: "list[Sentence]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to what is still unmet for an outcome."""

    outcome: EntryRow
    headline: str
    sentences: list[Sentence]
    best: str  # which of them would unblock most
    circles: list[str]


def told(weighed: Weighed, net: Net, outcome: int, *, at: date, clock: str) -> Told:
    """`clock` is what links carry along, so that they show the same day."""
    row = net.rows[outcome]
    # Of a single condition nothing is said by comparison.
    is_choice = len(net.rows) > 1
    best = weighed.best if is_choice else None
    return Told(
        row,
        _headline(weighed, row, at),
        [_sentence(one, net, at, clock, best) for one in weighed.unmet],
        _best(weighed, net) if is_choice else "",
        [
            _("“%(one)s” waits for “%(other)s”, and that for it: a circle, counted once.")
            % {"one": _if(net.rows[one]), "other": _if(net.rows[other])}
            for one, other in weighed.circles
        ],
    )


def _headline(weighed: Weighed, row: EntryRow, at: date) -> str:
    answer, number = weighed.outcome.answer, len(weighed.unmet)
    if answer is None:
        said = _("Nothing is waited for any longer: %(state)s.")
        return said % {"state": row_words(row.kind, row.standing, at)}
    if answer is Answer.YES:
        return _("Nothing: all that it waits for is met.")
    if answer is Answer.UNKNOWN:
        return _("Whether it has all that it waits for is in dispute.")
    if answer is Answer.NO:
        return _("As things stand, it is not to be had.")
    said = ngettext("It waits for one thing.", "It waits for %(n)d things.", number)
    return said % {"n": number}


def _sentence(unmet: Unmet, net: Net, at: date, clock: str, best: Step | None) -> Sentence:
    need, parts = unmet
    if need.part in (Part.CHOICE, Part.OUTCOME):
        inside = [_sentence(one, net, at, clock, best) for one in parts]
        return Sentence(_together(need, net, named=not parts), parts=inside)
    row = _row_of(need, net)
    step = row.standing.step if row.standing else None
    # A development carries its own evidence; without one, the words of the entry are it.
    place = f"#development-{step}" if step else "#evidence"
    return Sentence(
        _alone(need, row, at),
        who_words(row),
        f"{address('entry', row.pk)}{clock}{place}",
        is_best=best is not None and (best.part, best.key) == (need.part, need.key),
    )


def _row_of(need: Need, net: Net) -> EntryRow:
    if need.part is not Part.LIMIT:
        return net.rows[need.key]
    return next(row for row in net.limits.values() if row.pk == need.key)


def _together(need: Need, net: Net, *, named: bool) -> str:
    if named:
        said = _("All that “%(then)s” waits for, as said above.")
        return said % {"then": _then(net.rows[need.key])}
    if need.part is Part.CHOICE:
        return _("One of these would do:")
    return _("All of these together:")


def _alone(need: Need, row: EntryRow, at: date) -> str:
    values = {"what": _if(row), "title": row.title, "state": row_words(row.kind, row.standing, at)}
    if need.part is Part.LIMIT:
        if need.answer is Answer.NO:
            return _("The time for it is up: “%(title)s” (%(state)s).") % values
        return _("Its time is still running: “%(title)s” (%(state)s).") % values
    if need.part is Part.BLOCK:
        if need.answer is Answer.NO:
            return _("“%(what)s” stands in its way (%(state)s).") % values
        return _("“%(what)s” may stand in its way (%(state)s).") % values
    if need.answer is Answer.NO:
        return _("“%(what)s” has come to nothing (%(state)s).") % values
    if need.answer is Answer.UNKNOWN:
        return _("Whether “%(what)s” holds is in dispute (%(state)s).") % values
    if row.operator == Operator.UNLESS:
        return _("It is not settled yet whether “%(what)s” (%(state)s).") % values
    return _("“%(what)s” is still awaited (%(state)s).") % values


def _best(weighed: Weighed, net: Net) -> str:
    step = weighed.best
    if step is None:
        return _("No single one of them would unblock anything by itself.") if weighed.unmet else ""
    row = _row_of(Need(step.key, step.part, None), net)
    what = row.title if step.part is Part.LIMIT else _if(row)
    others = ", ".join(f"“{_then(net.rows[key])}”" for key in step.frees)
    values = {"what": what, "others": others}
    if step.settles and others:
        return _("“%(what)s” would unblock most: it alone settles this, and %(others)s.") % values
    if step.settles:
        return _("“%(what)s” alone would settle it.") % values
    return _("“%(what)s” would unblock most: %(others)s.") % values


def _if(row: EntryRow) -> str:
    return clipped(row.if_clause or "", MOST_LETTERS)


def _then(row: EntryRow) -> str:
    return clipped(row.then_clause or "", MOST_LETTERS)
