"""What the reading assistant proposes, with what editors have decided about it so far.

The page, its progress line, the panel and every act begin here, so that they agree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.models import MADE, SETTLED, Annotation, ArticleVersion, Decision, Kind, Verdict
from tracker.models.decisions import Key
from tracker.timeline.claims import claim_of
from tracker.timeline.proposals import Proposal, proposals
from tracker.timeline.shaping import merged, split

LEAST_SHARED = 0.5  # of the shorter of two spans: what was made of these words by hand


class Standing(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Considered:
    """A proposal as it stands. Accepted without a decision: somebody has made it by hand."""

    proposal: Proposal
    standing: Standing = Standing.PROPOSED
    decision: Decision | None = None
    shaped_by: Decision | None = None  # the split or the merger that it came from

    @property
    def is_open(self) -> bool:
        return self.standing == Standing.PROPOSED

    @property
    def address(self) -> str:
        return address_of(self.proposal.key)


@dataclass(frozen=True, slots=True)
class Progress:
    accepted: int
    rejected: int
    total: int

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected

    @property
    def left(self) -> int:
        return self.total - self.decided


def considered(version: ArticleVersion, *, made: Iterable[Annotation] = ()) -> list[Considered]:
    """All that is proposed for a text, in its order. `made`: the annotations of the article, with
    what they are about."""
    decisions = list(Decision.objects.filter(version=version).select_related("entry", "decided_by"))
    shaped, shaped_by = _shaped(version, decisions)
    keys = {one.key for one in shaped}
    settled = {one.key: one for one in decisions if one.key in keys}
    # The assistant cuts a text otherwise by now, or the text is another: what was decided about
    # these words still holds, by the words.
    recut = [one for one in decisions if one.verdict in SETTLED and one.key not in keys]
    by_hand = _by_hand(version, made, settled.values())
    return [
        _standing(one, settled.get(one.key) or _recut(one, recut), by_hand, shaped_by.get(one.key))
        for one in shaped
    ]


def progress_of(items: Sequence[Considered]) -> Progress:
    standings = [item.standing for item in items]
    return Progress(
        accepted=standings.count(Standing.ACCEPTED),
        rejected=standings.count(Standing.REJECTED),
        total=len(items),
    )


def address_of(key: Key) -> str:
    """A key as it stands in addresses and forms: condition-179-275-0."""
    return "-".join(str(part) for part in key)


def find(items: Iterable[Considered], address: str) -> Considered | None:
    return next((item for item in items if item.address == address), None)


def next_open(items: Sequence[Considered], place: int = 0) -> Considered | None:
    """The first that is open from this place of the text on; after the last, from the top."""
    left = [item for item in items if item.is_open]
    after = [item for item in left if item.proposal.found.start >= place]
    return next(iter(after or left), None)


def open_after(items: Sequence[Considered], item: Considered) -> Considered | None:
    """The open one that stands next to it in the list, which it can be merged with."""
    place = items.index(item)
    return next((other for other in items[place + 1 :] if other.is_open), None)


def _shaped(
    version: ArticleVersion, decisions: Iterable[Decision]
) -> tuple[list[Proposal], dict[Key, Decision]]:
    """Split and merged as it was decided, one after the other."""
    there = {one.key: one for one in proposals(version)}
    joined = {one.merged_id: one.key for one in decisions if one.verdict == Verdict.JOINED}
    shaped_by: dict[Key, Decision] = {}
    for decision in decisions:
        became: Iterable[Proposal] = ()
        gone = [decision.key]
        one = there.get(decision.key)
        if decision.verdict == Verdict.SPLIT and one:
            became = split(one, version.text, at=decision.split_at) or ()
        elif decision.verdict == Verdict.MERGED and one:
            other = joined.get(decision.pk)
            if other and other in there:
                gone.append(other)
                became = (merged(one, there[other], version.text),)
        if became:
            for key in gone:
                del there[key]
            for new in became:
                there[new.key] = new
                shaped_by[new.key] = decision
    found = sorted(there.values(), key=lambda one: (one.found.start, one.found.end))
    return found, shaped_by


def _standing(
    one: Proposal,
    decision: Decision | None,
    by_hand: Iterable[tuple[int, int, str]],
    shaped_by: Decision | None,
) -> Considered:
    if decision and decision.verdict in MADE:
        return Considered(one, Standing.ACCEPTED, decision, shaped_by)
    if decision and decision.verdict == Verdict.REJECTED:
        return Considered(one, Standing.REJECTED, decision, shaped_by)
    if any(_is_same(one, *span) and not _is_one_of_many(one, *span[:2]) for span in by_hand):
        return Considered(one, Standing.ACCEPTED, None, shaped_by)
    return Considered(one, shaped_by=shaped_by)


def _is_one_of_many(one: Proposal, start: int, end: int) -> bool:
    """Of words taken by hand that say a good deal more: a sentence with several deeds in it."""
    return one.found.end - one.found.start < LEAST_SHARED * (end - start)


def _by_hand(
    version: ArticleVersion, made: Iterable[Annotation], decisions: Iterable[Decision]
) -> list[tuple[int, int, str]]:
    """Spans and kinds of what was made of the text without deciding about a proposal."""
    decided = {one.annotation_id for one in decisions}
    limits = {one.time_limit_id for one in decisions}
    return [
        (one.start, one.end, entry.kind)
        for one in made
        if one.version_id == version.pk
        and one.pk not in decided
        and (one.entry_id is None or one.entry_id not in limits)
        and (entry := claim_of(one))
    ]


def _recut(one: Proposal, decisions: Iterable[Decision]) -> Decision | None:
    return next((it for it in decisions if _is_same(one, it.start, it.end, it.kind)), None)


def _is_same(one: Proposal, start: int, end: int, kind: str) -> bool:
    shared = min(end, one.found.end) - max(start, one.found.start)
    shorter = min(end - start, one.found.end - one.found.start)
    return one.kind == Kind(kind) and shared >= LEAST_SHARED * shorter
