"""Deadlines as they are read with the actors that Demarche brings along: who is bound, what is due
where a clause has two verbs, and one deadline in several sentences."""

from datetime import date

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.found import DeadlineFound
from tracker.suggest.reading import read
from tracker.suggest.text import Document
from tracker.suggest.written import written

PUBLISHED = date(2025, 4, 18)
GAZETTEER = Gazetteer()


def deadlines(text: str) -> list[DeadlineFound]:
    return read(Document(text, PUBLISHED), GAZETTEER).deadlines


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        # so long is left, and nothing more is said
        ("We have until midnight on Tuesday.", ["“We have until midnight on Tuesday”"]),
        ("“We have until Sunday,” Kenyan mediator Ruth Kamau said.",
         ["Ruth Kamau: “we have until Sunday”"]),
        ("You have until Friday to decide.", ["Decide by Friday"]),
        ("The rebels have until dawn on Thursday.", ["The rebels have until dawn on Thursday"]),
        ("You have until Friday to answer, President Donald Trump told Hamas.",
         ["Hamas to answer by Friday"]),
        ("Negotiators have a week left to agree on the text of a treaty.",
         ["Negotiators to agree on the text of a treaty within a week"]),
        ("There are ten days left to save the nuclear deal.",
         ["Save the nuclear deal within ten days"]),
        # who is bound is more than a state
        ("Mali gave the French ambassador 72 hours to leave the country.",
         ["The French ambassador to leave the country within 72 hours"]),
        ("Iran now has two weeks to accept the nuclear offer, Donald Trump said.",
         ["Iran to accept the nuclear offer within two weeks"]),
        # other people's time
        ("She has until Monday to file her tax return.", []),
        ("The company has until 15 May to respond to the bid.", []),
        ("Students have until Friday to apply.", []),
        # the second verb is what is due
        ("Kenya closed the border and must reopen it by Friday under the treaty.",
         ["Kenya to reopen it under the treaty by Friday"]),
        ("Sudan has freed the prisoners and must withdraw its troops from Abyei by 30 June.",
         ["Sudan to withdraw its troops from Abyei by 30 June"]),
        ("Kenyan troops took the town last week but have to leave it within 30 days.",
         ["Kenyan troops to leave it within 30 days"]),
        ("Peru closed the crossing on Monday and gave Bolivia until Friday to free the soldiers.",
         ["Bolivia to free the soldiers by Friday"]),
        ("Both armies must stop and withdraw by Friday, the mediators in the peace talks said.",
         ["Both armies to stop and withdraw by Friday"]),
        ("Kenya told Uganda to withdraw its troops by Friday.",
         ["Kenya told Uganda to withdraw its troops by Friday"]),
        # what "whether" asks keeps its verb
        ("Norway needed to decide within days whether it would go on with the peace talks.",
         ["Norway to decide within days whether it would go on with the peace talks"]),
    ],
)  # fmt: skip
def test_titles(text: str, titles: list[str]) -> None:
    assert [one.title for one in deadlines(text)] == titles


def test_the_demand_has_the_subject_of_both_verbs() -> None:
    [found] = deadlines("Kenya freed the envoys and must open the border by Friday, Uganda said.")
    assert found.demand == "Kenya must open the border"
    assert [(part.role, part.actor.name) for part in found.parts] == [
        ("initiator", "Uganda"),
        ("recipient", "Kenya"),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kenya gave Uganda until Friday to withdraw. Uganda has until Friday to withdraw, or face "
         "sanctions.", 1),
        ("Kenya told Uganda to withdraw its troops by Friday. The withdrawal must be complete by "
         "Friday, Kenyan officials said.", 1),
        ("The talks on a truce must end by 30 April, Kenya said. “We have until 30 April,” its "
         "envoy said.", 1),
        # another demand, another side, another day
        ("Kenya gave Uganda until Friday to withdraw. Uganda must free the hostages by Friday.", 2),
        ("Kenya gave Uganda until Friday to withdraw. Sudan has until Friday to withdraw.", 2),
        ("Kenya gave Uganda until Friday to withdraw. Uganda has until Monday to withdraw.", 2),
    ],
)  # fmt: skip
def test_one_deadline_in_several_sentences(text: str, count: int) -> None:
    assert len(deadlines(text)) == count


def test_where_it_is_spoken_of_again_belongs_to_the_first() -> None:
    text = (
        "Kenya gave Uganda until Friday to withdraw. Uganda has until Friday to withdraw, or face "
        "sanctions."
    )
    document = Document(text, PUBLISHED)
    reading = read(document, GAZETTEER)
    [found] = reading.deadlines
    assert found.consequence == "face sanctions"
    first, again = [one for one in written(document, reading) if one["kind"] == "deadline"]
    assert (first["part_of"], again["part_of"]) == (None, first["id"])
