"""Drafts of titles, as a list of entries has them: who does what to whom, without the day."""

from datetime import date

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import read
from tracker.suggest.text import Document

GAZETTEER = Gazetteer()
PUBLISHED = date(2025, 4, 18)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # what somebody is asked, accused of, thanked for
        ("Bolivia asked Peru to return the stolen statues.",
         "Bolivia asks Peru to return the stolen statues"),
        ("Niger accused Benin of hiding gunmen.", "Niger accuses Benin of hiding gunmen"),
        ("Malta thanked Italy for its help.", "Malta thanks Italy for its help"),
        ("Ghana urged Togo to reopen the border.", "Ghana urges Togo to reopen the border"),
        ("Laos issued an ultimatum to Thailand to withdraw its patrols.",
         "Laos issues an ultimatum to Thailand to withdraw its patrols"),
        ("Armenia demanded that Azerbaijan free the prisoners of war.",
         "Armenia demands that Azerbaijan free the prisoners of war"),
        # a name that only describes wants its noun
        ("Sweden rejected a Norwegian proposal on fishing.",
         "Sweden rejects a Norwegian proposal on fishing"),
        ("Egypt agreed to an Ethiopian request to resume the talks.",
         "Egypt agrees to an Ethiopian request to resume the talks"),
        # the object of a promise is not lost behind an aside
        ("Tunisia agreed, after three rounds of talks, to extend the ceasefire.",
         "Tunisia agrees to extend the ceasefire"),
        ("Eritrea has agreed to withdraw from the disputed town as demanded by Ethiopia.",
         "Eritrea agrees to withdraw from the disputed town"),
        # the day stands beside it
        ("Chad on Monday recalled its ambassador from Libya.",
         "Chad recalls its ambassador from Libya"),
        ("Azerbaijan threatened on Friday to break off relations with Iran.",
         "Azerbaijan threatens to break off relations with Iran"),
        # another clause, another deed
        ("Iraq imposed martial law as fighting raged in Basra.", "Iraq imposes martial law"),
        ("Burundian soldiers killed 20 people, the United Nations said.",
         "Burundi kills 20 people"),
        # people without a state's name, in one piece and in the right number
        ("Greek coast guards opened fire on a Turkish trawler.",
         "Greek coast guards opened fire on a Turkish trawler"),
        ("Rebels in the Ivory Coast attacked a barracks.",
         "Rebels in the Ivory Coast attacked a barracks"),
        ("Bahraini protesters blocked a road.", "Bahraini protesters block a road"),
        ("Omani police fired tear gas at hundreds of stone-throwing youths.",
         "Oman fires tear gas at hundreds of stone-throwing youths"),
    ],
)  # fmt: skip
def test_of_events(text: str, title: str) -> None:
    assert read(Document(text, PUBLISHED), GAZETTEER).events[0].title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # whose country, whose army
        ("Czech Prime Minister Pavel Horak said his country would suspend the treaty if Austria "
         "closed the border.", "Czechia to suspend the treaty if Austria closed the border"),
        ("Lebanon said its army would deploy in the south if Israel pulled back its troops.",
         "Lebanon’s army to deploy in the south if Israel pulled back its troops"),
        # the subject stands before what was cut
        ("Slovenia, which joined first, would drop its objections if Croatia accepted the ruling.",
         "Slovenia to drop its objections if Croatia accepted the ruling"),
        ("Colombian Defence Minister Rosa Lima, speaking after the talks, threatened to seal the "
         "border unless Venezuela freed the soldiers.",
         "Rosa Lima threatened to seal the border unless Venezuela freed the soldiers"),
        ("Iran will not negotiate under pressure and will return to the table only if Washington "
         "lifts the oil embargo.",
         "Iran to return to the table only if Washington lifts the oil embargo"),
        # whose offer, where the words are no clause
        ("Japan repeated its offer of food aid if North Korea returned to the talks.",
         "Japan: offer of food aid if North Korea returned to the talks"),
        ("Talks stopped. On 30 March Kenya threatened tariffs on Ugandan oil if Uganda left the "
         "peace talks.", "Kenya threatened tariffs on Ugandan oil if Uganda left the peace talks"),
        # nobody's "you" and nobody's "it"
        ("“You will be attacked again if you do not disarm,” Israeli Defence Minister Ilan Peled "
         "warned Hamas.", "“You will be attacked again” if you do not disarm"),
        ("The army rejected the truce, saying it would not hold talks until Mali withdrew its "
         "troops.", "It would not hold talks until Mali withdrew its troops"),
        ("Somalia said Ethiopian soldiers would have to leave unless the port deal was cancelled.",
         "Ethiopian soldiers to leave unless the port deal was cancelled"),
        ("The Congolese government demanded that Rwanda withdraw its troops or face sanctions.",
         "Rwanda to withdraw its troops or face sanctions"),
        ("Georgia said it would leave the talks if it was attacked by Russia.",
         "Georgia to leave the talks if it was attacked by Russia"),
    ],
)  # fmt: skip
def test_of_conditions(text: str, title: str) -> None:
    [condition] = read(Document(text, PUBLISHED), GAZETTEER).conditions
    assert condition.title == title
