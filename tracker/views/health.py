from django.db import Error, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.replicas import PRIMARY
from tracker.replicas.standings import Standings
from tracker.replicas.watch import replica_aliases, standings


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the primary answers, else 503. Replicas, which may come and go, get a line each.

    `?for=readers` asks for less: 200 as well when any of them would answer whoever only reads.
    """
    whom = request.GET.get("for", "")
    if whom not in ("", "readers"):
        return _said("for: readers, or nothing\n", 400)
    known = standings()
    is_well = _readers_are_answered(known) if known and whom else _answers(PRIMARY)
    said = "ok\n" if is_well else "database unreachable\n"
    return _said(said + _replicas(known), 200 if is_well else 503)


def _said(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain", status=status)


def _readers_are_answered(known: Standings) -> bool:
    """As they would be: by the database that is chosen for them, or by the one for a second try."""
    first = known.choose() or PRIMARY
    if _answers(first):
        return True
    second = known.choose(but=first)
    return second is not None and _answers(second)


def _answers(alias: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _replicas(known: Standings | None) -> str:
    if known is None:
        return ""
    faults = {alias: known.fault(alias) for alias in replica_aliases()}
    # Why one is left out stands in the log, with its host; this page is for everybody.
    return "".join(
        f"{alias} {'is left out' if fault else 'is in use'}\n" for alias, fault in faults.items()
    )
