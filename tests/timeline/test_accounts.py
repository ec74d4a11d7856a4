"""Accounts that contradict each other, and how many outlets vouch for each independently."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    DAY,
    change_text,
    create_annotation,
    create_article,
    create_event,
    create_link,
    create_outlet,
)
from tracker.models import Article, Entry, LinkType, ReviewState, Stance
from tracker.timeline.accounts import Account, Accounts, Backing, accounts_of, backing_of
from tracker.timeline.evidence import Evidence, evidence_of
from tracker.timeline.links import links_of
from tracker.timeline.visible import Reader

pytestmark = pytest.mark.django_db

EVERYBODY = AnonymousUser()


def article(outlet: str, *, of: Article | None = None, origin: str = "") -> Article:
    return create_article(
        outlet=create_outlet(name=outlet),
        reprint_of=of,
        origin=create_outlet(name=origin) if origin else None,
        text="They met. They parted. They wrote.",
    )


def read(entry: Entry, reader: Reader = EVERYBODY, as_of: date | None = None) -> Accounts | None:
    evidence, _steps = evidence_of(entry, [], reader=reader, as_of=as_of)
    links = links_of(entry, reader=reader, at=as_of)
    return accounts_of(entry, evidence, links, reader=reader, as_of=as_of)


def found(entry: Entry, reader: Reader = EVERYBODY, as_of: date | None = None) -> Accounts:
    accounts = read(entry, reader, as_of)
    assert accounts is not None
    return accounts


def other_of(account: Account) -> int:
    assert account.entry is not None
    return account.entry.pk


def quotes(evidence: "list[Evidence] | tuple[Evidence, ...]") -> list[str]:
    return [one.exact for one in evidence]


# How many are independent.


def test_nobody() -> None:
    assert backing_of([]) == Backing(outlets=0, articles=0)


CASES: dict[str, tuple[list[tuple[str, str]], Backing]] = {
    # Articles as outlet and what they are taken from: "" nothing, "w" the wire's article, "r" a
    # reprint of that, and the name of an outlet.
    "an article": ([("Gazette", "")], Backing(1, 1)),
    "two articles of one outlet": ([("Gazette", ""), ("Gazette", "")], Backing(1, 2)),
    "two outlets": ([("Gazette", ""), ("Post", "")], Backing(2, 2)),
    "a wire and its reprint": ([("Wire", ""), ("Gazette", "w")], Backing(1, 2)),
    "ten reprints of a wire": ([(f"Paper {n}", "w") for n in range(10)], Backing(1, 10)),
    "a reprint of a reprint": ([("Gazette", "w"), ("Post", "r")], Backing(1, 2)),
    "what is taken over from the wire": (
        [("Gazette", "Wire"), ("Post", "Wire"), ("Courier", "w")],
        Backing(1, 3),
    ),
    "of two agencies": ([("Gazette", "Wire"), ("Post", "Agency")], Backing(2, 2)),
    "a reprint beside an own report of the same outlet": (
        [("Gazette", "w"), ("Gazette", "")],
        Backing(2, 2),
    ),
    "a reprint beside an own report of the outlet reprinted": (
        [("Gazette", "w"), ("Wire", "")],
        Backing(1, 2),
    ),
}


@pytest.mark.parametrize(("articles", "expected"), CASES.values(), ids=CASES.keys())
def test_reprints_of_one_report_count_once(
    articles: list[tuple[str, str]], expected: Backing
) -> None:
    wire = article("Wire")
    reprint = article("First reprint", of=wire)
    taken = {"": None, "w": wire, "r": reprint}
    made = [
        article(outlet, of=taken[source]) if source in taken else article(outlet, origin=source)
        for outlet, source in articles
    ]
    assert backing_of(made) == expected
    assert backing_of([*made, *made]) == expected  # quoted twice, an article is still one


def test_a_reprint_of_what_was_taken_over_is_the_agencys() -> None:
    first = article("Gazette", origin="Agency")
    assert backing_of([article("Post", of=first), article("Courier", origin="Agency")]) == (1, 2)


# What counts for a claim.


def test_words_that_are_lost_pending_or_against_it_do_not_count(editor: User) -> None:
    event = create_event()
    create_annotation(article=article("Gazette"), exact="They met", entry=event)
    create_annotation(
        article=article("Post"), exact="They met", entry=event, stance=Stance.DISPUTES
    )
    create_annotation(
        article=article("Courier"), exact="They met", entry=event, stance=Stance.MENTIONS
    )
    create_annotation(
        article=article("Herald"), exact="They met", entry=event, state=ReviewState.DRAFT
    )
    rewritten = article("Times")
    create_annotation(article=rewritten, exact="They met", entry=event)
    change_text(rewritten, "They did not meet.")
    for reader in (EVERYBODY, editor):
        accounts = found(event, reader)
        assert accounts.own.backing == Backing(1, 1)
        assert [account.backing for account in accounts.contrary] == [Backing(1, 1)]
        assert quotes(accounts.mentions) == ["They met"]
    # Shown to editors all the same, with what they wait for.
    assert len(found(event, editor).own.evidence) == 3


def test_of_a_draft_its_drafts_count(editor: User) -> None:
    event = create_event(state=ReviewState.DRAFT)
    source = article("Gazette")
    create_annotation(article=source, exact="They met", entry=event, state=ReviewState.DRAFT)
    create_annotation(
        article=source,
        exact="parted",
        entry=event,
        stance=Stance.DISPUTES,
        state=ReviewState.DRAFT,
    )
    assert found(event, editor).own.backing == Backing(1, 1)
    assert read(event) is None


# Which accounts there are.


def test_without_a_dispute_there_are_none() -> None:
    event = create_event()
    create_annotation(article=article("Gazette"), exact="They met", entry=event)
    create_link(source=event, target=create_event(title="Later"), type=LinkType.FOLLOWS)
    assert read(event) is None


@pytest.mark.parametrize("turned", [False, True])
def test_a_link_is_read_from_both_ends(turned: bool) -> None:
    one, other = create_event(title="They met"), create_event(title="They did not")
    source, target = (other, one) if turned else (one, other)
    create_link(source=source, target=target, type=LinkType.CONTRADICTS, note="the same day")
    create_annotation(article=article("Gazette"), exact="They met", entry=other)
    accounts = found(one)
    (account,) = accounts.contrary
    assert (other_of(account), account.note) == (other.pk, "the same day")
    assert quotes(list(account.evidence)) == ["They met"]
    assert account.backing == Backing(1, 1)
    assert other_of(found(other).contrary[0]) == one.pk


def test_two_links_between_two_entries_are_one_account() -> None:
    one, other = create_event(), create_event()
    create_link(source=one, target=other, type=LinkType.CONTRADICTS)
    create_link(source=other, target=one, type=LinkType.CONTRADICTS)
    assert len(found(one).contrary) == 1


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETRACTED])
def test_readers_see_no_account_that_is_not_public(state: str, editor: User) -> None:
    event, hidden = create_event(), create_event(state=state)
    create_link(source=hidden, target=event, type=LinkType.CONTRADICTS)
    create_annotation(
        article=article("Gazette"),
        exact="They met",
        entry=event,
        stance=Stance.DISPUTES,
        state=state,
    )
    assert read(event) is None
    seen = read(event, editor)
    assert bool(seen) is (state != ReviewState.RETRACTED)


def test_on_an_earlier_day_only_what_was_known_then_stands_against_it() -> None:
    event, later = create_event(), create_event(known_on=DAY + timedelta(2))
    create_link(source=later, target=event, type=LinkType.CONTRADICTS)
    early = create_article(text="They met.", published_on=DAY)
    late = create_article(text="They denied it.", published_on=DAY + timedelta(1))
    create_annotation(article=early, exact="They met", entry=event)
    create_annotation(article=late, exact="denied", entry=event, stance=Stance.DISPUTES)
    assert read(event, as_of=DAY) is None
    assert len(found(event, as_of=DAY + timedelta(1)).contrary) == 1
    assert len(found(event, as_of=DAY + timedelta(2)).contrary) == 2


# What a reprint was taken from.


def test_an_original_is_named_to_those_who_may_know_of_it(editor: User) -> None:
    event = create_event()
    wire = article("Wire")
    create_annotation(article=article("Gazette", of=wire), exact="They met", entry=event)
    for reader, original in ((EVERYBODY, None), (editor, wire)):
        ((only,), _steps) = evidence_of(event, [], reader=reader)
        assert only.original == original
    create_annotation(article=wire, exact="They parted", entry=event)
    evidence, _steps = evidence_of(event, [], reader=EVERYBODY)
    assert [one.original for one in evidence if one.exact == "They met"] == [wire]


def test_an_original_that_was_not_out_yet_is_not_named() -> None:
    event = create_event()
    wire = create_article(text="They met.", published_on=DAY + timedelta(1))
    create_annotation(article=wire, exact="They met", entry=event)
    reprint = create_article(text="They parted.", reprint_of=wire)
    create_annotation(article=reprint, exact="They parted", entry=event)
    ((only,), _steps) = evidence_of(event, [], reader=EVERYBODY, as_of=DAY)
    assert only.original is None


def test_ten_more_accounts_take_no_more_queries(editor: User) -> None:
    event = create_event()
    wire = article("Wire")

    def add(number: int) -> None:
        for _ in range(number):
            other = create_event()
            create_link(source=other, target=event, type=LinkType.CONTRADICTS)
            create_annotation(article=article("Gazette", of=wire), exact="They met", entry=other)
            create_annotation(article=article("Post", origin="Agency"), exact="met", entry=event)

    def count(reader: Reader) -> int:
        with CaptureQueriesContext(connection) as queries:
            accounts = found(event, reader)
            for account in (accounts.own, *accounts.contrary):
                for one in account.evidence:
                    assert one.article.reported_by.name
        return len(queries)

    add(2)
    count(editor)  # what the editor may is looked up once
    before = [count(reader) for reader in (EVERYBODY, editor)]
    add(10)
    assert [count(reader) for reader in (EVERYBODY, editor)] == before
