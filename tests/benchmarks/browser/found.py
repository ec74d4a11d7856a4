"""All that was found, and how it is shown."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from tests.benchmarks.browser import judging
from tests.benchmarks.browser.steps import Steps
from tests.benchmarks.browser.subjects import Visits
from tests.benchmarks.browser.vitals import Vitals
from tests.benchmarks.report import Report, median, ms


@dataclass(slots=True)
class Found:
    visits: dict[int, Visits] = field(default_factory=dict)  # by the number of entries
    steps: dict[int, dict[str, Steps]] = field(default_factory=dict)  # and by the page
    wheel: list[float] = field(default_factory=list)  # seconds until it is told of, by itself
    pages: dict[str, list[Vitals]] = field(default_factory=dict)
    pages_at: int = 0  # entries

    def show(self, report: Report, *, patience: float, elsewhere: set[str]) -> None:
        for table in judging.tables(self.visits):
            report.show(table)
        report.show(judging.steps_table(self.steps))
        judging.judge_drawn(report, self.visits, patience=patience)
        judging.judge_steps(report, self.steps)
        if self.pages:
            report.show(judging.vitals_table(self.pages_at, self.pages))
            judging.judge_vitals(report, self.pages)
        for line in self._remarks(elsewhere):
            print(f"\n{line}", flush=True)
        report.figures["browser"] = asdict(self)

    def _remarks(self, elsewhere: set[str]) -> Iterator[str]:
        """What the tables do not say."""
        rounds = max((len(of) for one in self.visits.values() for of in one.values()), default=0)
        yield f"Medians of {rounds} visits to each page at each size, all pages in turn."
        if self.wheel:
            yield (
                f"Chromium tells a script of a turn of the wheel {ms(median(self.wheel))} ms after"
                f" it, on an empty page (median of {len(self.wheel)}): that much of each zoom by"
                " the wheel is over before our page knows of it."
            )
        if elsewhere:
            yield f"Asked for on other machines, and not reached: {', '.join(sorted(elsewhere))}."
        for size, visits in self.visits.items():
            for name, of in visits.items():
                for error in dict.fromkeys(error for one in of for error in one.errors):
                    yield f"A script of {name} at {size:,} entries failed: {error}"
