import pytest
from django.test import Client

from tests.factories import DAY, create_actor, create_event, create_process
from tests.views.page import every, get, links, one, text, texts, titles
from tracker.models import ActorAlias, Affiliation, AliasKind, Role

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
    [("arl", ["Arland"]), ("ARLENB", ["Arland"]), ("Berg", ["Ina Berg"]), ("%", []), ("  ", 3)],
)
def test_they_are_found_by_name_and_alias(
    client: Client, name: str, found: list[str] | int
) -> None:
    shown = get(client, f"/actors/?name={name.replace('%', '%25')}")
    names = [text(item.find("a")) for item in every(one(shown, "main"), "li")]
    assert (names if isinstance(found, list) else len(names)) == found


@pytest.mark.usefixtures("cast")
def test_nobody_found_is_said_with_the_way_out(client: Client) -> None:
    empty = one(get(client, "/actors/?name=Nowhere"), "div.empty")
    assert text(empty) == "No actor is called “Nowhere”. Show all actors"
    assert links(empty)["Show all actors"] == "/actors/"


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
