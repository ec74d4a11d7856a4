"""What the form for a condition takes from the words that it is about."""

import pytest

from tracker.forms.annotate import if_clause_of
from tracker.models import Operator


@pytest.mark.parametrize(
    ("quote", "clause"),
    [
        ("If no answer comes, the mediator leaves.", (Operator.IF, "no answer comes")),
        ("if no answer comes", (Operator.IF, "no answer comes")),
        ("Unless they sign, it ends", (Operator.UNLESS, "they sign")),
        ("until they sign.", (Operator.UNTIL, "they sign")),
        ("Only  if they sign, it ends", (Operator.ONLY_IF, "they sign")),
        ("saying if there is no breakthrough, they would disengage", None),
        ("the mediator leaves if no answer comes", None),
        ("Iffy talks, they say", None),
        ("if", None),
        ("If , then", None),
        ("", None),
    ],
)
def test_only_words_that_begin_with_asking_fill_in_what_is_asked(
    quote: str, clause: tuple[Operator, str] | None
) -> None:
    assert if_clause_of(quote) == clause
