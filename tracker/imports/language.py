"""In which language a text is, where nobody says it."""

import re
from functools import cache
from typing import Any

_WELL_FORMED = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
LEAST = 200  # letters: below, languages are too much alike
SURE = 0.95


def declared_language(said: str) -> str:
    """As BCP 47 writes it: “en-GB”, “zh-Hant”; empty when it is none."""
    if not _WELL_FORMED.fullmatch(said):
        return ""
    first, *others = said.replace("_", "-").split("-")
    spelt = [
        one.upper() if len(one) == 2 else one.title() if len(one) == 4 else one for one in others
    ]
    return "-".join([first.lower(), *spelt])


@cache
def _recogniser() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def recognised_language(text: str) -> str:
    if len(text) < LEAST:
        return ""
    language, share = _recogniser().classify(text[:20_000])
    return str(language) if share >= SURE else ""
