"""What the reading assistant proposed is accepted, rejected, split or merged; and taken back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.editing.annotate import UNSAID, Voice
from tracker.editing.from_text import attach, record
from tracker.editing.new_actors import NewActor, put_on_record
from tracker.models import (
    Actor,
    Annotation,
    Article,
    ArticleVersion,
    Condition,
    Deadline,
    Decision,
    Entry,
    Role,
    Topic,
    Verdict,
)
from tracker.models.decisions import Key
from tracker.selectors.position import TextPosition

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class Decided(ValidationError):
    """Somebody has decided about this proposal already."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(said_of(decision))
        self.decision = decision


@dataclass(frozen=True, slots=True)
class Limit:
    """The deadline that a condition has, and the words that say it."""

    deadline: Deadline
    position: TextPosition


@contextmanager
def one_at_a_time(version: ArticleVersion) -> Iterator[None]:
    """One transaction in which nobody else decides anything about this article."""
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=version.article_id)
        yield


def accept(
    entry: Entry,
    *,
    version: ArticleVersion,
    key: Key,
    by: "User | AnonymousUser",
    parts: Iterable[tuple[Actor, Role]] = (),
    new_parts: Iterable[tuple[NewActor, Role]] = (),
    topics: Iterable[Topic] = (),
    voice: Voice = UNSAID,
    limit: Limit | None = None,
) -> Decision:
    """Makes of the proposal what it proposes: a draft that rests on its words; of a condition the
    deadline within it, too."""
    with _undecided(version, key):
        fresh = [(put_on_record(one), role) for one, role in new_parts]
        parts = [*parts, *((one.actor, role) for one, role in fresh)]
        if limit and isinstance(entry, Condition):
            record(limit.deadline, version=version, position=limit.position, parts=parts)
            entry.time_limit = limit.deadline
        position = TextPosition(key[1], key[2])
        annotation = record(
            entry, version=version, position=position, parts=parts, topics=topics, voice=voice
        )
        return _decide(
            version,
            key,
            Verdict.ACCEPTED,
            by=by,
            entry=entry,
            annotation=annotation,
            time_limit=limit.deadline if limit else None,
            actors=[one.actor.pk for one, _role in fresh if one.is_new],
        )


def attach_to(
    entry: Entry,
    *,
    version: ArticleVersion,
    key: Key,
    by: "User | AnonymousUser",
    voice: Voice = UNSAID,
) -> Decision:
    """Makes the words of the proposal one more source of what is there already."""
    with _undecided(version, key):
        position = TextPosition(key[1], key[2])
        annotation = attach(entry, version=version, position=position, voice=voice)
        return _decide(version, key, Verdict.ATTACHED, by=by, entry=entry, annotation=annotation)


def reject(version: ArticleVersion, key: Key, *, by: "User | AnonymousUser") -> Decision:
    with _undecided(version, key):
        return _decide(version, key, Verdict.REJECTED, by=by)


def split(
    version: ArticleVersion, key: Key, *, at: int | None, by: "User | AnonymousUser"
) -> Decision:
    """At a place of the text; without one, a condition and its deadline are parted."""
    with _undecided(version, key):
        return _decide(version, key, Verdict.SPLIT, by=by, split_at=at)


def merge(version: ArticleVersion, key: Key, other: Key, *, by: "User | AnonymousUser") -> Decision:
    with _undecided(version, key), _undecided(version, other):
        decision = _decide(version, key, Verdict.MERGED, by=by)
        _decide(version, other, Verdict.JOINED, by=by, merged=decision)
        return decision


def said_of(decision: Decision) -> str:
    """Who decided about it, and how."""
    who = decision.decided_by.get_username() if decision.decided_by else _("Somebody")
    return {
        Verdict.ACCEPTED: _("%(who)s accepted this already."),
        Verdict.ATTACHED: _("%(who)s attached this to an entry already."),
        Verdict.REJECTED: _("%(who)s rejected this already."),
        Verdict.SPLIT: _("%(who)s split this already."),
        Verdict.MERGED: _("%(who)s merged this with the next one already."),
        Verdict.JOINED: _("%(who)s merged this with the one before already."),
    }[Verdict(decision.verdict)] % {"who": who}


def gone() -> str:
    return _("This proposal is not there any more.")


def by_hand() -> str:
    return _("An entry has been made of these words by hand.")


@contextmanager
def _undecided(version: ArticleVersion, key: Key) -> Iterator[None]:
    with one_at_a_time(version):
        decisions = Decision.objects.filter(version=version).select_related("decided_by")
        kind, start, end, turn = key
        there = decisions.filter(kind=kind, start=start, end=end, turn=turn).first()
        if there:
            raise Decided(there)
        yield


def _decide(
    version: ArticleVersion,
    key: Key,
    verdict: Verdict,
    *,
    by: "User | AnonymousUser",
    split_at: int | None = None,
    merged: Decision | None = None,
    entry: Entry | None = None,
    annotation: Annotation | None = None,
    time_limit: Deadline | None = None,
    actors: Iterable[int] = (),
) -> Decision:
    kind, start, end, turn = key
    return Decision.objects.create(
        version=version,
        kind=kind,
        start=start,
        end=end,
        turn=turn,
        verdict=verdict,
        decided_by=by if by.is_authenticated else None,
        split_at=split_at,
        merged=merged,
        # By its key: an event is an entry, but no row of that table to Django.
        entry_id=entry.pk if entry else None,
        annotation=annotation,
        time_limit=time_limit,
        actors=list(actors),
    )
