"""Accounts that contradict each other, side by side: none of them is chosen here.

A claim and its contraries each stand with the words that they rest on, and with how many outlets
vouch for them independently: reprints of one report count once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tracker.models import Article, Entry, ReviewState, Stance
from tracker.timeline.evidence import Evidence, evidence_by_entry
from tracker.timeline.links import Linked
from tracker.timeline.visible import Reader


class Backing(NamedTuple):
    """How much stands behind a claim."""

    outlets: int  # independent of each other
    articles: int


@dataclass(frozen=True, slots=True)
class Account:
    """One side. What disputes a claim and is no entry of its own has no entry."""

    evidence: Sequence[Evidence]
    backing: Backing
    entry: Entry | None = None
    note: str = ""  # of the link that sets it against the claim


@dataclass(frozen=True, slots=True)
class Accounts:
    """A claim, what stands against it, and what only mentions it."""

    own: Account
    contrary: list[Account]
    mentions: list[Evidence] = field(default_factory=list)


def backing_of(articles: Iterable[Article]) -> Backing:
    """Outlets are counted by whose reporting it is: an article that was taken from another, or
    from an agency, speaks for those, wherever it stands."""
    by_key = {article.pk: article for article in articles}
    reporting = {article.reported_by.pk for article in by_key.values()}
    return Backing(len(reporting), len(by_key))


def backing_by(evidence: Iterable[Evidence], claim: Entry) -> Backing:
    """By what counts: words that still stand in their article, published where the claim is."""
    return backing_of(
        one.article
        for one in evidence
        if not one.is_lost
        and (claim.state != ReviewState.PUBLISHED or one.annotation.state == ReviewState.PUBLISHED)
    )


def supporting(evidence: Iterable[Evidence]) -> list[Evidence]:
    return [one for one in evidence if one.annotation.stance == Stance.SUPPORTS]


def accounts_of(
    entry: Entry,
    evidence: Sequence[Evidence],
    links: Iterable[Linked],
    *,
    reader: Reader,
    as_of: date | None = None,
) -> Accounts | None:
    """The accounts of an entry with this evidence and these links (timeline.links.links_of); None
    where nothing disputes it. As many queries for ten contrary accounts as for one."""
    against = {link.other.pk: link for link in links if link.side == "against"}
    disputing = [one for one in evidence if one.annotation.stance == Stance.DISPUTES]
    if not against and not disputing:
        return None
    others = [link.other for link in against.values()]
    theirs = evidence_by_entry(others, reader=reader, as_of=as_of) if others else {}
    contrary = [
        _account(link.other, theirs.get(key, ()), note=link.note) for key, link in against.items()
    ]
    if disputing:
        contrary.insert(0, Account(disputing, backing_by(disputing, entry)))
    return Accounts(
        own=_account(entry, evidence),
        contrary=contrary,
        mentions=[one for one in evidence if one.annotation.stance == Stance.MENTIONS],
    )


def _account(entry: Entry, evidence: Iterable[Evidence], *, note: str = "") -> Account:
    speaking = supporting(evidence)
    return Account(speaking, backing_by(speaking, entry), entry, note)
