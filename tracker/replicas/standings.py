"""What one process knows of its database servers, and whom it therefore lets answer.

How far a standby is behind is measured against the primary itself. The primary is asked again and
again how far its log has been written (a mark); a standby that has replayed up to a mark shows
everything that had been written by then. No privileges are needed for that, and an idle primary,
a receiver that hangs and a standby that feeds on an archive are all judged rightly, which the age
of the last replayed transaction does not do.
"""

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from tracker.replicas import PRIMARY

logger = logging.getLogger("tracker.replicas")

# A report that is older says nothing of a server any more.
FRESH_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where the primary's log was written, at least, at a moment (time.monotonic)."""

    at: float
    position: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a server named as a replica said of itself."""

    at: float
    position: int | None  # replayed up to here; None when it is no standby
    reason: str = ""  # why there is no position


class Standings:
    def __init__(self, *, max_lag: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.max_lag = max_lag
        self._clock = clock
        self._lock = threading.Lock()
        self._marks: deque[Mark] = deque()
        self._primary_is_away = False
        self._reports: dict[str, Report] = {}
        self._failed_at: dict[str, float] = {}
        self._told: dict[str, bool] = {}

    def primary_wrote(self, mark: Mark) -> None:
        with self._lock:
            self._primary_is_away = False
            self._marks.append(mark)
            # A standby that has not come as far as the oldest mark is too far behind to be used.
            while self._marks[0].at < mark.at - self.max_lag:
                self._marks.popleft()

    def replica_said(self, alias: str, report: Report) -> None:
        with self._lock:
            # Asked before a reader met the fault, it may not have known of it yet.
            if report.at >= self._failed_at.get(alias, report.at):
                self._reports[alias] = report
        self._tell(alias)

    def failed(self, alias: str) -> None:
        """A server has let a reader down: it rests until it has been asked again."""
        now = self._clock()
        with self._lock:
            if alias == PRIMARY:
                self._primary_is_away = True
            else:
                self._failed_at[alias] = now
                self._reports[alias] = Report(now, None, "it failed a reader")
        if alias != PRIMARY:
            self._tell(alias)

    def choose(self, *, but: str | None = None) -> str | None:
        """The database for a reader; `but` has just failed. None when no other is left.

        A standby that is well, else the primary, else any standby that lives: without a primary,
        what it had last is better than nothing.
        """
        now = self._clock()
        with self._lock:
            names = [name for name in self._reports if name != but]
            well = [name for name in names if not self._fault(name, now)]
            if well:
                return random.choice(well)  # noqa: S311 - spreads load, keeps no secret
            living = [name for name in names if self._position(name, now) is not None]
            if living and (but == PRIMARY or self._primary_is_away):
                return max(living, key=lambda name: self._position(name, now) or 0)
        return None if but == PRIMARY else PRIMARY

    def fault(self, alias: str) -> str:
        """Why this replica is left out just now; empty when it is in use."""
        with self._lock:
            return self._fault(alias, self._clock())

    def _position(self, alias: str, now: float) -> int | None:
        report = self._reports.get(alias)
        return report.position if report and now - report.at <= FRESH_SECONDS else None

    def _fault(self, alias: str, now: float) -> str:
        report = self._reports.get(alias)
        if report is None or now - report.at > FRESH_SECONDS:
            return "it has not answered yet"
        if report.position is None:
            return report.reason
        if not self._marks:
            return "the primary has not answered yet"
        reached = [mark.at for mark in self._marks if mark.position <= report.position]
        if not reached or now - reached[-1] > self.max_lag:
            return f"it is more than {self.max_lag:g} s behind"
        return ""

    def _tell(self, alias: str) -> None:
        """A line in the log when a replica begins or ceases to be used."""
        fault = self.fault(alias)
        if self._told.get(alias) != (not fault):
            self._told[alias] = not fault
            if fault:
                logger.warning("%s is left out: %s", alias, fault)
            else:
                logger.warning("%s answers readers", alias)
