"""How well actors are found.

- ReLocaR: a place's name is read as a government or as a place. Share of right readings, on the
  half of the samples that the rules were made on, and on the half that was only scored.
- PLOVER: sentences with the country codes of those who act. Share of the codes that are among the
  actors found in the sentence; who does what to whom is another question.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

from tests.evaluation.corpora import NotThere
from tracker.suggest.actors.find import find_actors, is_government
from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.text import Document

_SAMPLE = re.compile(r'<sample number="(\d+)">(.*?)</sample>', re.DOTALL)
_PLACE = re.compile(r'<loc reading="(\w+)">(.*?)</loc>', re.DOTALL)
_FILES = ("ReLocaR_Train.xml", "plover_gsr.json")
_ANY_DAY = date(2017, 1, 1)


def relocar(corpora: Path) -> Iterator[tuple[int, Document, int, int, bool]]:
    """Number, sentence, start and end of the name, and whether it acts (metonymic, mixed)."""
    text = (corpora / "ReLocaR_Train.xml").read_text(encoding="utf-8")
    for sample in _SAMPLE.finditer(text):
        if place := _PLACE.search(sample[2]):
            before, name = unescape(sample[2][: place.start()]), unescape(place[2])
            whole = before + name + unescape(sample[2][place.end() :])
            start = len(before)
            document = Document(whole.replace("\n", " "), _ANY_DAY)
            yield int(sample[1]), document, start, start + len(name), place[1] != "lit"


def score_relocar(corpora: Path) -> dict[str, Counter[bool]]:
    samples = list(relocar(corpora))
    half = len(samples) // 2
    scores: dict[str, Counter[bool]] = {"first half": Counter(), "second half": Counter()}
    for number, document, start, end, acts in samples:
        read = is_government(document, start, end)
        scores["first half" if number <= half else "second half"][read == acts] += 1
    return scores


# PLOVER's codes that are not ISO 3166, and its actors that are no states, by the table's names.
CODES = {
    "JAP": "JPN",
    "KOS": "XKX",
    "SER": "SRB",
    "ROM": "ROU",
    "ITL": "ITA",
    "EUR": "European Union",
    "UNO": "United Nations",
}
INTERNATIONAL = frozenset({"IGO", "NGO", "IMG", "MNC", "NGM", "INT"})


def plover(corpora: Path) -> Iterator[tuple[Document, list[str]]]:
    """A sentence and the codes of its sources and targets."""
    for event in json.loads((corpora / "plover_gsr.json").read_text(encoding="utf-8")):
        day = date.fromisoformat(event["date"])
        actors = [
            actor
            for side in ("source", "target")
            for actor in (event.get(side) or ())
            if isinstance(actor, dict)
        ]
        codes = [actor.get("code", "")[:3] for actor in actors]
        yield Document(event["text"], day), [CODES.get(code, code) for code in codes if code]


def found_codes(document: Document, gazetteer: Gazetteer) -> set[str]:
    codes = set()
    for found in find_actors(document, gazetteer):
        codes |= {found.iso_3166, found.home, found.name}
        if found.kind in ("organisation", "bloc", "armed_group"):
            codes |= INTERNATIONAL
    return codes


def score_plover(corpora: Path, *, show: bool = False) -> Counter[bool]:
    gazetteer = Gazetteer()
    score: Counter[bool] = Counter()
    for document, codes in plover(corpora):
        found = found_codes(document, gazetteer)
        score.update(code in found for code in codes)
        if show and (missed := [code for code in codes if code not in found]):
            print(*missed, "|", document.text)
    return score


def report(folder: Path) -> Iterator[str]:
    if missing := [name for name in _FILES if not (folder / name).is_file()]:
        raise NotThere(f"{folder} has no {' and no '.join(missing)}")
    yield "Places read as government or as place (ReLocaR), accuracy"
    for half, shares in score_relocar(folder).items():
        yield f"  {half}: {shares[True] / shares.total():.1%} of {shares.total()}"
    score = score_plover(folder)
    share = score[True] / score.total()
    yield f"Countries of sources and targets (PLOVER) among those found: {share:.1%}"
