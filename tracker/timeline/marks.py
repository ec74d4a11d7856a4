"""What is marked in the text of an article while it is worked on: what rests on its words, and what
is proposed to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.models import Annotation, ReviewState, Stance
from tracker.selectors.position import TextPosition
from tracker.timeline.claims import claim_of
from tracker.timeline.considered import Considered, Standing


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span. `kind` is "chosen" for words that are only chosen."""

    start: int
    end: int
    kind: str
    title: str = ""
    standing: Standing | None = None  # None: made by hand of words that nothing is proposed for
    annotation: int | None = None
    address: str = ""  # of the proposal that it stands for
    is_current: bool = False
    is_public: bool = False
    disputes: bool = False


def marks_of(
    annotations: Iterable[Annotation],
    items: Sequence[Considered],
    *,
    current: Considered | None = None,
    chosen: TextPosition | None = None,
) -> list[Mark]:
    decided = [(item.decision, item) for item in items if item.decision]
    of_words = {decision.annotation_id: item for decision, item in decided}
    of_limit = {one.time_limit_id: item for one, item in decided if one.time_limit_id}
    marks = [
        _of_annotation(one, of_words.get(one.pk) or of_limit.get(one.entry_id), current)
        for one in annotations
    ]
    shown = {mark.address for mark in marks}
    # Of what was made by hand, the words that it was made of are marked.
    by_hand = Standing.ACCEPTED
    marks += [
        _of_proposal(item, current)
        for item in items
        if item.address not in shown and (item.decision or item.standing != by_hand)
    ]
    if chosen:
        marks.append(Mark(chosen.start, chosen.end, "chosen"))
    return marks


def _of_annotation(
    annotation: Annotation, item: Considered | None, current: Considered | None
) -> Mark:
    entry = claim_of(annotation)
    return Mark(
        annotation.start,
        annotation.end,
        kind=entry.kind if entry else "chosen",
        title=entry.title if entry else "",
        standing=Standing.ACCEPTED,
        annotation=annotation.pk,
        address=item.address if item else "",
        is_current=item is not None and item is current,
        is_public=annotation.state == ReviewState.PUBLISHED,
        disputes=annotation.stance == Stance.DISPUTES,
    )


def _of_proposal(item: Considered, current: Considered | None) -> Mark:
    found = item.proposal.found
    return Mark(
        found.start,
        found.end,
        kind=item.proposal.kind,
        title=item.proposal.title,
        standing=item.standing,
        address=item.address,
        is_current=item is current,
    )
