"""The side of a deed that nobody is named for: told by what is said to be of a state,
by who else is spoken of, by the people it is done to, by whoever tells of it."""

from datetime import date

import pytest

from tracker.suggest.actors.described import find_described
from tracker.suggest.actors.find import find_actors
from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import read
from tracker.suggest.text import Document

GAZETTEER = Gazetteer()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # a state that only describes what is denied, condemned, turned back
        ("Pakistan denied Indian charges that it was training separatists.",
         "initiator Pakistan, recipient India"),
        ("New Zealand condemned the French nuclear test.",
         "initiator New Zealand, recipient France"),
        ("Lithuanian border guards turned back a Russian convoy.",
         "initiator Lithuania, recipient Russia"),
        ("Icelandic gunboats cut the nets of two British trawlers.",
         "initiator Iceland, recipient United Kingdom"),
        ("Singapore banned a Malaysian newspaper.",
         "initiator Singapore, recipient Malaysia"),
        ("Thailand said it had withdrawn all of its troops from a temple on the Cambodian border.",
         "initiator Thailand, recipient Cambodia"),
        # spoken of later in the sentence, or before as “it”
        ("China threatened on Sunday to use force if Taiwan declared independence.",
         "initiator China, recipient Taiwan"),
        ("Malaysia vowed to retaliate if Singapore raised the tolls.",
         "initiator Malaysia, recipient Singapore"),
        ("Sudan shut its frontier with Eritrea, accusing it of helping rebels.",
         "initiator Sudan, recipient Eritrea"),
        # people at home, and those who serve there
        ("Soldiers in Mali have seized the presidential palace.",
         "initiator Mali, recipient Mali"),
        ("Bahrain's opposition called for a general strike on Friday.",
         "initiator Bahrain, recipient Bahrain"),
        ("Ethnic Shangaan have sworn to fight on, Mozambican officials said.",
         "initiator Mozambique, recipient Mozambique"),
        ("Ecuadorean Indians marched on Quito to demand the president's resignation.",
         "initiator Ecuador, recipient Ecuador"),
        ("Senegalese troops were sent into the border zone.",
         "initiator Senegal"),
        # whoever tells of it: all of them; by whom; to whom
        ("Italy and Libya said they would cooperate in the fight against smugglers.",
         "initiator Italy, initiator Libya"),
        ("A senior American official hinted that aid to Pakistan could be cut.",
         "initiator United States, recipient Pakistan"),
        ("Zambia said Angolan jets had violated its airspace.",
         "initiator Angola, recipient Zambia"),
        # what a parliament votes, what belongs to a state
        ("Poland's parliament voted on Tuesday to impose economic sanctions on Belarus.",
         "initiator Poland, recipient Belarus"),
        ("The United States plans to step up its assistance to Colombia's army.",
         "initiator United States, recipient Colombia"),
        ("Indonesia cancelled joint naval exercises with Australia.",
         "initiator Indonesia, recipient Australia"),
        ("Mexico returned 300 refugees to Guatemala.",
         "initiator Mexico, recipient Guatemala"),
        ("Slovenia dropped its objections to Croatia's membership.",
         "initiator Slovenia, recipient Croatia"),
    ],
)  # fmt: skip
def test_who_has_which_part(text: str, parts: str) -> None:
    event = read(Document(text, date(2003, 5, 1)), GAZETTEER).events[0]
    assert ", ".join(f"{part.role} {part.actor.name}" for part in event.parts) == parts


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("They denied Russian charges about Finnish wine.", ["Russia", "Finland"]),
        ("They asked for support from the Montenegro Assembly.", ["Montenegro"]),
        # those that act are actors, and described no more
        ("Russian officials met Finnish diplomats.", []),
        # money, and what only has a state in its name
        ("Air India will pay US$ 100 to Thai Airways.", []),
        ("Somebody said something.", []),
    ],
)
def test_states_that_only_describe(text: str, described: list[str]) -> None:
    document = Document(text, date(2003, 5, 1))
    found = find_described(document, GAZETTEER, find_actors(document, GAZETTEER))
    assert [one.name for one in found] == described
    assert all(text[one.start : one.end].strip() for one in found)


def test_a_place_that_is_spoken_of_only_if_it_comes_true_is_no_recipient() -> None:
    text = "Peru would leave the talks if Chile does not sign the treaty."
    assert read(Document(text, date(2003, 5, 1)), GAZETTEER).events == []
