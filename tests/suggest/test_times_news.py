"""Times as news writes them: quarters and results, deadlines by tense, spoken years and hours."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tracker.suggest.text import Document
from tracker.suggest.times.find import find_times

CASES = Path(__file__).with_name("times_news_cases.txt")


def cases() -> Iterator[tuple[date, str, list[str]]]:
    published = date(1989, 11, 2)
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            published = date.fromisoformat(line[1:].strip())
        elif line and not line.startswith("#"):
            sentence, _, found = line.partition("=>")
            times = [time.strip() for time in found.split(";") if time.strip()]
            yield published, sentence.strip(), times


@pytest.mark.parametrize(("published", "sentence", "found"), list(cases()))
def test_it_reads_the_times_of_news(published: date, sentence: str, found: list[str]) -> None:
    times = find_times(Document(sentence, published))
    assert [f"{sentence[time.start : time.end]}={time.timex3.value}" for time in times] == found
