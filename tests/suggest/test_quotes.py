"""Quotes are found with who says them, whether in marks or in the writer's words."""

import pytest

from tests.suggest.cast import actors, document
from tracker.suggest.found import QuoteFound
from tracker.suggest.quotes.find import find_quotes


def quotes(text: str) -> list[QuoteFound]:
    return find_quotes(document(text), actors=actors(text))


def told(text: str, mode: str) -> list[tuple[str, str]]:
    """What is said, and the words for who says it."""
    return [
        (text[quote.start : quote.end], quote.speaker_words)
        for quote in quotes(text)
        if quote.mode == mode
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ode said: “We go on until the end.”", [("We go on until the end.", "Ode")]),
        ("“We go on until the end,” Ode said.", [("We go on until the end,", "Ode")]),
        ("“We go on until the end,” said Anna Ode.", [("We go on until the end,", "Anna Ode")]),
        ("“We go on until the end,” Ode told reporters.", [("We go on until the end,", "Ode")]),
        ('"We go on until the end," Ode told a newspaper.', [("We go on until the end,", "Ode")]),
        ("“No,” said Brandt.", [("No,", "Brandt")]),
        ("Ode called it “a very good start”.", [("a very good start", "Ode")]),
        ("Ode said the talks were “long and difficult”.", [("long and difficult", "Ode")]),
        ("“It is late,” Ode said, “and we are tired.”",
         [("It is late,", "Ode"), ("and we are tired.", "Ode")]),
        ("“It is late,” Ode said. “We are tired.”",
         [("It is late,", "Ode"), ("We are tired.", "Ode")]),
        ("Ode said: “It is late.\n“We are tired now.”",
         [("It is late.", "Ode"), ("We are tired now.", "Ode")]),
        ("“We wait for them,” said one Norlandic official.",
         [("We wait for them,", "one Norlandic official")]),
        ("“We wait for them,” said a person familiar with the talks.",
         [("We wait for them,", "a person familiar with the talks")]),
        ("“We wait for them,” the minister, Karl Brandt, said.",
         [("We wait for them,", "the minister, Karl Brandt")]),
        ("“We wait,” a senior official in Ostia, who asked not to be named, said.",
         [("We wait,", "a senior official in Ostia")]),
        ("It was, according to Brandt, “a day like all others”.",
         [("a day like all others", "Brandt")]),
        ("Ode left early, saying “there is nothing to discuss”.",
         [("there is nothing to discuss", "Ode")]),
        ("On Monday Ode replied: “Nothing new here.”", [("Nothing new here.", "Ode")]),
        ("“Where are they?” asked Ode. Brandt answered: “They are gone.”",
         [("Where are they?", "Ode"), ("They are gone.", "Brandt")]),
        ("The crowd sang “we shall not be moved from here”.",
         [("we shall not be moved from here", "")]),
    ],
)  # fmt: skip
def test_direct_quotes_have_their_speaker(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, "quoted") == expected


def test_a_few_words_in_marks_are_part_of_what_is_told() -> None:
    text = "Ode warned that there was “no military way” out of the war."
    (quote,) = quotes(text)
    assert text[quote.start : quote.end] == "there was “no military way” out of the war"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ode said the talks would go on, a hint that they had stopped.",
         "the talks would go on"),
        ("Ode said the border would be closed, possibly ending the talks.",
         "the border would be closed"),
        ("Ode said the road, a step from the border, would be closed.",
         "the road, a step from the border, would be closed"),
    ],
)  # fmt: skip
def test_what_the_writer_thinks_of_it_is_not_said(text: str, said: str) -> None:
    assert told(text, "paraphrased") == [(said, "Ode")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace plan” was shelved.",
        "Nobody uses the word “compromise” in Ostia.",
        "The “spirit of Ostia” is gone.",
        "They sailed on the “Northern Star” last year.",
        "“”",
    ],
)
def test_words_held_with_tongs_are_no_quotes(text: str) -> None:
    assert told(text, "quoted") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ode said that the talks would go on.", [("the talks would go on", "Ode")]),
        ("Ode said on Monday that the talks would go on.", [("the talks would go on", "Ode")]),
        ("Ode said the talks would go on.", [("the talks would go on", "Ode")]),
        ("Ode warned Brandt that time was running out.", [("time was running out", "Ode")]),
        ("The talks would go on, Ode said.", [("The talks would go on", "Ode")]),
        ("The talks would go on, Ode told reporters on Monday.",
         [("The talks would go on", "Ode")]),
        ("The talks would go on, said Anna Ode.", [("The talks would go on", "Anna Ode")]),
        ("According to Brandt, the talks will go on.", [("the talks will go on", "Brandt")]),
        ("The talks will go on, according to two diplomats.",
         [("The talks will go on", "two diplomats")]),
        ("Brandt denied that Sudria had fired first.", [("Sudria had fired first", "Brandt")]),
        ("Ode, speaking in Ostia, said the talks would go on.",
         [("the talks would go on", "Ode")]),
        ("Officials say a deal is now close.", [("a deal is now close", "Officials")]),
    ],
)  # fmt: skip
def test_paraphrases_span_what_was_said(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, "paraphrased") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ode said goodbye.",
        "Ode spoke of the talks.",
        "The United States of old had no claims.",
        "Ode said nothing in Ostia.",
        "The claims that Norland makes are old.",
        "That is the progress Ode said was needed.",
    ],
)
def test_these_say_nothing(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("“We wait for them,” said Brandt.", "named"),
        ("“We wait for them,” said Maria Costa, a minister.", "named"),
        ("“We wait for them,” said the Foreign Minister.", "named"),
        ("“We wait for them,” said one Norlandic official.", "anonymous"),
        ("“We wait for them,” two diplomats said.", "anonymous"),
        ("“We wait for them,” sources said.", "anonymous"),
        ("“We wait for them,” said Norlandic official Maria Costa.", "named"),
    ],
)
def test_named_is_told_from_anonymous(text: str, attribution: str) -> None:
    assert [quote.attribution for quote in quotes(text)] == [attribution]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“We wait for them,” said Brandt.", ["Karl Brandt"]),
        ("“We wait for them,” said one Norlandic official.", ["Norland"]),
        ("Ode said they had met there. “It is late now,” she added.", ["Anna Ode", "Anna Ode"]),
        ("Ode said they had met there. She said: “It is late now.” “Not for us,” he replied.",
         ["Anna Ode", "Anna Ode", None]),
        ("Ode said they had met there. “It is late now,” said Maria Costa. “We go home,” she said.",
         ["Anna Ode", None, None]),
    ],
)  # fmt: skip
def test_the_speaker_is_the_actor_of_the_words(text: str, names: list[str | None]) -> None:
    found = [quote.speaker.name if quote.speaker else None for quote in quotes(text)]
    assert found == names


def test_what_is_surer_scores_higher() -> None:
    near, on, nobody = quotes(
        "“We wait for them,” said Brandt. “It is very late now.”\n\nA.\nB.\nC.\nD.\nE.\n"
        "“Nobody knows who wrote these words”"
    )
    assert near.score > on.score > nobody.score
    assert near.why == "“said Brandt”"
