"""What only weighs, wishes or shows is no event, beside one that is."""

from datetime import date

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import read
from tracker.suggest.text import Document

GAZETTEER = Gazetteer()
SURE = "Peru signed a border treaty with Chile on Monday."


def events(text: str) -> list[str]:
    found = read(Document(f"{SURE}\n{text}", date(2003, 5, 1)), GAZETTEER).events
    return [event.title for event in found if event.start > len(SURE)]


@pytest.mark.parametrize(
    "text",
    [
        # a caption
        "Kenyan President Peter Ngugi meets Ugandan envoys in Nairobi. Photo by A. Mwangi/AFP",
        "Norwegian envoy Nils Dahl visits Sudan on 3 May 2003. (Photo: M. Lind)",
        "Chadian soldiers attack a Libyan convoy. REUTERS/Ana Ruiz",
        # how talks went, by those who held them
        "“We had a very productive meeting yesterday,” Kenyan Foreign Minister Ruth Kamau said.",
        "“We held frank discussions,” Bolivian negotiator Juan Paz told reporters.",
        "Bolivia's president said on Tuesday “real progress” had been made.",
        # the writer's ear and measure
        "It was late, Bolivian negotiator Juan Paz said in thinly veiled criticism of Chile.",
        "Bolivian negotiator Juan Paz was somewhat praiseworthy of Chile.",
        # what nobody wants, and what is refused only beyond some time
        "Kenya is not willing to hold pointless talks.",
        "Kenya will not take part in endless meetings, its spokesman said.",
        "“We are not going to negotiate forever,” Kenyan Foreign Minister Ruth Kamau said.",
        "Kenya will not mediate for months on end.",
        # a deed by nobody, of nothing
        "The pause, ordered after a call in March, is over, the Kenyan army said.",
        # which thing is meant
        "The weapons it had sent to Uganda were never used, Kenya said.",
        "The loans Norway had granted to Sudan ran out in spring.",
    ],
)
def test_none(text: str) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Kenyan President Peter Ngugi met Ugandan envoys in Nairobi.",
         ["Peter Ngugi meets Ugandan envoys in Nairobi"]),
        ("Norwegian Foreign Minister Nils Dahl had a good meeting with Sudanese rebels.",
         ["Nils Dahl has a good meeting with Sudanese rebels"]),
        ("Bolivian negotiator Juan Paz was full of praise for Chile.",
         ["Juan Paz is full of praise for Chile"]),
        ("Kenya will not attend the talks with Sudan, its spokesman said.",
         ["Kenya will not attend the talks with Sudan"]),
        ("Kenya is not willing to attend the summit.",
         ["Kenya is not willing to attend the summit"]),
        ("Kenya said on Friday it had sent weapons to Uganda.",
         ["Kenya sends weapons to Uganda"]),
    ],
)  # fmt: skip
def test_what_is_done_stays(text: str, titles: list[str]) -> None:
    assert events(text) == titles


def test_whoever_is_ready_has_not_done_it_yet() -> None:
    text = (
        "Kenya is ready to discuss the border with Uganda. It is open to talking about the lake. "
        "Kenya agreed to discuss the dam."
    )
    found = read(Document(text, date(2003, 5, 1)), GAZETTEER).events
    assert [(one.plover_type, one.occurrence) for one in found] == [
        ("AGREE", "planned"),
        ("AGREE", "planned"),
        ("AGREE", "occurred"),
    ]
