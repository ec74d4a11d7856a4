"""Single sentences, read by everything together with the names that Demarche ships."""

from datetime import date

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import Reading, read
from tracker.suggest.text import Document

PUBLISHED = date(2025, 4, 18)  # a Friday
GAZETTEER = Gazetteer()


def reading(text: str) -> Reading:
    return read(Document(text, PUBLISHED), GAZETTEER)


@pytest.mark.parametrize(
    ("text", "window", "demand"),
    [
        # the day beside an hour is the day that is meant
        ("Norway must reply by midnight on Tuesday.",
         "[2025-04-18..2025-04-22]", "Norway must reply"),
        ("Chad gave Libya until noon on 29 April to free the hostages.",
         "2025-04-18/2025-04-29", "free the hostages"),
        ("Peru agreed to withdraw its soldiers by 6 p.m. on 2 May.",
         "[2025-04-18..2025-05-02]", "Peru agreed to withdraw its soldiers"),
        ("Peru must withdraw its soldiers by 2 May at 6 p.m.",
         "[2025-04-18..2025-05-02]", "Peru must withdraw its soldiers"),
        # a deadline of so many days, and one that is put off; a mandate that runs out
        ("Chad set a 40-day deadline for Libya to end the blockade.",
         "[2025-04-18..2025-05-28]", "end the blockade"),
        ("The African Union extended the deadline to 9 July.",
         "2025-07-09", "The African Union extended the deadline"),
        ("The ceasefire was extended to 9 July.", "2025-07-09", "The ceasefire was extended"),
        ("The force's mandate expires on 30 June.", "2025-06-30", "The force's mandate expires"),
    ],
)  # fmt: skip
def test_the_deadline_of_a_sentence(text: str, window: str, demand: str) -> None:
    (deadline,) = reading(text).deadlines
    assert deadline.time.window
    assert (deadline.time.window.edtf, deadline.demand) == (window, demand)


def told(text: str) -> list[str]:
    return [
        f"{event.plover_type} {event.occurrence}: "
        f"{', '.join(f'{part.role} {part.actor.name}' for part in event.parts) or 'nobody'}"
        for event in reading(text).events
    ]


@pytest.mark.parametrize(
    "text",
    [
        # what would have been
        "Had Chad signed, the embargo would have been lifted.",
        "Had Norway and Sweden agreed, the accord would have been signed.",
        "Had the mediation failed, Kenya would have imposed sanctions on Uganda.",
        "The treaty could have been signed by Peru in May.",
        # what is rumoured or doubted
        "Rumours that Peru had expelled the consul were untrue.",
        "Observers doubt that Kenya will attack Uganda.",
        "It is unlikely that Chad bombed the port of Libya.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # what nobody doubts is told
        ("There is no doubt that Chad attacked Libya.",
         ["ASSAULT occurred: initiator Chad, recipient Libya"]),
        # where somebody without a name meets is nobody's side; who is described is
        ("Ministers gathered in Lima on Monday.", ["CONSULT occurred: nobody"]),
        ("The four leaders will meet again in Oslo.", ["AGREE planned: nobody"]),
        ("Greek ministers met in Lima.", ["CONSULT occurred: initiator Greece"]),
        # who demands it, of whom
        ("Kenya demands that Uganda pull back by 15 May or face a blockade.",
         ["REQUEST occurred: initiator Kenya, recipient Uganda"]),
        ("Kenya set a 20-day deadline for Uganda to end the blockade.",
         ["REQUEST occurred: initiator Kenya, recipient Uganda"]),
        # the next clause is not part of it
        ("On condition that Kenya opens the border, Uganda would join the talks.",
         ["RETREAT occurred: initiator Kenya"]),
        # the snapback of sanctions is a sanction, and a threat while it is to come
        ("Britain triggered the snapback.", ["SANCTION occurred: initiator United Kingdom"]),
        ("France will trigger the snapback against Iran.",
         ["THREATEN planned: initiator France, recipient Iran"]),
        # an envoy is another state's, a student may be of the own
        ("Nairobi expelled the envoy.", ["SANCTION occurred: initiator Kenya"]),
        ("Chad expelled three diplomats.", ["SANCTION occurred: initiator Chad"]),
        ("Diplomats were expelled by Chad.", ["SANCTION occurred: initiator Chad"]),
        # what is said beside a rumour is no rumour
        ("Chile said that the rumours were false and that it had expelled the consul of Peru.",
         ["SANCTION occurred: initiator Chile, recipient Peru"]),
        ("Police in Nairobi arrested two students.",
         ["COERCE occurred: initiator Kenya, recipient Kenya"]),
    ],
)  # fmt: skip
def test_who_did_it_and_to_whom(text: str, events: list[str]) -> None:
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # whoever tells somebody what "he" will do speaks of himself
        ("Putin told Trump that he would sign the deal if the sanctions were lifted.",
         "Vladimir Putin"),
        # who has no name is not whoever is named beside it
        ("The generals rejected a truce proposed by Norway, saying they would not hold talks until "
         "the siege was lifted.", "nobody"),
        ("Chad rejected the ceasefire, saying it would fight if Libya attacked.", "Chad"),
        # those of whom it is asked do not do what follows
        ("If Iran refuses inspections, the three powers will trigger sanctions.", "nobody"),
        # a state behind a clause and a comma acts
        ("On condition that Kenya opens the border, Uganda would join the talks.", "Uganda"),
    ],
)  # fmt: skip
def test_whose_condition_it_is(text: str, who: str) -> None:
    (condition,) = reading(text).conditions
    assert (condition.initiator.name if condition.initiator else "nobody") == who


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("Diplomats in Brussels said the talks had broken down.", "anonymous"),
        ("A source in Ankara said that Turkey would sign the accord soon.", "anonymous"),
        ("The accord is dead, a senior official in Seoul said.", "anonymous"),
        ("The minister Ana Ruiz said the talks had broken down.", "named"),
        ("The Norwegian minister in Lima, Bo Dahl, said the talks had broken down.", "named"),
    ],
)
def test_a_place_is_no_name(text: str, attribution: str) -> None:
    (quote,) = reading(text).quotes
    assert quote.attribution == attribution


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # to welcome what somebody does is no visit
        ("Peru welcomed Chile's decision to join the talks.",
         ["SUPPORT occurred: initiator Peru, recipient Chile"]),
        ("Kenya welcomed the decision of Uganda to withdraw its troops.",
         ["SUPPORT occurred: initiator Kenya, recipient Uganda"]),
        ("Norway welcomed the ministers of Chad to Oslo.",
         ["CONSULT occurred: host Norway, attendee Chad"]),
        # to meet what is set is no meeting
        ("Serbia meets its obligations under the accord.", []),
        ("Ghana meets the benchmarks set by the European Union.", []),
        ("Chad met an envoy of Libya on its obligations.",
         ["CONSULT occurred: initiator Chad, recipient Libya"]),
    ],
)  # fmt: skip
def test_words_of_several_senses(text: str, events: list[str]) -> None:
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # after the noun that somebody owns
        ("Turkey lifts its veto on Sweden's membership of NATO.",
         "Turkey lifts its veto on Sweden's membership of NATO"),
        ("Hungary threatens to block the EU's next sanctions on Russia.",
         "Hungary threatens to block the EU's next sanctions on Russia"),
        # with the clause that is denied, and not into the next one
        ("Peru denies that Chile paid a ransom.", "Peru denies that Chile paid a ransom"),
        ("Iran denies that its navy attacked a ship.",
         "Iran denies that its navy attacked a ship"),
        ("On condition that Kenya opens the border, Uganda would join the talks.",
         "Kenya opens the border"),
        # before a day and its preposition; a number that counts stays
        ("Talks between Chad and Libya broke down on 12 March.",
         "Talks between Chad and Libya broke down"),
        ("Tunisia announced talks on 16 May.", "Tunisia announces talks"),
        ("Chad killed 12 in Libya on Friday.", "Chad kills 12 in Libya"),
        # from the words that say who or what, where they hold no name
        ("The army rejected a truce proposed by Norway.",
         "The army rejected a truce proposed by Norway"),
        ("An offer of help in return for gas was rejected by Peru.",
         "An offer of help in return for gas was rejected by Peru"),
        ("Chad is set to attack Libya.", "Chad is set to attack Libya"),
    ],
)  # fmt: skip
def test_a_title_ends_where_its_words_do(text: str, title: str) -> None:
    assert [event.title for event in reading(text).events] == [title]


@pytest.mark.parametrize(
    ("text", "asked", "follows"),
    [
        ("Colombia's offer of aid in exchange for oil was rejected by Venezuela at the talks.",
         "oil", "offer of aid"),
        ("Norway would free the sailors in exchange for what Chad promised at the talks.",
         "what Chad promised at the talks", "Norway would free the sailors"),
    ],
)  # fmt: skip
def test_what_is_asked_in_exchange(text: str, asked: str, follows: str) -> None:
    (condition,) = reading(text).conditions
    assert (condition.if_clause, condition.then_clause) == (asked, follows)
