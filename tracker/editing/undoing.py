"""A decision about a proposal is taken back, with all that it made."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.editing.deciding import one_at_a_time
from tracker.editing.from_text import take_off
from tracker.editing.new_actors import take_off_record
from tracker.models import (
    PENDING_STATES,
    Annotation,
    Condition,
    ConditionLink,
    Decision,
    Development,
    Entry,
    EntryLink,
    Kind,
    ReviewState,
    Verdict,
)
from tracker.models.snapshots import recorded_at, snapshot


@transaction.atomic
def undo(decision: Decision) -> None:
    """The proposal is open again, as it was. Raises ValidationError with the reason where
    somebody has built on what was decided."""
    with one_at_a_time(decision.version):
        there = Decision.objects.select_related("merged").filter(pk=decision.pk).first()
        if there is None:
            raise ValidationError(_("This has been taken back already."))
        there = there.merged or there
        if there.verdict == Verdict.ACCEPTED:
            _unmake(there)
        elif there.verdict == Verdict.ATTACHED:
            _detach(there)
        else:
            if there.verdict in (Verdict.SPLIT, Verdict.MERGED):
                _check_nothing_came_of(there)
            there.delete()


def _unmake(decision: Decision) -> None:
    entry_id, limit_id = decision.entry_id, decision.time_limit_id
    made = [key for key in (entry_id, limit_id) if key]
    entries = Entry.objects.filter(pk__in=made).order_by("pk").select_for_update()
    for entry in list(entries):
        if reason := _touched(entry, made):
            raise ValidationError(reason)
    # The condition first: its deadline hangs on it.
    for key in made:
        Entry.objects.get(pk=key).delete()
    take_off_record(decision.actors)


def _touched(entry: Entry, made: list[int]) -> str:
    """Why an entry cannot be taken back whole; empty where it can."""
    if entry.state == ReviewState.IN_REVIEW:
        return _("“%s” has been sent to review: it cannot be taken back any more.") % entry.title
    if entry.state != ReviewState.DRAFT:
        return _("“%s” has been published: it cannot be taken back any more.") % entry.title
    if not _says_what_it_said(entry):
        return _("“%s” has been changed since: what is to go from it goes there.") % entry.title
    hangs_on = (
        Annotation.objects.filter(entry=entry).exclude(state=ReviewState.RETRACTED)[1:].exists(),
        Development.objects.filter(Q(entry=entry) | Q(event=entry.pk)).exists(),
        EntryLink.objects.filter(Q(source=entry) | Q(target=entry)).exists(),
        ConditionLink.objects.filter(Q(source=entry.pk) | Q(target=entry.pk)).exists(),
        Condition.objects.filter(time_limit=entry.pk).exclude(pk__in=made).exists(),
    )
    if any(hangs_on):
        return _("Something else hangs on “%s” by now: it cannot be taken back.") % entry.title
    return ""


def _says_what_it_said(entry: Entry) -> bool:
    """Whether it is as it was made. Its version also counts sources that came and went."""
    made = recorded_at(entry)
    return made is not None and snapshot(entry) == snapshot(entry, at=made)


def _detach(decision: Decision) -> None:
    annotation = decision.annotation
    if annotation is None:  # goes with it
        return
    if annotation.state not in PENDING_STATES:
        raise ValidationError(
            _("These words are published as a source by now: retract them there, with a reason.")
        )
    take_off(annotation)


def _check_nothing_came_of(decision: Decision) -> None:
    ends = [decision.end, *decision.joined.values_list("end", flat=True)]
    starts = [decision.start, *decision.joined.values_list("start", flat=True)]
    # The halves, or the two in one, are of its kind; a condition may be parted from its deadline.
    kinds = {decision.kind}
    if decision.verdict == Verdict.SPLIT and decision.split_at is None:
        kinds.add(Kind.DEADLINE)
    came_of_it = Decision.objects.filter(
        version=decision.version_id,
        kind__in=kinds,
        turn__gt=decision.turn,
        start__gte=min(starts),
        end__lte=max(ends),
    )
    if came_of_it.exists():
        raise ValidationError(
            _("What came of this has been decided already: take that decision back first.")
        )
