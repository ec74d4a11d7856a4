"""What was found in the browser, as tables, and what it is held to."""

from collections.abc import Callable, Mapping, Sequence

from tests.benchmarks.browser.steps import Steps
from tests.benchmarks.browser.subjects import CHART, OURS, PEERS, Visit, Visits
from tests.benchmarks.browser.vitals import Vitals
from tests.benchmarks.report import Report, Table, median, ms, p95

TIMES_SOONER, AT = 10.0, 10_000  # than each of the others, at so many entries
MOST_STEP = 0.100
MOST_LARGEST, MOST_SHIFTED, MOST_PAGE = 1.0, 0.05, 100_000
NOT_TRIED = "–"


def middle(values: Sequence[float | None]) -> float | None:
    """The median, if all of them were measured."""
    known = [value for value in values if value is not None]
    return median(known) if known and len(known) == len(values) else None


def drawn(visits: Sequence[Visit]) -> float | None:
    return middle([one.drawn for one in visits])


def why_not(visits: Sequence[Visit]) -> str:
    """What stands in the place of a number that is not there."""
    reasons = dict.fromkeys(one.failed for one in visits if one.failed)
    return "; ".join(reasons) or NOT_TRIED


# Of each measure: its name, and what a cell says of the visits to one page at one size.
_Cell = Callable[[Sequence[Visit]], float | None]
_MEASURES: Sequence[tuple[str, _Cell, Callable[[float], str]]] = (
    ("Time until it is drawn, s", drawn, lambda value: f"{value:,.2f}"),
    (
        "Transferred until then, kB",
        lambda visits: middle([one.transferred for one in visits if one.drawn is not None]),
        lambda value: f"{value / 1000:,.1f}",
    ),
    (
        "Marks that stand there",
        lambda visits: middle([one.marks for one in visits if one.drawn is not None]),
        lambda value: f"{value:,.0f}",
    ),
    (
        "JavaScript heap when drawn, MB",
        lambda visits: middle([one.heap for one in visits]),
        lambda value: f"{value / 1e6:,.1f}",
    ),
    (
        "Slowest frame while it is zoomed and dragged, ms",
        lambda visits: middle([one.slowest for one in visits]),
        lambda value: f"{value * 1000:,.0f}",
    ),
)


def tables(by_size: Mapping[int, Visits]) -> list[Table]:
    """One for each measure, with a row for each size and a column for each subject."""
    subjects = [one for one in (*OURS, *PEERS) if any(one.name in of for of in by_size.values())]
    found = []
    for title, measure, written in _MEASURES:
        table = Table(title, ["entries", *(one.name for one in subjects)])
        for size, visits in by_size.items():
            cells = []
            for subject in subjects:
                of_subject = visits.get(subject.name, [])
                value = measure(of_subject)
                cells.append(why_not(of_subject) if value is None else written(value))
            table.add(f"{size:,}", *cells)
        found.append(table)
    return found


def judge_drawn(report: Report, by_size: Mapping[int, Visits], *, patience: float) -> None:
    """`patience`: the seconds after which the others were no longer waited for."""
    for size, visits in by_size.items():
        ours = drawn(visits[CHART.name])
        times = TIMES_SOONER if size == AT else 1.0
        wanted = f"≥ {times:.0f} times sooner" if times > 1 else "sooner"
        for name in (one.name for one in PEERS if one.name in visits):
            found, met = _sooner(ours, visits[name], times=times, patience=patience)
            report.aim(f"drawn at {size:,}, beside {name}", wanted=wanted, found=found, met=met)


def _sooner(
    ours: float | None, theirs: Sequence[Visit], *, times: float, patience: float
) -> tuple[str, bool]:
    """How many times sooner ours is drawn than another that may not be drawn at all."""
    if ours is None:
        return "ours was not drawn", False
    other = drawn(theirs)
    if other is None:
        # How much longer it would have taken, nobody knows.
        return f"{ours:.2f} s, the other {why_not(theirs)}", patience > times * ours
    met = other >= times * ours if times > 1 else other > ours
    return f"{other / ours:.1f} times", met


def steps_table(by_size: Mapping[int, Mapping[str, Steps]]) -> Table:
    """By size and page, the seconds of each step by the way in which it was taken."""
    ways = list(dict.fromkeys(way for of in by_size.values() for one in of.values() for way in one))
    title = "Our chart, from a zoom to the next drawing, ms (median / 95th percentile)"
    table = Table(title, ["entries", "page", *(f"by {way}" for way in ways), "steps each"])
    for size, pages in by_size.items():
        for page, steps in pages.items():
            cells = [f"{ms(median(steps[way]))} / {ms(p95(steps[way]))}" for way in ways]
            table.add(f"{size:,}", page, *cells, min(map(len, steps.values())))
    return table


def judge_steps(report: Report, by_size: Mapping[int, Mapping[str, Steps]]) -> None:
    """Each way on each page, at the size at which it takes longest."""
    slowest: dict[str, tuple[float, int]] = {}
    for size, pages in by_size.items():
        for page, steps in pages.items():
            for way, seconds in steps.items():
                what = f"a zoom by {way}, {page}"
                slowest[what] = max(slowest.get(what, (0.0, 0)), (median(seconds), size))
    for what, (longest, size) in slowest.items():
        report.aim(
            f"{what}, median at the slowest size",
            wanted=f"≤ {MOST_STEP * 1000:.0f} ms",
            found=f"{ms(longest)} ms, at {size:,}",
            met=longest <= MOST_STEP,
        )


def vitals_table(size: int, pages: Mapping[str, Sequence[Vitals]]) -> Table:
    table = Table(
        f"Our main pages on a cold cache, at {size:,} entries",
        ["page", "largest piece, ms", "layout shifts", "page, kB", "chart besides, kB"],
    )
    for name, found in pages.items():
        table.add(
            name,
            ms(median([one.largest for one in found])),
            f"{median([one.shifted for one in found]):.3f}",
            f"{median([one.page for one in found]) / 1000:.1f}",
            f"{median([one.chart for one in found]) / 1000:.1f}",
        )
    return table


def judge_vitals(report: Report, pages: Mapping[str, Sequence[Vitals]]) -> None:
    """Each measure, on the page on which it is greatest."""
    largest, slowest = _greatest(pages, lambda one: one.largest)
    shifted, shakiest = _greatest(pages, lambda one: one.shifted)
    weight, heaviest = _greatest(pages, lambda one: one.page)
    report.aim(
        "largest contentful paint of a main page",
        wanted=f"< {MOST_LARGEST:.0f} s",
        found=f"{largest:.2f} s, {slowest}",
        met=largest < MOST_LARGEST,
    )
    report.aim(
        "layout shift of a main page",
        wanted=f"< {MOST_SHIFTED}",
        found=f"{shifted:.3f}, {shakiest}",
        met=shifted < MOST_SHIFTED,
    )
    report.aim(
        "weight of a main page without its chart",
        wanted=f"< {MOST_PAGE // 1000} kB",
        found=f"{weight / 1000:.1f} kB, {heaviest}",
        met=weight < MOST_PAGE,
    )


def _greatest(
    pages: Mapping[str, Sequence[Vitals]], measure: Callable[[Vitals], float]
) -> tuple[float, str]:
    return max((median([measure(one) for one in found]), name) for name, found in pages.items())
