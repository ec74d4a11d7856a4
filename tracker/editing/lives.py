"""No act leaves the life of a deadline or a condition in an order that is not possible."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from tracker.editing.refusals import reason, still_on_record
from tracker.editing.sequences import Breach, Life, Rule, Step, breaches
from tracker.models import Annotation, Development, Entry, Kind, Outcome, ReviewState


class Impossible(ValidationError):
    """A step that cannot have come where it stands; says why."""

    def __init__(self, message: str, breach: Breach) -> None:
        super().__init__(message, code="impossible")
        self.breach = breach


class _Known(NamedTuple):
    """By what a breach is known again: among all steps or those that readers see, and of which."""

    is_public: bool
    step: Step
    rule: Rule


class Lives:
    """The lives of some entries at the beginning of an act; they are locked until it ends.

    Held to its rules is what the act does. What was not possible before it, from a time without
    rules, stops nobody from putting it right step by step.
    """

    def __init__(self, entry_ids: Iterable[int]) -> None:
        self.ids = set(entry_ids)
        # In one order for everybody.
        rows = Entry.objects.filter(pk__in=self.ids).exclude(kind=Kind.EVENT).order_by("pk")
        list(rows.select_for_update().values_list("pk"))
        lives = _read(self.ids)
        self.steps = {step for _entry, _is_public, life in lives for step in life.steps}
        self.known = {known for known, _entry, _breach in _found(lives)}

    def check(self, *others: int) -> None:
        """Raises Impossible when the act has made a step so. `others` are entries that it turned
        out to be about, too."""
        ids = self.ids | set(others)
        for known, entry, breach in _found(_read(ids)):
            if known in self.known:
                continue
            said = reason(breach)
            if breach.step in self.steps:
                said = still_on_record(said, breach.step)
            raise Impossible(f"“{entry.title}”: {said}" if len(ids) > 1 else said, breach)


@contextmanager
def kept_possible(entry_ids: Iterable[int]) -> Iterator[None]:
    """Around an act on these entries, in its transaction. Raises Impossible after it."""
    lives = Lives(entry_ids)
    yield
    lives.check()


def live_steps(entry_ids: Iterable[int]) -> "list[Development]":
    """What is on record of these entries, in order: drafts too, and nothing that was retracted."""
    steps = Development.objects.filter(entry__in=entry_ids).exclude(state=ReviewState.RETRACTED)
    return list(steps.in_order())


def life_of(entry: Entry, steps: Iterable[Development], *, stated: date | None = None) -> Life:
    return Life(
        kind=entry.kind,
        stated=stated,
        window=entry.window,
        steps=[
            Step(
                outcome=Outcome(step.outcome),
                window=step.window,
                new_window=step.new_window,
                key=step.pk,
            )
            for step in steps
        ],
    )


def stated_by(entry: Entry, *, has_source: bool) -> date | None:
    """A day by which it had been said, of those that are on record for it the first; None where
    none is. Nothing can have become of it before.

    The day that its words are counted from is that of the statement, or of an article; the day on
    which it was known is one where somebody says so, or a source does. A window may reach back
    behind both, and then tells more. But a deadline's days as such tell nothing: they are set
    before they come.
    """
    days = [entry.anchor] if entry.anchor else []
    if entry.known_on_by_hand or has_source:
        days.append(entry.known_on)
    begins = not entry.window.is_open_start
    if begins and (days or entry.kind == Kind.CONDITION):
        days.append(entry.earliest)
    return min(days, default=None)


def _read(ids: set[int]) -> list[tuple[Entry, bool, Life]]:
    """The lives of these entries: with all that is on record, and as readers see them."""
    by_entry: dict[int, list[Development]] = {}
    for step in live_steps(ids):
        by_entry.setdefault(step.entry_id, []).append(step)
    if not by_entry:
        return []
    sources = Annotation.objects.of_entries_counting().filter(entry=OuterRef("pk"))
    entries = Entry.objects.filter(pk__in=by_entry).defer("words", "search", "summary")
    found = []
    for entry in entries.annotate(has_source=Exists(sources)).order_by("pk"):
        stated = stated_by(entry, has_source=entry.has_source)  # type: ignore[attr-defined]
        steps = by_entry[entry.pk]
        public = [step for step in steps if step.state == ReviewState.PUBLISHED]
        found.append((entry, False, life_of(entry, steps, stated=stated)))
        found.append((entry, True, life_of(entry, public, stated=stated)))
    return found


def _found(lives: Iterable[tuple[Entry, bool, Life]]) -> Iterator[tuple[_Known, Entry, Breach]]:
    today = timezone.localdate()
    for entry, is_public, life in lives:
        for breach in breaches(life, today=today):
            yield _Known(is_public, breach.step, breach.rule), entry, breach
