"""Every word of the interface goes through gettext: in a language of brackets, none is left bare.

The record is written in Greek, so that each Latin letter on a page is the interface's own.
"""

import importlib
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from tests.factories import (
    DAY,
    change_text,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_events,
    create_link,
    create_outlet,
    create_topic,
    create_track,
)
from tests.views.page import parse
from tracker.models import (
    ActorAlias,
    Affiliation,
    Article,
    Entry,
    Outcome,
    Process,
    ReviewState,
    Role,
    Stance,
)
from tracker.timeline.filters import KEYS
from tracker.timeline.revisions import revisions_of

pytestmark = pytest.mark.django_db

# Names, and codes of standards, which are the same in every language.
NAMES = {"Demarche", "EDTF", "PLOVER", "ISO", "Wikidata", "CONSULT", "Q1", "AAA", "B"}
NAMES |= {*KEYS, "belongs_to"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")
PAGES = [
    "/",
    "/?as_of=2025-04-18",
    "/?as_of=x",
    "/timeline/",
    "/timeline/?order=oldest&as_of=2025-04-18",
    "/timeline/?q=γη&kind=event&from=2025-01-01&to=2026-01-01&since=2000-01-01",
    "/timeline/?q=ουδεν",
    "/timeline/?from=1&to=2&order=3&after=4&actor=5&q=-",
    "/timeline/?after=1900-01-01_1",
    "/processes/pi/",
    "/processes/pi/deadlines/",
    "/processes/pi/deadlines/?as_of=2025-04-18",
    "/processes/pi/deadlines/?q=ουδεν",
    "/processes/pi/deadlines/?order=oldest&kind=event&after=2025-04-18_1",
    "/actors/",
    "/actors/?name=ουδεν",
    "/actors/?belongs_to=alpha&after=1",
    "/actors/?belongs_to=alpha",
    "/actors/?belongs_to=beta",
    "/actors/?after=0&belongs_to=0",
    "/actors/?after=1α&kind=event",
    "/actors/?after=9ω",
    "/actors/alpha/",
    "/articles/",
    "/articles/?after=1",
    "/articles/?after=2999-01-01_1",
    "/articles/?after=1000-01-01_1",
    "/login/",
    "/nowhere/",
]


@pytest.fixture
def record() -> None:
    process = Process.objects.create(slug="pi", name="Πόλη", summary="γη")
    track = create_track(process=process, slug="tau")
    track.name = "Τείχος"
    track.save()
    alpha = create_actor(name="Άλφα", slug="alpha")
    alpha.wikidata, alpha.iso_3166 = "Q1", "AAA"
    alpha.save()
    beta = create_actor(name="Βήτα", slug="beta", kind="person")
    ActorAlias.objects.create(actor=alpha, name="Αα")
    Affiliation.objects.create(actor=beta, to=alpha, role="γη", since=DAY)
    topic = create_topic(slug="theta")
    topic.name = "Θάλασσα"
    topic.save()
    article = create_article(
        title="Γη",
        text="Γη και θάλασσα. Ουρανός.",
        outlet=create_outlet(name="Ημέρα"),
        url="https://x.example/",
    )
    event = create_event(
        title="Γη",
        summary="γη",
        process=process,
        track=track,
        process_state="active",
        by=alpha,
        to=beta,
        topics=(topic,),
        parts=((beta, Role.HOST),),
    )
    create_event(title="Δ", occurrence="planned", on=DAY.replace(year=2030))
    deadline = create_deadline(title="Ε", demand="ζ", consequence="η", phrase="θ", anchor=DAY)
    condition = create_condition(title="Ι", if_clause="κ", then_clause="λ", time_limit=deadline)
    create_deadline(title="Μ", demand="ν", on=DAY, until=DAY.replace(year=2035))
    moved = create_development(
        entry=deadline, outcome=Outcome.EXTENDED, new=(DAY, DAY), event=event
    )
    create_development(entry=condition, outcome=Outcome.WAIVED, state=ReviewState.DRAFT)
    create_link(source=event, target=deadline)
    create_annotation(article=article, exact="Γη", entry=event)
    create_annotation(article=article, exact="θάλασσα", entry=deadline, stance=Stance.DISPUTES)
    create_annotation(article=article, exact="Ουρανός", development=moved)
    change_text(article, "Ουρανός και θάλασσα.")
    create_event(title="Ν", state=ReviewState.DRAFT)
    create_events(title="Ξ", days=[DAY] * 50)


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    # Imported in plain English first: what is translated once, on import, stays bare and is found.
    importlib.import_module("tracker.urls")

    def one(message: str) -> str:
        return f"⟦{message}⟧" if message else ""

    def several(singular: str, plural: str, number: int) -> str:
        return one(singular if number == 1 else plural)

    # What was said in English must not be remembered.
    for where in ("templatetags.remembered", "timeline.facets"):
        monkeypatch.setattr(f"tracker.{where}.get_language", lambda: "brackets")
    catalogue = translation._trans  # type: ignore[attr-defined]
    monkeypatch.setattr(catalogue, "gettext", one, raising=False)
    monkeypatch.setattr(
        catalogue, "pgettext", lambda _context, message: one(message), raising=False
    )
    monkeypatch.setattr(catalogue, "ngettext", several, raising=False)
    monkeypatch.setattr(catalogue, "npgettext", lambda _c, *args: several(*args), raising=False)


def bare(root: Element) -> Iterator[str]:
    """Latin words that stand on the page outside all brackets."""
    page = "".join(spoken(root))
    inner = re.compile("⟦[^⟦⟧]*⟧")
    while inner.search(page):
        page = inner.sub("", page)
    assert "⟦" not in page
    for word in re.findall(r"[A-Za-z]\w*", page):
        if word not in NAMES:
            yield word


def spoken(element: Element) -> Iterator[str]:
    """What is read out of an element: its words, and its attributes for people."""
    if element.tag == "meta" and element.get("name") == "description":
        yield element.get("content", "")
    for name in SPOKEN:
        yield f" {element.get(name, '')} "
    is_letter = element.tag == "kbd" and len(element.text or "") == 1  # of a keyboard
    # Values of the record, and what says no word.
    if is_letter or element.tag in ("script", "code", "del", "ins"):
        return
    yield element.text or ""
    for child in element:
        yield from spoken(child)
        yield child.tail or ""


@pytest.mark.usefixtures("record", "brackets", "editor")
@pytest.mark.parametrize("role", ["", "editor"])
def test_no_word_of_the_interface_is_left_bare(client: Client, role: str) -> None:
    names = {"editor", "maintainer"}
    if role:
        client.force_login(User.objects.get(username=role))
    entries = [
        f"/entries/{pk}/" for pk in Entry.objects.exclude(title="Ξ").values_list("pk", flat=True)
    ]
    articles = [f"/articles/{pk}/" for pk in Article.objects.values_list("pk", flat=True)]
    inside = []
    if role:
        deadline = Entry.objects.filter(kind="deadline")[0]
        key = revisions_of(deadline, reader=User.objects.get(username=role))[0].key
        paths = ("developments/new/", "history/", f"history/{key}/")
        inside = [f"/entries/{deadline.pk}/{path}" for path in paths]
    found = {}
    for url in [*PAGES, *entries, *entries[:1], *articles, *inside]:
        shown = parse(client.get(url).content.decode())
        words = sorted(set(bare(shown)) - names)
        if words:
            found[url] = words
    assert found == {}
