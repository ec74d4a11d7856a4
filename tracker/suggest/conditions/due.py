"""What is due where a condition says what happens without it: "if Russia does not agree" asks that
Russia agrees."""

import re

from tracker.suggest.found import Operator

_RULES = (
    # "there isn’t a breakthrough" → "a breakthrough"
    (
        re.compile(
            r"^there\s(?:(?:is|are|was|were)(?:\snot|n['’]t)\s(?:any\s)?|(?:is|are)\sno\s)",
            re.IGNORECASE,
        ),
        "",
    ),
    # "no deal is reached" → "a deal to be reached" without the article, which nobody can tell
    (re.compile(r"^no\s(.{1,80}?)\s(?:is|are)\s(?=\w)", re.IGNORECASE), r"\1 to be "),
    # "Russia does not agree", "Russia won’t agree", "Russia fails to agree" → "Russia to agree"
    (
        re.compile(
            r"^(.{1,80}?)\s(?:(?:do|does|did|will|would)(?:\snot|n['’]t)|won['’]t"
            r"|(?:fails?|failed|refuses?|refused)\sto)\s(?=\w)",
            re.IGNORECASE,
        ),
        r"\1 to ",
    ),
    # "the prisoners are not freed" → "the prisoners to be freed"
    (
        re.compile(r"^(.{1,80}?)\s(?:is|are)(?:\snot|n['’]t)\s(?=\w)", re.IGNORECASE),
        r"\1 to be ",
    ),
)


def due_of(if_clause: str, operator: Operator) -> str:
    """The clause as what is to be done. Only after "if" does a negation say that: "unless Russia
    agrees" says what is due as it stands."""
    clause = if_clause.removeprefix("whether ")
    if operator != "if":
        return clause
    clause = clause.removeprefix("not: ") if clause.startswith("not: ") else clause
    for pattern, said in _RULES:
        turned, count = pattern.subn(said, clause, count=1)
        if count:
            return turned
    return clause
