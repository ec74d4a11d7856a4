"""An entry page with accounts that contradict each other: side by side, none chosen."""

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_event,
    create_link,
    create_outlet,
)
from tests.views.page import every, get, links, one, page, text, texts
from tracker.editing.annotate import Voice
from tracker.models import Actor, Entry, LinkType, Outlet, ReviewState, Stance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def minister() -> Actor:
    return create_actor(name="The minister", kind="person")


@pytest.fixture
def ministry() -> Actor:
    return create_actor(name="The ministry", kind="office")


@pytest.fixture
def disputed(minister: Actor, ministry: Actor) -> Entry:
    """Told by a wire, reprinted once, and by a second outlet; told otherwise by an official."""
    event = create_event(title="They met")
    other = create_event(title="There was no meeting", summary="A walk by the lake.")
    create_link(source=other, target=event, type=LinkType.CONTRADICTS, note="of the same day")
    wire = create_article(title="On the wire", text="They met, the minister said.")
    reprint = create_article(
        title="Reprinted",
        text="They met, the minister said.",
        outlet=outlet("The Gazette", "D"),
        published_on=DAY + timedelta(1),
        reprint_of=wire,
    )
    own = create_article(
        title="Seen", text="“We met”, the minister said.", outlet=outlet("The Post", "A")
    )
    voice = Voice(speaker=minister, mode="paraphrased")
    create_annotation(article=wire, exact="They met", entry=event, voice=voice)
    create_annotation(article=reprint, exact="They met", entry=event, voice=voice)
    quoted = Voice(speaker=minister, mode="quoted")
    create_annotation(article=own, exact="“We met”", entry=event, voice=quoted)
    denial = create_article(
        title="Denied",
        text="One official saw nobody.",
        outlet=outlet("The Herald", "E"),
        origin=outlet("The Agency", "B"),
    )
    official = Voice(speaker=ministry, mode="paraphrased", described_as="one official")
    create_annotation(article=denial, exact="saw nobody", entry=other, voice=official)
    return event


def outlet(name: str, reliability: str) -> Outlet:
    made = create_outlet(name=name)
    made.reliability = reliability
    made.save()
    return made


def url(entry: Entry, query: str = "") -> str:
    return f"/entries/{entry.pk}/{query}"


def cites(side: Element) -> list[str]:
    return texts(side, "cite")


@pytest.mark.parametrize("headers", [{}, HTMX, BOOSTED, RESTORED])
def test_the_accounts_stand_side_by_side(
    client: Client, disputed: Entry, headers: dict[str, str]
) -> None:
    shown = page(client.get(url(disputed), headers=headers))
    section = one(shown, "section.accounts")
    own, other = every(section, "article.side")
    assert text(one(own, "h3")) == "This account They met"
    assert text(one(other, "h3")) == "Contrary account There was no meeting"
    assert texts(other, "p")[:2] == ["A walk by the lake.", "of the same day"]
    assert texts(section, "p.backing") == [
        "2 independent outlets (3 articles)",
        "1 independent outlet (1 article)",
    ]
    assert "The words it rests on" not in text(shown)
    # From the other end the same.
    turned = one(get(client, links(other)["There was no meeting"]), "section.accounts")
    assert texts(turned, "h3") == [
        "This account There was no meeting",
        "Contrary account They met",
    ]


def test_each_quote_says_who_said_it_where_and_how(client: Client, disputed: Entry) -> None:
    own, other = every(get(client, url(disputed)), "article.side")
    assert cites(own) == [
        "On the wire · The Test Courier, 18 April 2025 · reliability B: usually reliable"
        " The minister (named, paraphrased)",
        "Seen · The Post, 18 April 2025 · reliability A: completely reliable"
        " The minister (named, quoted)",
        "Reprinted · The Gazette, 19 April 2025 · reliability D: not usually reliable"
        " The minister (named, paraphrased)"
        " Reprint of On the wire · The Test Courier, reliability B: usually reliable",
    ]
    assert cites(other) == [
        "Denied · The Herald, 18 April 2025 · reliability E: unreliable"
        " The ministry, “one official” (anonymous, paraphrased)"
        " Taken over from The Agency, reliability B: usually reliable"
    ]
    assert links(other)["The ministry"] == "/actors/the-ministry/"


def test_what_disputes_it_in_its_sources_is_an_account_too(client: Client) -> None:
    event = create_event(title="They met")
    article = create_article(text="They met. Nobody met. A meeting was planned.")
    for exact, stance in (
        ("They met", Stance.SUPPORTS),
        ("Nobody met", Stance.DISPUTES),
        ("was planned", Stance.MENTIONS),
    ):
        create_annotation(article=article, exact=exact, entry=event, stance=stance)
    section = one(get(client, url(event)), "section.accounts")
    sides = every(section, "article.side")
    assert [texts(side, "mark") for side in sides] == [["They met"], ["Nobody met"]]
    assert texts(section, "h3")[1:] == [
        "Contrary account Sources that dispute it",
        "Where it is mentioned",
    ]
    assert texts(section, "mark") == ["They met", "Nobody met", "was planned"]
    assert texts(section, "span.voice") == ["Speaker not recorded"] * 3


def test_a_contrary_account_stands_in_its_place_and_not_among_the_links(
    client: Client, disputed: Entry
) -> None:
    assert every(get(client, url(disputed)), "section.links") == []


def test_without_a_dispute_the_facts_and_the_count_stand_with_the_quotes(
    client: Client, minister: Actor
) -> None:
    event = create_event()
    first = create_article(title="First", text="They met, he said.")
    second = create_article(
        title="Second", text="They met.", outlet=create_outlet(name="Post"), reprint_of=first
    )
    voice = Voice(speaker=minister, mode="paraphrased")
    create_annotation(article=first, exact="They met", entry=event, voice=voice)
    create_annotation(article=second, exact="They met", entry=event)
    shown = get(client, url(event))
    assert every(shown, "section.accounts") == []
    assert "The words it rests on" in texts(shown, "h2")
    assert texts(shown, "p.backing") == ["1 independent outlet (2 articles)"]
    # What nobody recorded is not made a fact of.
    assert texts(shown, "span.voice") == ["The minister (named, paraphrased)"]


def test_without_any_source_nothing_is_counted(client: Client) -> None:
    one_, other = create_event(title="They met"), create_event(title="They did not")
    assert every(get(client, url(one_)), "p.backing") == []
    create_link(source=one_, target=other, type=LinkType.CONTRADICTS)
    sides = every(get(client, url(one_)), "article.side")
    assert [texts(side, "p")[-1] for side in sides] == ["No source is on record for this yet."] * 2


def test_on_an_earlier_day_the_accounts_were_those_of_that_day(
    client: Client, disputed: Entry
) -> None:
    Entry.objects.filter(title="There was no meeting").update(known_on=DAY + timedelta(1))
    before = get(client, url(disputed, "?as_of=2025-04-18"))
    assert every(before, "section.accounts") == []
    assert texts(before, "p.backing") == ["2 independent outlets (2 articles)"]
    assert "disputed account" not in texts(before, "span.tag")


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETRACTED])
def test_what_is_not_public_is_no_account_for_readers(
    client: Client, editor_client: Client, disputed: Entry, state: str
) -> None:
    reason = "wrong" if state == ReviewState.RETRACTED else ""
    hidden = Entry.objects.filter(title="There was no meeting")
    hidden.update(state=state, retraction_reason=reason)
    for address in (url(disputed), "/timeline/"):
        assert "disputed account" not in texts(get(client, address), "span.tag")
    assert every(get(client, url(disputed)), "section.accounts") == []
    is_there = bool(every(get(editor_client, url(disputed)), "section.accounts"))
    assert is_there is (state != ReviewState.RETRACTED)


def test_lists_say_that_an_account_is_disputed(client: Client, disputed: Entry) -> None:
    create_event(title="Undisputed")
    shown = get(client, "/timeline/")
    tags = {text(one(entry, "h4")) for entry in every(shown, "article.entry")}
    assert tags == {
        "They met disputed account",
        "There was no meeting disputed account",
        "Undisputed",
    }


@pytest.mark.parametrize("stance", Stance.values)
def test_a_source_that_disputes_is_a_disputed_account(client: Client, stance: str) -> None:
    article = create_article(text="They met. Nobody met.", published_on=DAY)
    create_annotation(
        article=article,
        exact="Nobody met",
        entry=create_event(known_on=DAY - timedelta(2)),
        stance=stance,
    )
    assert texts(get(client, "/timeline/"), "span.tag") == (
        ["disputed account"] if stance == Stance.DISPUTES else []
    )
    assert texts(get(client, "/timeline/?as_of=2025-04-17"), "span.tag") == []


def test_only_an_editor_is_shown_where_to_add_one(
    client: Client, editor_client: Client, reviewer_client: Client, plain_user: User
) -> None:
    event, gone = create_event(), create_event(state=ReviewState.RETRACTED)
    reader = Client()
    reader.force_login(plain_user)
    for browser, may in (
        (client, False),
        (reader, False),
        (editor_client, True),
        (reviewer_client, True),
    ):
        shown = links(get(browser, url(event)))
        assert ("Add a contrary account" in shown) is may
    assert "Add a contrary account" not in links(get(editor_client, url(gone)))


def test_an_article_says_what_it_is_a_reprint_of(
    client: Client, editor_client: Client, disputed: Entry
) -> None:
    shown = get(client, links(get(client, url(disputed)))["Reprinted"].partition("#")[0])
    assert "Reprint of On the wire · The Test Courier, 18 April 2025" in texts(shown, "p.meta")
    # An original that readers may not know of is not named.
    wire = create_article(title="Secret", text="Nothing rests on it.")
    reprint = create_article(text="They met.", outlet=create_outlet(name="P"), reprint_of=wire)
    create_annotation(article=reprint, exact="They met", entry=disputed)
    address = f"/articles/{reprint.pk}/"
    assert "A reprint" in texts(get(client, address), "p.meta")
    for page_of in (address, url(disputed)):
        assert "Secret" not in text(get(client, page_of))
    assert "Secret" in links(get(editor_client, address))


def test_a_link_does_not_repeat_its_heading(client: Client) -> None:
    first, second = create_event(title="First"), create_event(title="Second", on=DAY + timedelta(1))
    create_link(source=second, target=first, type=LinkType.FOLLOWS)
    for entry, expected in (
        (first, ("Leads to", "Second 19 Apr 2025")),
        (second, ("Follows from", "First 18 Apr 2025")),
    ):
        section = one(get(client, url(entry)), "section.links")
        assert (text(one(section, "h3")), text(one(section, "li"))) == expected
