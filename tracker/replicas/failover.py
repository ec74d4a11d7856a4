"""Who else may answer when a database has failed a reader."""

from django.db import InterfaceError, OperationalError, ProgrammingError

from tracker.replicas import PRIMARY
from tracker.replicas.standings import Standings

# A statement that took too long here would take as long there.
QUERY_CANCELED = "57014"
# The standby is well and has only given way to what it replays.
RECOVERY_CONFLICTS = frozenset({"40001", "40P01"})


def elsewhere(known: Standings, error: Exception, alias: str) -> str | None:
    """The database that may do better with what failed in this one, if any. The one that failed
    rests when it is away."""
    code = getattr(error.__cause__, "sqlstate", None)
    is_lost = isinstance(error, OperationalError | InterfaceError)
    # A standby may not have come to a new table or column yet.
    is_behind = isinstance(error, ProgrammingError) and alias != PRIMARY
    if code == QUERY_CANCELED or not (is_lost or is_behind):
        return None
    if is_lost and code not in RECOVERY_CONFLICTS:
        known.failed(alias)
    return known.choose(but=alias)
