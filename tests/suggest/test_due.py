"""What is due where a condition says what happens without it."""

import pytest

from tracker.suggest.conditions.due import due_of
from tracker.suggest.found import Operator


@pytest.mark.parametrize(
    ("clause", "operator", "due"),
    [
        ("Norway does not agree within days", "if", "Norway to agree within days"),
        ("Norway won’t sign by Friday", "if", "Norway to sign by Friday"),
        ("Norway fails to reply", "if", "Norway to reply"),
        ("no deal is reached by Friday", "if", "deal to be reached by Friday"),
        ("there isn’t a breakthrough within days", "if", "a breakthrough within days"),
        ("there is no answer by Friday", "if", "answer by Friday"),
        ("the prisoners are not freed by May", "if", "the prisoners to be freed by May"),
        ("Norway agrees by Friday", "if", "Norway agrees by Friday"),
        # What is asked for stands there as it is.
        ("Norway does not attack by Friday", "unless", "Norway does not attack by Friday"),
    ],
)
def test_a_negation_is_turned_into_what_is_asked(clause: str, operator: Operator, due: str) -> None:
    assert due_of(clause, operator) == due
