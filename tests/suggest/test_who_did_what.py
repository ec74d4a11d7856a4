"""Who did what to whom, by the names that Demarche ships: the parts of a sentence's first event."""

from datetime import date

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import Reading, read
from tracker.suggest.text import Document

GAZETTEER = Gazetteer()


def reading(text: str) -> Reading:
    return read(Document(text, date(2003, 5, 1)), GAZETTEER)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # one person behind an adjective, and kinds of people in two words
        ("An Israeli soldier was wounded by Palestinian gunmen in Gaza.",
         "initiator Palestine, recipient Israel"),
        ("Nigerian militants kidnapped three Italian oil workers.",
         "initiator Nigeria, recipient Italy"),
        ("The Vietnamese navy seized a Chinese fishing boat.",
         "initiator Vietnam, recipient China"),
        ("Sri Lankan Tamil rebels released 16 soldiers.",
         "initiator Sri Lanka, recipient Sri Lanka"),
        # what a state leads acts, what it only backs does not act for it
        ("French-led peacekeepers pulled out of Bunia.",
         "initiator France, recipient Democratic Republic of the Congo"),
        ("Syria-backed militiamen fired rockets at northern Israel.", "recipient Israel"),
        # who was sent, and who is sent away
        ("Officials from India and Pakistan will meet in Lahore next week.",
         "attendee India, attendee Pakistan"),
        ("A delegation from Kuwait arrived in Baghdad to discuss prisoners.",
         "initiator Kuwait, recipient Iraq"),
        ("Two Turkish diplomats were expelled from Athens on Friday.",
         "initiator Greece, recipient Turkey"),
        # who is told what must be
        ("Pakistan's prime minister told his Indian counterpart that talks must resume.",
         "initiator Prime minister of Pakistan, recipient India"),
        # several of one office, named one by one
        ("Foreign Ministers Ana Ruiz of Peru and Bo Dahl of Norway met in Lima on Monday.",
         "attendee Ana Ruiz, attendee Bo Dahl"),
        ("The foreign ministers of Peru and Norway, Ana Ruiz and Bo Dahl, met in Lima.",
         "attendee Ana Ruiz, attendee Bo Dahl"),
        # people whom the tables of offices do not know, and what belongs to a state
        ("Police in Nairobi arrested two Somali traders.",
         "initiator Kenya, recipient Somalia"),
        ("Houthi rebels attacked a Saudi airport.", "initiator Houthis, recipient Saudi Arabia"),
        ("A U.S. drone strike killed four militants in Yemen.",
         "initiator United States, recipient Yemen"),
        ("Mexican troops arrested a cartel boss.", "initiator Mexico, recipient Mexico"),
        ("Al-Shabaab claimed responsibility for an attack in Kampala.",
         "initiator Al-Shabaab, recipient Uganda"),
        ("Moscow rejected a proposal by NATO on Kosovo.", "initiator Russia, recipient NATO"),
        # a state that is spoken of, and a government in its capital
        ("The Vatican condemned the killing of a priest in Guatemala.",
         "initiator Holy See, recipient Guatemala"),
        ("The government in Khartoum has eased curbs on relief flights to Darfur.",
         "initiator Sudan, recipient Sudan"),
        # armed groups and peoples
        ("Chechen rebels attacked a Russian convoy near Grozny.",
         "initiator Chechen separatists, recipient Russia"),
        ("Cambodian strongman Hun Sen called on the Khmer Rouge to lay down arms.",
         "initiator Hun Sen, recipient Khmer Rouge"),
        # an abbreviation before the verb of saying
        ("Kenya will send food to Burundi, the World Food Programme (WFP) said.",
         "initiator Kenya, recipient Burundi"),
    ],
)  # fmt: skip
def test_who_has_which_part(text: str, parts: str) -> None:
    event = reading(text).events[0]
    assert ", ".join(f"{part.role} {part.actor.name}" for part in event.parts) == parts


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("The Taliban rejected the plan.", {"Taliban": "AFG"}),
        ("Bosnian Serb leader Ivo Petric rejected the plan.", {"Ivo Petric": "BIH"}),
        ("Kenya rejected the plan.", {"Kenya": ""}),
    ],
)
def test_a_group_is_of_a_state_that_it_does_not_speak_for(text: str, homes: dict[str, str]) -> None:
    actors = reading(text).actors
    assert {actor.name: actor.home for actor in actors} == homes
    assert all(not actor.iso_3166 for actor in actors if actor.home)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Foreign Ministers Ana Ruiz of Peru and Bo Dahl of Norway met in Lima on Monday.",
         "Ana Ruiz and Bo Dahl meet in Lima"),
        ("The defence ministers of Peru, Chile and Norway, Ana Ruiz, Li Berg and Bo Dahl, met.",
         "Ana Ruiz, Li Berg and Bo Dahl meet"),
        ("Ministers from Peru and Norway met in Lima on Monday.", "Peru and Norway meet in Lima"),
        ("Officials from Peru and Norway held talks.", "Peru and Norway hold talks"),
        ("Riot police in Athens clashed with students.",
         "Riot police in Athens clashed with students"),
    ],
)  # fmt: skip
def test_the_title_names_those_who_are_named(text: str, title: str) -> None:
    assert reading(text).events[0].title == title


def test_of_several_each_acts_for_the_state_in_the_same_place_of_the_row() -> None:
    text = "The foreign ministers of Peru and Norway, Ana Ruiz and Bo Dahl, met in Lima."
    people = {one.name: one.iso_3166 for one in reading(text).actors if one.kind == "person"}
    assert people == {"Ana Ruiz": "PER", "Bo Dahl": "NOR"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PARIS (Reuters) - France will send help, its foreign minister said on Friday.",
         "France will send help"),
        ("OSLO, April 17 (Xinhua) -- Norway is ready to host the talks, its premier said.",
         "Norway is ready to host the talks"),
        ("Washington (CNN) — The talks will go on, the president said.",
         "The talks will go on"),
        ("NATO - the largest alliance - will leave the talks, its envoy said.",
         "NATO - the largest alliance - will leave the talks"),
    ],
)  # fmt: skip
def test_a_dateline_is_no_part_of_what_is_said(text: str, said: str) -> None:
    quote = reading(text).quotes[0]
    assert text[quote.start : quote.end] == said
