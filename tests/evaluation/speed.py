"""How long a reading takes, in processor time, and whether memory grows from one to the next."""

import random
import resource
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import quantiles

from tests.evaluation.corpora import texts
from tests.evaluation.times import FILES
from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import read
from tracker.suggest.text import Document

WORDS = 1_000
ARTICLES = 200
READ_FOR_MEMORY = 10_000
AIM = 50  # milliseconds at the 95th percentile


def report(folder: Path) -> Iterator[str]:
    gazetteer = Gazetteer()
    articles = _articles(folder)
    for text in articles[:20]:
        read(Document(text, date(2025, 4, 18)), gazetteer)
    taken = sorted(_milliseconds(text, gazetteer) for text in articles)
    median, late = quantiles(taken, n=100)[49], quantiles(taken, n=100)[94]
    yield (
        f"A news article of {WORDS} words: {median:.0f} ms in the median, {late:.0f} ms at the"
        f" 95th percentile of {len(taken)} (aim under {AIM} ms)"
    )
    before = _memory()
    for number in range(READ_FOR_MEMORY):
        # Another text each time: nothing that is remembered of one serves the next.
        text = f"{number} {articles[number % len(articles)][:600]}"
        read(Document(text, date(2025, 4, 18)), gazetteer)
    yield f"Memory over {READ_FOR_MEMORY} articles more: {_memory() - before:+.1f} MB"


def _articles(folder: Path) -> list[str]:
    """Made of paragraphs of the news, drawn by chance, always the same."""
    draw = random.Random(2025)
    paragraphs = [
        paragraph
        for text in texts(folder, FILES["news"])
        for paragraph in text.text.split("\n\n")
        if len(paragraph.split()) > 10
    ]
    articles = []
    for _ in range(ARTICLES):
        chosen: list[str] = []
        while sum(len(one.split()) for one in chosen) < WORDS:
            chosen.append(draw.choice(paragraphs))
        articles.append(" ".join(" \n".join(chosen).split(" ")[: WORDS + 50]))
    return articles


def _milliseconds(text: str, gazetteer: Gazetteer) -> float:
    began = time.process_time()
    read(Document(text, date(2025, 4, 18)), gazetteer)
    return 1000 * (time.process_time() - began)


def _memory() -> float:
    """The most that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
