"""The editors' clock: who changed what of an entry, when, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

import pghistory.models
from django.contrib.auth.models import User

from tracker.models import Entry, ReviewState
from tracker.timeline import deeds
from tracker.timeline.deeds import LINKS, Act
from tracker.timeline.nets import Event, Net, nets, state_of
from tracker.timeline.visible import Reader
from tracker.timeline.wording import Change, Wording

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Revision:
    """What one act changed: the revisions of one transaction."""

    at: datetime
    who: str  # empty where the reader may not know
    what: str
    changes: list[Change]
    reason: str

    @property
    def key(self) -> int:
        """The moment as a number, in microseconds: its place in an address."""
        return (self.at - _EPOCH) // timedelta(microseconds=1)


def moment(key: int) -> datetime | None:
    """From the key of a revision to its moment; None where no calendar has it."""
    try:
        return _EPOCH + timedelta(microseconds=key)
    except OverflowError:
        return None


def revisions_of(entry: Entry, *, reader: Reader) -> list[Revision]:
    """Newest first. Readers see when what is public changed and which fields of it, without names
    and words; editors see every step, who took it, and why."""
    inside = reader.has_perm("tracker.view_entry")
    # By the base row: its kind's row, parts, topics, sources, developments and links refer to it.
    references = pghistory.models.Events.objects.references
    events = list(references(Entry(pk=entry.pk)))  # type: ignore[no-untyped-call]
    events.sort(key=lambda event: (event.pgh_created_at, event.pgh_model, event.pgh_id))
    # The triggers write the time of the transaction, so that equal times are one act.
    acts = [(at, list(act)) for at, act in groupby(events, key=lambda one: one.pgh_created_at)]
    by_act = [nets(act, entry_id=entry.pk) for _at, act in acts]
    wording = Wording(entry.kind, [net for act in by_act for net in act])
    users = _names_of_users(events)
    readable = set() if inside else _readable_ends(by_act, reader=reader)
    found: list[Revision] = []
    state = ""
    for (at, together), rows in zip(acts, by_act, strict=True):
        before, state = state, _state_after(rows, state)
        if not inside:
            if state != ReviewState.PUBLISHED:
                continue
            rows = [net for net in rows if _is_public(net, readable)]
        touched = [(net, wording.changes(net)) for net in rows]
        act = Act(before=before, state=state, touched=touched)
        what = deeds.for_editors(act) if inside else deeds.for_readers(act)
        if not what:
            continue
        context = next((event.pgh_context for event in together if event.pgh_context), None) or {}
        found.append(
            Revision(
                at=at,
                who=users.get(context.get("user") or 0, "") if inside else "",
                what=what,
                changes=wording.in_order(rows) if inside else [],
                reason=str(context.get("reason") or "") if inside else "",
            )
        )
    found.reverse()
    return found


def _state_after(rows: Iterable[Net], state: str) -> str:
    return next((state_of(net.row) for net in rows if net.model == "tracker.Entry"), state)


def _is_public(net: Net, readable: set[int]) -> bool:
    """False for a source or a development that readers cannot see, and for a link to an entry
    that they cannot."""
    if net.model in LINKS:
        return _ends(net) <= readable
    return net.model == "tracker.Entry" or net.is_public


def _ends(net: Net) -> set[int]:
    return {net.row["source_id"], net.row["target_id"]}


def _readable_ends(by_act: Iterable[list[Net]], *, reader: Reader) -> set[int]:
    """Of the entries that links join, those that this reader may see."""
    links = [net for act in by_act for net in act if net.model in LINKS]
    ends = set[int]().union(*(_ends(link) for link in links))
    if not ends:
        return set()
    return set(Entry.objects.visible_to(reader).filter(pk__in=ends).values_list("pk", flat=True))


def _names_of_users(events: Iterable[Event]) -> dict[Any, str]:
    asked = ((event.pgh_context or {}).get("user") for event in events)
    ids = {int(user) for user in asked if user is not None}
    return {user.pk: user.get_username() for user in User.objects.filter(pk__in=ids)}
