"""What the benchmark says of a part of the record beside all of it."""

import pytest

from tests.benchmarks.filtered import AS_OF, EVERYTHING, OVERDUE, File, judge, judge_pages, table
from tests.benchmarks.report import Report

WHOLE = File(1000, [9.0, 10.0, 30.0])


def aims(report: Report) -> dict[str, tuple[str, bool | None]]:
    return {aim.what: (aim.found, aim.met) for aim in report.aims}


@pytest.mark.parametrize(
    ("as_of", "overdue", "expected"),
    [
        (
            File(800, [10.0]),
            File(10, [1.0]),
            {
                "CSV, as of five years ago, beside all 1,000 rows": ("1.00 times", True),
                "CSV, as of five years ago, a row beside one of all": ("1.25 times", True),
                # Of so few rows each is dear, whatever one does.
                "CSV, status=overdue, beside all 1,000 rows": ("0.10 times", True),
            },
        ),
        (
            File(400, [10.0]),
            File(0, [21.0]),
            {
                "CSV, as of five years ago, beside all 1,000 rows": ("1.00 times", True),
                "CSV, as of five years ago, a row beside one of all": ("2.50 times", False),
                "CSV, status=overdue, beside all 1,000 rows": ("2.10 times", False),
            },
        ),
    ],
)
def test_a_file_is_held_against_the_whole_one(
    as_of: File, overdue: File, expected: dict[str, tuple[str, bool]]
) -> None:
    report = Report({})
    files = {EVERYTHING: WHOLE, AS_OF: as_of, OVERDUE: overdue}
    judge(report, files)
    assert aims(report) == expected
    shown = table({1000: files})
    assert [row[0] for row in shown.rows] == [f"{name}, of 1,000" for name in files]
    assert shown.rows[0][1:] == ["1,000", "10.00", "1.00", "1.00"]


def test_a_page_is_held_against_the_first_one_of_everything() -> None:
    report = Report({})
    judge_pages(report, size=500, seconds={EVERYTHING: [0.02], AS_OF: [0.03], OVERDUE: [0.05]})
    assert aims(report) == {
        "page, as of five years ago, beside the first page of everything, at 500": (
            "1.50 times",
            True,
        ),
        "page, status=overdue, beside the first page of everything, at 500": ("2.50 times", False),
    }
