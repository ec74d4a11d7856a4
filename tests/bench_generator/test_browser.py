"""What the benchmark in the browser says of what it has found, and what it feeds to the others."""

from datetime import date

import pytest

from tests.benchmarks.browser import installed
from tests.benchmarks.browser.driving import Asked
from tests.benchmarks.browser.entries import Entry, for_timelinejs, for_vis
from tests.benchmarks.browser.judging import (
    judge_drawn,
    judge_steps,
    judge_vitals,
    steps_table,
    tables,
    vitals_table,
)
from tests.benchmarks.browser.options import read_options
from tests.benchmarks.browser.subjects import CHART, TIMELINEJS, VIS, Visit, Visits
from tests.benchmarks.browser.vitals import Vitals, is_of_chart
from tests.benchmarks.report import Report

LATE, CRASHED = Visit(failed="not within 60 s"), Visit(failed="crashed")


def visit(drawn: float) -> Visit:
    return Visit(drawn=drawn, marks=1_200, transferred=50_000, heap=2_000_000, slowest=0.02)


def visits(ours: list[Visit], vis: list[Visit], timelinejs: list[Visit]) -> Visits:
    return {CHART.name: ours, VIS.name: vis, TIMELINEJS.name: timelinejs}


def aims(report: Report) -> list[tuple[str, str, bool | None]]:
    return [(aim.what, aim.found, aim.met) for aim in report.aims]


@pytest.mark.parametrize(
    ("size", "ours", "theirs", "found", "met"),
    [
        (100, [visit(0.2), visit(0.4), visit(0.3)], [visit(0.31)] * 3, "1.0 times", True),
        (100, [visit(0.3)], [visit(0.3)], "1.0 times", False),
        # At ten thousand it takes more than to be the first.
        (10_000, [visit(0.3)], [visit(2.9)], "9.7 times", False),
        (10_000, [visit(0.3)], [visit(3.0)], "10.0 times", True),
        (10_000, [visit(0.3)], [LATE], "0.30 s, the other not within 60 s", True),
        # Nobody knows whether it would have been ten times as long.
        (10_000, [visit(6.5)], [LATE], "6.50 s, the other not within 60 s", False),
        (50_000, [visit(0.3)], [CRASHED], "0.30 s, the other crashed", True),
        # Once is enough.
        (50_000, [visit(0.3)], [visit(9.0), CRASHED], "0.30 s, the other crashed", True),
        (1_000, [LATE], [CRASHED], "ours was not drawn", False),
    ],
)
def test_who_is_drawn_first(
    size: int, ours: list[Visit], theirs: list[Visit], found: str, met: bool
) -> None:
    report = Report({})
    judge_drawn(report, {size: visits(ours, theirs, [visit(90.0)])}, patience=60)
    assert aims(report)[0] == (f"drawn at {size:,}, beside vis-timeline", found, met)
    assert len(report.aims) == 2


def test_where_nobody_else_was_tried_nothing_is_judged() -> None:
    report = Report({})
    judge_drawn(report, {1_000_000: {CHART.name: [visit(0.3)]}}, patience=60)
    assert report.aims == []


def test_what_has_no_number_says_why() -> None:
    drawn_but_stuck = Visit(drawn=50.0, marks=9, transferred=1, failed="not within 60 s")
    found = tables(
        {
            100: visits([visit(0.25), visit(0.35)], [drawn_but_stuck], [CRASHED]),
            1_000_000: {CHART.name: [visit(0.4)]},
        }
    )
    rows = {table.title.partition(",")[0]: table.rows for table in found}
    assert rows["Time until it is drawn"] == [
        ["100", "0.30", "50.00", "crashed"],
        ["1,000,000", "0.40", "–", "–"],
    ]
    assert rows["JavaScript heap when drawn"][0] == ["100", "2.0", "not within 60 s", "crashed"]
    assert rows["Marks that stand there"][0] == ["100", "1,200", "9", "crashed"]
    assert rows["Slowest frame while it is zoomed and dragged"][1] == ["1,000,000", "20", "–", "–"]


def test_each_way_to_zoom_is_judged_at_its_slowest_size() -> None:
    by_size = {
        100: {CHART.name: {"a key": [0.05, 0.06, 0.09], "the wheel": [0.11]}},
        1_000: {CHART.name: {"a key": [0.01, 0.10, 0.30], "the wheel": [0.09]}},
    }
    report = Report({})
    judge_steps(report, by_size)
    assert aims(report) == [
        ("a zoom by a key, our chart, median at the slowest size", "100 ms, at 1,000", True),
        ("a zoom by the wheel, our chart, median at the slowest size", "110 ms, at 100", False),
    ]
    assert steps_table(by_size).rows[0] == ["100", CHART.name, "60.0 / 90.0", "110 / 110", "1"]


def test_each_measure_of_pages_is_judged_on_the_page_where_it_is_greatest() -> None:
    pages = {
        "front page": [Vitals(largest=0.4, shifted=0.0, page=40_000, chart=0)],
        "timeline": [
            Vitals(largest=0.9, shifted=0.1, page=60_000, chart=20_000),
            Vitals(largest=1.2, shifted=0.1, page=60_000, chart=20_000),
        ],
    }
    report = Report({})
    judge_vitals(report, pages)
    assert [(found, met) for _what, found, met in aims(report)] == [
        ("1.05 s, timeline", False),
        ("0.100, timeline", False),
        ("60.0 kB, timeline", True),
    ]
    assert vitals_table(1_000, pages).rows[1] == ["timeline", "1,050", "0.100", "60.0", "20.0"]


@pytest.mark.parametrize(
    ("asked", "is_chart"),
    [
        (Asked("http://127.0.0.1:1/timeline/?from=2020-01-01", "chart"), True),
        (Asked("http://127.0.0.1:1/static/js/chart.0123456789ab.js"), True),
        (Asked("http://127.0.0.1:1/static/css/chart.css"), True),
        (Asked("http://127.0.0.1:1/timeline/?view=chart"), False),
        (Asked("http://127.0.0.1:1/static/js/keys.js"), False),
    ],
)
def test_what_the_chart_weighs_is_told_from_the_page(asked: Asked, is_chart: bool) -> None:
    assert is_of_chart(asked) == is_chart


ENTRIES = [
    Entry(7, "A & B <meet>", date(2025, 4, 18), None, "cooperation"),
    Entry(9, "Answer", date(2025, 5, 1), date(2025, 5, 8), "deadline"),
]


def test_vis_timeline_gets_items_and_groups() -> None:
    assert for_vis(ENTRIES) == {
        "items": [
            {"id": 7, "content": "A & B <meet>", "group": "cooperation", "start": "2025-04-18"},
            {
                "id": 9,
                "content": "Answer",
                "group": "deadline",
                "start": "2025-05-01",
                "end": "2025-05-08",
            },
        ],
        "groups": [
            {"id": "cooperation", "content": "cooperation"},
            {"id": "deadline", "content": "deadline"},
        ],
    }


def test_timelinejs_gets_events() -> None:
    event = {
        "unique_id": "9",
        "text": {"headline": "Answer"},
        "group": "deadline",
        "start_date": {"year": 2025, "month": 5, "day": 1},
        "end_date": {"year": 2025, "month": 5, "day": 8},
    }
    assert for_timelinejs(ENTRIES[1:]) == {"events": [event]}


def test_options_are_read() -> None:
    read = read_options(["--sizes", "1000,100", "--rounds", "1", "--without-peers"])
    assert (read.sizes, read.rounds, read.with_peers) == ([100, 1000], 1, False)
    assert read_options([]).sizes[-1] == 1_000_000


@pytest.mark.parametrize("wrong", [["--sizes", "many"], ["--sizes", "5"], ["--rounds", "0"]])
def test_options_that_make_no_sense_are_refused(wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        read_options(wrong)


def test_without_npm_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(RuntimeError, match="npm is missing"):
        installed.installed()


def test_the_lock_file_leaves_it_open_where_packages_come_from() -> None:
    locked = (installed.HERE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in locked
    assert locked.count('"integrity"') > 2
