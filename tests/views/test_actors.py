from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.factories import DAY, create_actor, create_event, create_process
from tests.views.page import every, get, links, one, text, texts, titles
from tracker.models import ActorAlias, ActorKind, Affiliation, AliasKind, Role
from tracker.timeline import actors

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> None:
    arland = create_actor(name="Arland")
    envoy = create_actor(name="Ina Berg", kind="person")
    create_actor(name="Harbour Union", kind="bloc")
    ActorAlias.objects.create(actor=arland, name="Arlenburg", kind=AliasKind.METONYM)
    Affiliation.objects.create(actor=envoy, to=arland, role="envoy", since=DAY)
    process = create_process(slug="talks")
    create_event(title="Arland speaks", process=process, by=arland, to=envoy)
    create_event(title="Berg hosts", process=process, parts=((envoy, Role.HOST),))
    # Twice in one entry is one entry.
    create_event(process=process, by=envoy, parts=((envoy, Role.MEDIATOR),))


@pytest.mark.usefixtures("cast")
def test_actors_stand_by_kind_and_name_with_their_numbers(client: Client) -> None:
    shown = get(client, "/actors/")
    assert texts(shown, "h2") == ["States", "Blocs", "Persons"]
    assert texts(one(shown, "main"), "li") == [
        "ArlandArlenburg 1 entry",
        "Harbour Union 0 entries",
        "Ina Berg envoy, Arland 3 entries",
    ]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("name", "found"),
    [
        *(
            ("arl", ["Arland"]),
            ("ARLENB", ["Arland"]),
            ("Berg", ["Ina Berg"]),
            ("%", []),
            ("  ", 3),
        ),
        # In the middle of a word, in one letter, over a space; and nothing that only looks alike.
        *(("rlan", ["Arland"]), ("U", ["Arland", "Harbour Union"]), ("na  be", ["Ina Berg"])),
        *(("Berg Ina", []), ("anlar", []), ("d\narl", []), ("_", []), ("\\", []), ("bergb", [])),
    ],
)
def test_they_are_found_by_name_and_alias(
    client: Client, name: str, found: list[str] | int
) -> None:
    shown = get(client, f"/actors/?{urlencode({'name': name})}")
    names = [text(item.find("a")) for item in every(one(shown, "main"), "li")]
    assert (names if isinstance(found, list) else len(names)) == found


@pytest.mark.usefixtures("cast")
def test_nobody_found_is_said_with_the_way_out(client: Client) -> None:
    empty = one(get(client, "/actors/?name=Nowhere"), "div.empty")
    assert text(empty) == "No actor is called “Nowhere”. Show all actors"
    assert links(empty)["Show all actors"] == "/actors/"


def test_a_new_name_is_found_at_once_and_an_old_one_no_longer(client: Client) -> None:
    def found(name: str) -> list[str]:
        shown = get(client, f"/actors/?{urlencode({'name': name})}")
        return [text(item.find("a")) for item in every(one(shown, "main"), "li")]

    actor = create_actor(name="Émeraude", slug="emeraude")
    assert found("émer") == found("ÉMER") == ["Émeraude"]
    alias = ActorAlias.objects.create(actor=actor, name="Beryl")
    assert found("beryl") == ["Émeraude"]
    alias.delete()
    actor.name = "Opal"
    actor.save()
    assert found("beryl") == found("émer") == []
    assert found("opal") == ["Opal"]
    actor.kind = ActorKind.PERSON
    actor.save()
    assert texts(get(client, "/actors/"), "h2") == ["Persons"]
    actor.delete()
    assert found("opal") == []


def test_no_actor_on_record_is_said(client: Client) -> None:
    assert text(one(get(client, "/actors/"), "div.empty")) == "No actor is on record yet."


@pytest.mark.parametrize("name", ["%00", "x" * 5000, "%F0%9F%95%8A", "%FF"])
def test_any_name_is_answered(client: Client, name: str) -> None:
    assert client.get(f"/actors/?name={name}").status_code == 200


@pytest.mark.usefixtures("cast")
def test_an_actor_shows_names_affiliations_and_entries(client: Client) -> None:
    state = get(client, "/actors/arland/")
    assert titles(state) == ["Arland speaks"]
    facts = text(one(state, "dl.about"))
    assert "Also calledArlenburg metonym" in facts
    assert "Acts throughIna Berg, envoy 18 April 2025 – now" in facts
    person = get(client, "/actors/ina-berg/")
    assert "Belongs toenvoy, Arland" in text(one(person, "dl.about"))
    assert len(titles(person)) == 3


@pytest.mark.usefixtures("cast")
def test_the_file_beside_an_actor_holds_the_same_entries(client: Client) -> None:
    address = links(get(client, "/actors/arland/?kind=event&order=oldest"))["These entries as CSV"]
    assert address == "/timeline.csv?kind=event&actor=arland&order=oldest"
    assert client.get(address).status_code == 200


@pytest.mark.usefixtures("cast")
def test_an_actor_page_does_not_offer_other_actors_in_its_place(client: Client) -> None:
    filters = one(get(client, "/actors/arland/"), "aside.filters")
    assert "Actor" not in texts(filters, "h2")


def test_the_newest_of_those_who_act_for_an_actor_stand_on_its_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "MOST_NAMED", 2)
    state = create_actor(name="Arland")
    for number in range(3):
        envoy = create_actor(name=f"Envoy {number}", kind="person")
        since = DAY - timedelta(days=number)
        Affiliation.objects.create(actor=envoy, to=state, role="envoy", since=since)
        shown = one(get(client, "/actors/arland/"), "dl.about")
        assert ("All who belong to it" in links(shown)) == (number == 2)
    assert "Envoy 0, envoy" in text(shown)
    assert "Envoy 2" not in text(shown)
    rest = get(client, links(shown)["All who belong to it"])
    assert texts(rest, "li") == [f"Envoy {n} envoy, Arland 0 entries" for n in range(3)]
    assert links(rest)["Arland"] == "/actors/arland/"
    found = get(client, "/actors/?belongs_to=arland&name=2")
    assert texts(found, "li") == ["Envoy 2 envoy, Arland 0 entries"]


def test_to_whom_nobody_belongs_and_who_is_nobody_is_said(client: Client) -> None:
    create_actor(name="Arland")
    assert text(one(get(client, "/actors/?belongs_to=arland"), "div.empty")) == "Nobody does."
    shown = get(client, "/actors/?belongs_to=nowhere", status=400)
    assert "Nothing here is called “nowhere”." in text(one(shown, "main"))
    assert every(one(shown, "main"), "h2") == []
