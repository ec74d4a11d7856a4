"""Deeds are found with their type, whether they happened, and who had which part in them."""

import pytest

from tests.suggest.cast import actors, document, times
from tracker.suggest.events.find import find_events
from tracker.suggest.found import EventFound
from tracker.suggest.quotes.find import find_quotes


def events(text: str) -> list[EventFound]:
    cast = actors(text)
    read = document(text)
    quotes = find_quotes(read, actors=cast)
    return find_events(read, actors=cast, times=times(text), quotes=quotes)


def parts(event: EventFound) -> str:
    return ", ".join(f"{part.role} {part.actor.name}" for part in event.parts)


# The words; the types that the event may have (the first two); and its parts.
DEEDS = [
    # words of cooperation
    ("Norland and Sudria signed a treaty.", "AGREE", "initiator Norland, initiator Sudria"),
    ("Norland signed an outline deal with Sudria.", "AGREE", "initiator Norland, recipient Sudria"),
    ("Norland agreed to a truce with Sudria.", "AGREE", "initiator Norland, recipient Sudria"),
    ("Norland has agreed to withdraw its troops from Ostia.", "AGREE CONCEDE",
     "initiator Norland, recipient Ostia"),
    ("Sudria is willing to send medicine to Ostia.", "AGREE AID",
     "initiator Sudria, recipient Ostia"),
    ("Ode met Brandt.", "CONSULT", "initiator Anna Ode, recipient Karl Brandt"),
    ("Ode met with Brandt in Ostia.", "CONSULT", "initiator Anna Ode, recipient Karl Brandt"),
    ("Talks between Norland and Sudria took place on Monday.", "CONSULT",
     "attendee Norland, attendee Sudria"),
    ("Norland held talks with Sudria.", "CONSULT", "initiator Norland, recipient Sudria"),
    ("Anna Ode telephoned Karl Brandt.", "CONSULT", "initiator Anna Ode, recipient Karl Brandt"),
    ("President Kamara visited Norland.", "CONSULT", "initiator Kamara, recipient Norland"),
    ("Norland hosted Brandt for a day of discussions.", "CONSULT",
     "host Norland, attendee Karl Brandt"),
    ("Talks between Norland and Sudria, mediated by Ostia, took place on Monday.", "CONSULT",
     "attendee Norland, attendee Sudria, mediator Ostia"),
    ("Norland, which was old and tired, condemned Sudria.", "ACCUSE",
     "initiator Norland, recipient Sudria"),
    ("Ostia mediated between Norland and Sudria.", "CONSULT",
     "mediator Ostia, attendee Norland, attendee Sudria"),
    ("Ode praised Sudria for its patience.", "SUPPORT", "initiator Anna Ode, recipient Sudria"),
    ("Norland recognised Ostia.", "SUPPORT", "initiator Norland, recipient Ostia"),
    ("Sudria apologised to Norland.", "SUPPORT", "initiator Sudria, recipient Norland"),
    ("Norland eased its restrictions on Sudria.", "CONCEDE",
     "initiator Norland, recipient Sudria"),
    ("Kamara backed down.", "CONCEDE", "initiator Kamara"),
    # deeds of cooperation
    ("Norland and Sudria exchanged sixty prisoners.", "COOPERATE",
     "initiator Norland, initiator Sudria"),
    ("Vestland sent food to Ostia.", "AID", "initiator Vestland, recipient Ostia"),
    ("Vestland donated blankets to Ostia.", "AID", "initiator Vestland, recipient Ostia"),
    ("Norland withdrew its troops from Sudria.", "RETREAT", "initiator Norland, recipient Sudria"),
    ("The Front released two Norlandic hostages.", "RETREAT",
     "initiator the Front, recipient Norland"),
    ("Norland lifted sanctions against Sudria.", "RETREAT", "initiator Norland, recipient Sudria"),
    ("Sanctions on Sudria were lifted by Norland.", "RETREAT",
     "initiator Norland, recipient Sudria"),
    # words of conflict
    ("Norland demanded that Sudria release the pilots.", "REQUEST",
     "initiator Norland, recipient Sudria"),
    ("Ode urged Sudria to come to the table.", "REQUEST", "initiator Anna Ode, recipient Sudria"),
    ("Ode called on Sudria to lay down its arms.", "REQUEST",
     "initiator Anna Ode, recipient Sudria"),
    ("Brandt said Sudria must withdraw its troops.", "REQUEST",
     "initiator Karl Brandt, recipient Sudria"),
    ("Norland accused Sudria of shelling a village.", "ACCUSE",
     "initiator Norland, recipient Sudria"),
    ("Ode condemned Sudria.", "ACCUSE", "initiator Anna Ode, recipient Sudria"),
    ("Sudria was condemned by the Union.", "ACCUSE", "initiator the Union, recipient Sudria"),
    ("The Union opened an inquiry into Sudria.", "ACCUSE",
     "initiator the Union, recipient Sudria"),
    ("Norland rejected the Sudrian plan.", "REJECT", "initiator Norland, recipient Sudria"),
    ("Sudria on Monday flatly rejected an offer from Norland.", "REJECT",
     "initiator Sudria, recipient Norland"),
    ("Sudria walked out of the talks with Norland.", "REJECT",
     "initiator Sudria, recipient Norland"),
    ("Norland threatened to impose sanctions on Sudria.", "THREATEN",
     "initiator Norland, recipient Sudria"),
    ("Norland issued an ultimatum to Sudria.", "THREATEN",
     "initiator Norland, recipient Sudria"),
    ("Norland gave an ultimatum to Sudria.", "THREATEN", "initiator Norland, recipient Sudria"),
    # deeds of conflict
    ("Sudrian miners demonstrated against Kamara.", "PROTEST",
     "initiator Sudria, recipient Kamara"),
    ("Norland imposed new tariffs on Sudria.", "SANCTION", "initiator Norland, recipient Sudria"),
    ("New sanctions were imposed on Sudria by the Union.", "SANCTION",
     "initiator the Union, recipient Sudria"),
    ("Norland expelled two Sudrian diplomats.", "SANCTION", "initiator Norland, recipient Sudria"),
    ("Sudria recalled its ambassador from Norland.", "SANCTION",
     "initiator Sudria, recipient Norland"),
    ("Norland massed its troops against Sudria.", "MOBILIZE",
     "initiator Norland, recipient Sudria"),
    ("Sudrian police arrested three members of the Front.", "COERCE",
     "initiator Sudria, recipient the Front"),
    ("Sudria seized a ship from Norland.", "COERCE", "initiator Sudria, recipient Norland"),
    ("The Front attacked a Norlandic convoy.", "ASSAULT",
     "initiator the Front, recipient Norland"),
    ("A Norlandic convoy was attacked by the Front.", "ASSAULT",
     "initiator the Front, recipient Norland"),
    ("Norland launched an air raid on Sudria.", "ASSAULT", "initiator Norland, recipient Sudria"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "types", "who"), DEEDS)
def test_a_deed_has_its_type_and_its_actors(text: str, types: str, who: str) -> None:
    (event,) = events(text)
    assert event.plover_type == event.plover_types[0]
    assert types.split()[0] in event.plover_types[:2]
    assert parts(event) == who


@pytest.mark.parametrize(
    ("text", "plover_type", "mode"),
    [
        ("Anna Ode telephoned Karl Brandt.", "CONSULT", "phone"),
        ("Kamara arrived in Norland.", "CONSULT", "visit"),
        ("Norland released two Sudrian prisoners.", "RETREAT", "release"),
        ("Norland demanded that Sudria release the pilots.", "REQUEST", "yield"),
        ("Norland urged Sudria to hold talks.", "REQUEST", "meet"),
        ("Norland asked Sudria to send food.", "REQUEST", "assist"),
        ("Norland refused to meet Brandt.", "REJECT", "meet"),
        ("Norland threatened to attack Sudria.", "THREATEN", "violence"),
        ("Norland threatened to impose sanctions on Sudria.", "THREATEN", "restrict"),
        ("Norland threatened to walk away from the talks with Sudria.", "THREATEN", "relations"),
        ("Norland expelled the Sudrian ambassador.", "SANCTION", "expel"),
        ("Norland fired rockets at Sudria.", "ASSAULT", "heavy-weapons"),
    ],
)
def test_a_mode_belongs_to_its_type(text: str, plover_type: str, mode: str) -> None:
    (event,) = events(text)
    assert (event.plover_type, event.plover_mode) == (plover_type, mode)


@pytest.mark.parametrize(
    ("text", "plover_type", "occurrence"),
    [
        ("Ode will meet Brandt next week.", "AGREE", "planned"),
        ("Ode is to visit Sudria next month.", "AGREE", "planned"),
        ("Norland plans to withdraw its troops from Sudria.", "CONCEDE", "planned"),
        ("Norland will impose sanctions on Sudria.", "THREATEN", "planned"),
        ("A deal with Sudria could be signed next week, Ode said.", "AGREE", "planned"),
        ("Norland cancelled the talks with Sudria.", "REJECT", "cancelled"),
        ("The summit with Sudria was called off by Norland.", "REJECT", "cancelled"),
        ("Norland refused to sign the treaty with Sudria.", "REJECT", "did_not_happen"),
        ("Norland did not sign the treaty with Sudria.", "REJECT", "did_not_happen"),
        ("The talks between Norland and Sudria were not held.", "REJECT", "did_not_happen"),
        ("Norland failed to reach an agreement with Sudria.", "REJECT", "did_not_happen"),
        ("Norland is not willing to meet Brandt.", "REJECT", "did_not_happen"),
        ("Norland won’t send food to Sudria.", "REJECT", "did_not_happen"),
        ("Neither Norland nor Sudria signed the treaty.", "REJECT", "did_not_happen"),
        ("Norland agreed to lift sanctions on Sudria.", "AGREE", "occurred"),
        ("Norland is going to pull out its troops from Sudria.", "CONCEDE", "planned"),
        ("Norland began shelling Sudria.", "ASSAULT", "occurred"),
    ],
)
def test_tense_and_negation_say_whether_it_happened(
    text: str, plover_type: str, occurrence: str
) -> None:
    (event,) = events(text)
    assert (event.plover_type, event.occurrence) == (plover_type, occurrence)


@pytest.mark.parametrize(
    "text",
    [
        "The weather in Ostia was fine.",
        "If Norland signs the treaty with Sudria, prices will fall.",
        "Unless Norland withdraws its troops, nothing moves.",
        "Nobody knows whether Norland attacked Sudria.",
        "Norland would have signed the treaty with Sudria.",
        "Norland did not attack Sudria.",
        "Ode said the air was cold.",
        "Asked about Sudria, Ode smiled.",
        "The proposed visit is on nobody’s mind.",
        "Norlandic forces to the north are few.",
        "Ode can’t support everybody.",
        "There is no agreement between Norland and Sudria.",
        "“We are here,” said Ode.",
        "Suspected rebels live near Ostia.",
    ],
)
def test_these_are_no_events(text: str) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Norland attacked Sudria, and Sudria expelled the Norlandic ambassador.",
         ["ASSAULT", "SANCTION"]),
        ("Ode met Brandt and signed a treaty.", ["CONSULT", "AGREE"]),
        ("Norland will release 40 prisoners and Sudria will reopen the border.",
         ["CONCEDE", "CONCEDE"]),
        ("Norland rejected the plan, accusing Sudria of lying.", ["REJECT", "ACCUSE"]),
        ("Norland agreed to meet Brandt.", ["AGREE"]),
        ("Norland demanded that Sudria agree to withdraw its troops.", ["REQUEST"]),
        ("Ode travelled to Sudria to meet Brandt for talks.", ["CONSULT"]),
        ("Norland called for a ceasefire after the attack on Ostia by Sudria.",
         ["REQUEST", "ASSAULT"]),
    ],
)  # fmt: skip
def test_one_event_per_deed_and_not_per_verb(text: str, types: list[str]) -> None:
    assert [event.plover_type for event in events(text)] == types


def test_pronouns_stand_for_who_spoke_or_acted() -> None:
    text = "Ode told us it was late. “We will never sign the treaty with Sudria,” she said."
    (event,) = events("Brandt said it had signed a deal with Sudria.")
    assert parts(event) == "initiator Karl Brandt, recipient Sudria"
    (event,) = events(text)
    assert parts(event) == "initiator Anna Ode, recipient Sudria"
    (event,) = events("“We will never sign the treaty with Sudria,” Ode said.")
    assert parts(event) == "initiator Anna Ode, recipient Sudria"


def test_what_others_fail_to_do_is_a_reproach_of_the_speaker() -> None:
    (event,) = events("Neither Norland nor Sudria is engaging in the talks, Ode said.")
    assert event.plover_type == "ACCUSE"
    assert parts(event) == "initiator Anna Ode, recipient Norland, recipient Sudria"
    assert event.title == "Anna Ode: Neither Norland nor Sudria is engaging in the talks"


def test_the_time_is_that_of_the_clause_else_of_the_sentence() -> None:
    text = "Ode said on Friday that Norland had met Brandt on Monday."
    (event,) = events(text)
    assert event.time is not None
    assert text[event.time.start : event.time.end] == "on Monday"
    (event,) = events("On Friday, Ode said, Norland met Brandt.")
    assert event.time is not None
    (event,) = events("Norland met Brandt.")
    assert event.time is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("On Monday the Union condemned Sudria, officials said.", "the Union condemned Sudria"),
        ("Officials said Norland rejected a plan of Sudria because it was late.",
         "Norland rejected a plan of Sudria"),
        ("A full treaty with Sudria could be signed next week, Ode said.",
         "A full treaty with Sudria could be signed next week"),
    ],
)  # fmt: skip
def test_the_span_is_the_clause(text: str, span: str) -> None:
    (event,) = events(text)
    assert text[event.start : event.end] == span


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Norland signed an outline deal with Sudria on Monday.",
         "Norland signs an outline deal with Sudria"),
        ("Norland and Sudria signed a treaty.", "Norland and Sudria sign a treaty"),
        ("Norland will meet Brandt.", "Norland to meet Brandt"),
        ("Norland will not meet Brandt.", "Norland will not meet Brandt"),
        ("Norland did not sign the treaty.", "Norland does not sign the treaty"),
        ("Norland threatened to impose sanctions on Sudria.",
         "Norland threatens to impose sanctions on Sudria"),
        ("Norland is willing to meet Brandt.", "Norland is willing to meet Brandt"),
        ("Talks between Norland and Sudria took place in Ostia.",
         "Talks between Norland and Sudria took place in Ostia"),
        ("Norland will not continue with this dialogue of Ostia.",
         "Norland will not continue with this dialogue of Ostia"),
        ("It was late, Ode said in barely-veiled criticism of Sudria.",
         "Anna Ode: barely-veiled criticism of Sudria"),
        ("Ode said on Monday “good progress” had been made on the border.",
         "Anna Ode: good progress had been made on the border"),
    ],
)  # fmt: skip
def test_the_title_tells_who_did_what(text: str, title: str) -> None:
    (event,) = events(text)
    assert event.title == title


def test_a_reproach_is_told_once_but_at_another_time_again() -> None:
    said = "Neither Norland nor Sudria is engaging in the talks, Ode said"
    assert len(events(f"{said}. {said}.")) == 1
    assert len(events(f"{said} on Monday. {said} on Friday.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "“We came here on Monday,” Ode said.",
        "Ode said Brandt had praised them.",
        "Ode warned Sudria that there is no military way out.",
    ],
)
def test_what_says_too_little_is_left_out(text: str) -> None:
    found = events(f"{text} Norland signed a treaty with Sudria.")
    assert [event.plover_type for event in found] == ["AGREE"]


def test_how_long_it_goes_on_is_not_when() -> None:
    (event,) = events("Norland fought Sudria for three days.")
    assert event.time is None


def test_the_reason_quotes_the_words() -> None:
    (event,) = events("Norland refused to sign the treaty with Sudria.")
    assert event.why == "“refused to sign the treaty”: refused"
