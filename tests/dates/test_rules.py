"""The table itself: every row says what it does, is reached, and stands in the documentation."""

import re
from pathlib import Path

import pytest

from tracker.dates.page import ANCHOR, page
from tracker.dates.pattern import compiled
from tracker.dates.phrases import RULES, UnknownPhrase, resolve
from tracker.dates.rule import Rule
from tracker.dates.rules import TABLE

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "dates.md"
ROWS = [(rule, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("rule", "phrase"), ROWS, ids=[phrase for _rule, phrase in ROWS])
def test_each_example_is_decided_by_its_own_row(rule: Rule, phrase: str) -> None:
    spelt = phrase.replace("’", "'").replace("–", "-")
    spelt = re.sub(r"\b(mid|late|early|end|month|year)-(?=[a-z0-9])", r"\1 ", spelt, flags=re.I)
    first = next(rule for rule in RULES if rule.pattern.fullmatch(spelt))
    assert first.says == rule.says


@pytest.mark.parametrize(("rule", "phrase"), ROWS, ids=[phrase for _rule, phrase in ROWS])
def test_each_example_has_a_window_with_a_reason_or_says_why_not(rule: Rule, phrase: str) -> None:
    (unknown,) = (section for section in TABLE if section.title == "Known to be unknown")
    if rule in unknown.rules:
        with pytest.raises(UnknownPhrase, match=re.escape(f"“{phrase}”")):
            resolve(phrase, anchor=ANCHOR)
    else:
        assert resolve(phrase, anchor=ANCHOR).why


def test_the_documentation_is_what_the_rules_say() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "manage.py window --rules > docs/dates.md"


@pytest.mark.parametrize(
    ("says", "text", "found"),
    [
        ("by <when>", "by 8 May", {"when": "8 May"}),
        ("[the] end of <when>", "the end of May", {"when": "May"}),
        ("[the] end of <when>", "End of May", {"when": "May"}),
        ("<when> [(on|onwards)]", "3 May onwards", {"when": "3 May"}),
        ("<when> [(on|onwards)]", "3 May", {"when": "3 May"}),
        ("a (day|week)(,|) [or] so", "a week, or so", {}),
        ("a (day|week)(,|) [or] so", "a day so", {}),
        ("FY[ ]<year>", "FY2025", {"year": "2025"}),
        ("1.5 days", "1.5 days", {}),
    ],
)
def test_a_pattern_is_written_as_people_would(says: str, text: str, found: dict[str, str]) -> None:
    match = compiled(says, {"when": ".+?", "year": "[0-9]{4}"}).fullmatch(text)
    assert match is not None
    assert match.groupdict() == found


@pytest.mark.parametrize(
    ("says", "text"),
    [("by <when>", "by "), ("[the] end", "theend"), ("1.5 days", "115 days"), ("(a|b) c", "c")],
)
def test_a_pattern_takes_nothing_else(says: str, text: str) -> None:
    assert compiled(says, {"when": ".+?"}).fullmatch(text) is None


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="makes no sense"):
        compiled("by <when", {"when": ".+?"})
