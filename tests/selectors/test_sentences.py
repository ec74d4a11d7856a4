import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.selectors.sentences import sentence_around


def around(text: str, words: str) -> str:
    start = text.index(words)
    return sentence_around(text, start, start + len(words)).slice(text)


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("One ends. Two is here. Three follows.", "Two", "Two is here."),
        ("One ends. Two is here. Three follows.", "One", "One ends."),
        ("One ends. Two is here. Three follows.", "follows", "Three follows."),
        ("One ends. Two is here. Three follows.", "ends. Two", "One ends. Two is here."),
        ("One ends. Two is here. Three follows.", "ends.", "One ends."),
        ("One ends. Two is here. Three follows.", " Two", "Two is here."),
        ("One ends. Two is here. Three follows.", "ends. ", "One ends."),
        ("Will they? They will! So it is… Or not.", "They", "They will!"),
        ("Will they? They will! So it is… Or not.", "Will", "Will they?"),
        ("Will they? They will! So it is… Or not.", "So", "So it is…"),
        ("Stop?! Go on...  Then rest.", "Go", "Go on..."),
        ("no end at all", "end", "no end at all"),
        # quotation marks belong to the sentence that they close
        ("“We are done.” The envoy left.", "done", "“We are done.”"),
        ("“We are done.” The envoy left.", "envoy", "The envoy left."),
        ('He said: "Go." "Where?" Nobody knew.', "Where", '"Where?"'),
        ("(They left.) He stayed.", "left", "(They left.)"),
        ("“Will you sign?” he asked. Nobody did.", "sign", "“Will you sign?” he asked."),
        ("They waited … and waited. It rained.", "and", "They waited … and waited."),
        # newlines
        ("A headline\nThe text begins. It ends.", "headline", "A headline"),
        ("A headline\nThe text begins. It ends.", "begins", "The text begins."),
        ("First line\r\nsecond line\r\n", "second", "second line"),
        ("One.\n\n   Two.  \n", "Two", "Two."),
        ("One.\nTwo.", "One.\nTwo", "One.\nTwo."),
        # marks that end nothing
        ("The U.S. Senate voted. It rose.", "voted", "The U.S. Senate voted."),
        (
            "Envoys of the U.N. and the E.U. met. Fine.",
            "met",
            "Envoys of the U.N. and the E.U. met.",
        ),
        ("Mr. Doe met Dr. Roe. They spoke.", "met", "Mr. Doe met Dr. Roe."),
        ("Then Gen. J. R. Doe spoke. Good.", "spoke", "Then Gen. J. R. Doe spoke."),
        ("See No. 5 of the list. Then go.", "list", "See No. 5 of the list."),
        ("The answer was no. Talks ended.", "answer", "The answer was no."),
        ("On Apr. 17 they met. Then not.", "met", "On Apr. 17 they met."),
        ("It costs 3.5 billion. Too much.", "costs", "It costs 3.5 billion."),
        ("Some aid, e.g. Food, arrived. Late.", "aid", "Some aid, e.g. Food, arrived."),
        ("It began at 10 a.m. on Friday. It was cold.", "began", "It began at 10 a.m. on Friday."),
        ("It began at 10 a.m. The hall was cold.", "hall", "The hall was cold."),
        ("So did I. They left.", "did", "So did I."),
        ("See example.org/a.b for it. Bye.", "See", "See example.org/a.b for it."),
        # other scripts
        ("🕊️ Peace? 🕊️ Not yet. 👍🏽 Soon.", "Not", "🕊️ Not yet."),
        ("אמרו לא. אמרו כן. סוף.", "כן", "אמרו כן."),
        ("متى نلتقي؟ غدا.", "متى", "متى نلتقي؟"),
        ("他们同意。他们签字。", "签字", "他们签字。"),
        ("Le pre\u0301sident part. Il revient.", "part", "Le pre\u0301sident part."),
    ],
)
def test_it_finds_the_sentence(text: str, words: str, sentence: str) -> None:
    assert around(text, words) == sentence


def test_white_space_alone_stays_as_it_is() -> None:
    assert around("One.  \n  Two.", "  \n  ") == "  \n  "


def test_the_span_must_lie_in_the_text() -> None:
    with pytest.raises(ValueError, match="the text ends"):
        sentence_around("Short.", 2, 20)


@settings(deadline=None)
@given(
    st.one_of(st.text(alphabet='aB1. !?…\n"”)(é。', min_size=1, max_size=60), st.text(min_size=1)),
    st.data(),
)
def test_it_holds_the_words_of_the_span_and_no_outer_white_space(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = sentence_around(text, start, end)
    if text[start:end].isspace():
        assert (found.start, found.end) == (start, end)
        return
    sentence = found.slice(text)
    assert text[start:end].strip() in sentence
    assert sentence == sentence.strip()
