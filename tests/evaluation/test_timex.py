"""The scores are those of TempEval-3, counted by hand here."""

import json
from pathlib import Path

import pytest

from tests.evaluation.__main__ import main
from tests.evaluation.corpora import Gold, NotThere, half_of, texts, trimmed
from tests.evaluation.timex import Tally, tally


def time(start: int, end: int, value: str = "2025") -> Gold:
    return Gold(start, end, "DATE", value)


@pytest.mark.parametrize(
    ("gold", "found", "figures"),
    [
        ([time(0, 4)], [time(0, 4)], (1, 1, 1)),
        ([time(0, 4)], [time(0, 4, "2024")], (1, 1, 0)),
        ([time(0, 4)], [time(2, 9)], (0, 1, 1)),
        ([time(0, 4)], [time(4, 9)], (0, 0, 0)),
        ([time(0, 4), time(5, 9)], [time(0, 4)], (2 / 3, 2 / 3, 2 / 3)),
        # One that was found answers for one gold time only.
        ([time(0, 4), time(5, 9)], [time(0, 9)], (0, 2 / 3, 2 / 3)),
        ([], [], (0, 0, 0)),
    ],
)
def test_scores(gold: list[Gold], found: list[Gold], figures: tuple[float, ...]) -> None:
    counted = tally(gold, found)
    scored = (counted.strict_f1, counted.relaxed_f1, counted.value_f1)
    assert scored == pytest.approx(figures)


def test_tallies_add_up() -> None:
    total = Tally()
    total += tally([time(0, 4)], [time(0, 4)])
    total += tally([time(0, 4)], [])
    assert (total.gold, total.found, total.relaxed) == (2, 1, 1)


def test_white_space_around_a_time_is_no_part_of_it() -> None:
    assert trimmed("  May ", 0, 6) == (2, 5)


def test_the_half_of_a_text_is_the_same_every_time() -> None:
    assert {half_of(f"text-{number}") for number in range(20)} == {"tuned", "unread"}
    assert half_of("text-1") == half_of("text-1")


def test_it_reads_a_file_of_texts(tmp_path: Path) -> None:
    gold = {"start": 3, "end": 11, "type": "DATE", "value": "2025-05"}
    record = {"id": "a", "dct": "2025-04-18T10:00:00", "text": "In May 2025", "timexes": [gold]}
    (tmp_path / "some.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (text,) = texts(tmp_path, "some.jsonl")
    assert text.times == (Gold(3, 11, "DATE", "2025-05"),)
    with pytest.raises(NotThere):
        texts(tmp_path, "other.jsonl")


def test_it_says_clearly_when_the_texts_are_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CORPORA", raising=False)
    with pytest.raises(SystemExit, match="Where are the annotated texts"):
        main([])
    with pytest.raises(SystemExit, match="not to be had: there is no "):
        main([str(tmp_path)])
