"""What one process knows of its database servers, and whom it therefore lets answer.

How far a standby is behind is measured against the primary itself. The primary is asked again and
again how far its log has been written (a mark); a standby that has replayed up to a mark shows
everything that had been written by then. No privileges are needed for that, and an idle primary,
a receiver that hangs and a standby that feeds on an archive are all judged rightly, which the age
of the last replayed transaction does not do.

After a failover a standby may hold what the promoted one had not received. It is told by a
position beyond all that the primary has written since: nobody can have replayed that. Such a
standby is left out for as long as it stays where it is, for the primary's log will run past that
position. (The timeline that a standby says it is on does not tell: one that follows says the old
one until its next restartpoint, and what its receiver knows is for privileged roles.)
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
    timeline: str = ""  # another one after each promotion


@dataclass(frozen=True, slots=True)
class Report:
    """What a server named as a replica said of itself."""

    at: float  # asked
    position: int | None  # replayed up to here; None when it is no standby
    reason: str = ""  # why there is no position
    heard: float | None = None  # answered; at once, unless said


class Standings:
    def __init__(self, *, max_lag: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.max_lag = max_lag
        self._clock = clock
        self._lock = threading.Lock()
        self._marks: deque[Mark] = deque()
        self._primary_is_away = False
        self._reports: dict[str, Report] = {}
        self._failed_at: dict[str, float] = {}
        self._strayed: dict[str, int] = {}  # up to where it has what the primary never wrote
        self._told: dict[str, bool] = {}

    def primary_wrote(self, mark: Mark) -> None:
        with self._lock:
            self._primary_is_away = False
            if self._marks and self._marks[-1].timeline != mark.timeline:
                # They say how far another log was written, part of which is gone.
                self._marks.clear()
            self._marks.append(mark)
            # A standby that has not come as far as the oldest mark is too far behind to be used.
            while self._marks[0].at < mark.at - self.max_lag:
                self._marks.popleft()
            for alias, report in self._reports.items():
                heard = report.at if report.heard is None else report.heard
                if heard <= mark.at and (report.position or 0) > mark.position:
                    self._strayed[alias] = report.position or 0
            names = list(self._reports)
        for alias in names:
            self._tell(alias)

    def replica_said(self, alias: str, report: Report) -> None:
        with self._lock:
            # Asked before a reader met the fault, it may not have known of it yet.
            if report.at >= self._failed_at.get(alias, report.at):
                self._reports[alias] = report
            if report.position is not None and alias in self._strayed:
                self._look_for_return(alias, report.position)
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
                return max(
                    living,
                    key=lambda name: (name not in self._strayed, self._position(name, now) or 0),
                )
        return None if but == PRIMARY else PRIMARY

    def fault(self, alias: str) -> str:
        """Why this replica is left out just now; empty when it is in use."""
        with self._lock:
            return self._fault(alias, self._clock())

    def _look_for_return(self, alias: str, position: int) -> None:
        """One that strayed has come back when it is behind that place (rewound, made anew), or has
        gone on from there to where the primary has been, too."""
        strayed = self._strayed[alias]
        has_been_passed = bool(self._marks) and self._marks[-1].position >= strayed
        if position < strayed or (position > strayed and has_been_passed):
            del self._strayed[alias]

    def _position(self, alias: str, now: float) -> int | None:
        report = self._reports.get(alias)
        return report.position if report and now - report.at <= FRESH_SECONDS else None

    def _fault(self, alias: str, now: float) -> str:
        report = self._reports.get(alias)
        if report is None or now - report.at > FRESH_SECONDS:
            return "it has not answered yet"
        if report.position is None:
            return report.reason
        if alias in self._strayed:
            return "it has what the primary never wrote"
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
