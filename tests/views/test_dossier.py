"""A briefing to print: what is due, what hangs on what, what happened, with numbered sources."""

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tests.views.page import every, get, one, page, text, texts
from tracker.editing.annotate import Voice
from tracker.models import Entry, Outcome, ReviewState
from tracker.timeline import dossiers

pytestmark = pytest.mark.django_db

URL = "/processes/talks/?view=dossier"


@pytest.fixture(autouse=True)
def talks() -> None:
    process = create_process(slug="talks", name="Harbour talks")
    arland = create_actor(name="Arland", slug="arland")
    envoy = create_actor(name="The envoy", kind="person")
    met = create_event(title="They meet", process=process, by=arland)
    create_event(title="A secret", process=process, state=ReviewState.DRAFT)
    kept = create_deadline(title="An answer by Monday", process=process, until=DAY + timedelta(3))
    create_development(entry=kept, outcome=Outcome.MET, on=DAY + timedelta(3))
    create_deadline(title="A list by Tuesday", process=process, until=DAY + timedelta(4))
    create_deadline(
        title="A treaty some day", process=process, until=DAY.replace(year=9000), by=arland
    )
    create_condition(title="Or else", process=process, until=DAY.replace(year=9000))
    out = create_article(
        title="Seen", text="They met. The treaty comes.", url="https://example.org/seen"
    )
    voice = Voice(speaker=envoy, mode="quoted")
    create_annotation(article=out, exact="They met", entry=met)
    treaty = Entry.objects.get(title="A treaty some day")
    create_annotation(article=out, exact="The treaty comes", entry=treaty, voice=voice)


def claims(root: Element, section: str) -> list[str]:
    """The titles below the heading with this id."""
    (found,) = [one for one in every(root, "section") if one.get("aria-labelledby") == section] or [
        Element("section")
    ]
    return [text(title.find("a")) for title in every(found, "h3")]


def test_it_says_what_is_due_what_is_open_and_what_happened(client: Client) -> None:
    shown = get(client, URL)
    assert text(one(shown, "h1")) == "Harbour talks"
    assert claims(shown, "overdue") == ["A list by Tuesday"]
    assert claims(shown, "deadlines") == ["A treaty some day"]
    assert claims(shown, "conditions") == ["Or else"]
    assert set(claims(shown, "told")) == {
        *("They meet", "An answer by Monday", "A list by Tuesday"),
        *("A treaty some day", "Or else"),
    }


def test_each_claim_leads_to_its_numbered_sources_and_back(client: Client) -> None:
    shown = get(client, URL)
    notes = every(one(shown, "section.sources"), "li")
    assert [text(one(note, "q")) for note in notes] == ["The treaty comes", "They met"]
    first = text(notes[0])
    assert "The envoy (named, quoted)" in first
    assert "“Seen”, " in first
    assert "https://example.org/seen" in first
    ids = {found.get("id") for found in shown.iter()}
    links = [str(link.get("href")) for link in every(one(shown, "article"), "a")]
    inside = [link for link in links if link.startswith("#")]
    assert {"#note-1", "#note-2"} <= set(inside)
    assert {link[1:] for link in inside} <= ids


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        (Voice(), "Speaker not recorded."),
        (Voice(mode="paraphrased"), "Speaker not recorded (paraphrased)."),
        (Voice(described_as="a <diplomat>"), "“a <diplomat>” (anonymous)."),
    ],
)
def test_a_note_says_whose_words_it_gives_and_how(client: Client, voice: Voice, said: str) -> None:
    out = create_article(title="Heard", text="They met again.")
    met = Entry.objects.get(title="They meet")
    create_annotation(article=out, exact="They met again", entry=met, voice=voice)
    notes = [text(note) for note in every(one(get(client, URL), "section.sources"), "li")]
    assert [said in note for note in notes if "“Heard”" in note] == [True]


def test_drafts_stand_in_it_for_editors_alone(client: Client, editor_client: Client) -> None:
    assert "A secret" not in claims(get(client, URL), "told")
    assert "A secret" in claims(get(editor_client, URL), "told")


def test_it_heeds_the_day_and_the_filter(client: Client) -> None:
    then = get(client, f"{URL}&as_of={DAY}")
    assert claims(then, "overdue") == []
    assert "An answer by Monday" in claims(then, "deadlines")
    assert "as known on" in text(one(then, "p.kicker"))
    assert claims(get(client, f"{URL}&as_of={DAY - timedelta(1)}"), "told") == []
    events = get(client, f"{URL}&kind=event&actor=arland")
    assert claims(events, "deadlines") == []
    assert claims(events, "told") == ["They meet"]
    assert text(one(events, "p.asked")) == "Of it only: Kind: event; Actor: Arland"


def test_what_does_not_fit_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert every(get(client, URL), "p.cut") == []
    monkeypatch.setattr(dossiers, "MOST_TOLD", 2)
    shown = get(client, URL)
    assert text(one(shown, "p.cut")).startswith("The newest 2 of 5 entries")
    assert len(claims(shown, "told")) == 2


def test_the_timeline_of_everything_has_one_too(client: Client) -> None:
    shown = get(client, "/timeline/?view=dossier&q=treaty")
    assert claims(shown, "told") == ["A treaty some day"]


@pytest.mark.parametrize("headers", [{}, BOOSTED, HTMX | RESTORED])
def test_it_is_a_page(client: Client, headers: dict[str, str]) -> None:
    assert one(page(client.get(URL, headers=headers)), "title") is not None


def test_a_part_of_a_page_is_not_swapped_for_it(client: Client) -> None:
    answer = client.get(URL, headers=HTMX | {"HX-Target": "timeline"})
    assert answer["HX-Redirect"] == URL


def test_nonsense_beside_it_is_said_on_the_timeline(client: Client) -> None:
    shown = page(client.get(f"{URL}&kind=poem"), status=400)
    assert every(shown, "article") == []


@pytest.mark.parametrize("url", ["/processes/talks/?kind=event", "/timeline/"])
def test_the_filters_lead_to_it(client: Client, url: str) -> None:
    links = {text(link): link.get("href") for link in every(get(client, url), "a")}
    path, _mark, query = url.partition("?")
    asked = f"{query}&" if query else ""
    assert links["A briefing to print"] == f"{path}?{asked}view=dossier"
    assert "A briefing to print" in texts(get(client, url), "a")


def test_a_section_that_leaves_out_older_ones_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossiers, "MOST_STANDING", 2)
    for number in range(3):
        create_condition(
            title=f"Condition {number}", on=DAY + timedelta(number), until=DAY + timedelta(9999)
        )
    root = get(client, "/timeline/?view=dossier")
    (conditions,) = [
        one for one in every(root, "section") if one.get("aria-labelledby") == "conditions"
    ]
    assert texts(conditions, ".cut") == ["The newest 2: choose days or actors for others."]
    assert len(every(conditions, "li")) == 2
    assert texts(root, ".cut") == texts(conditions, ".cut")
