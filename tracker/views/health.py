from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.replicas.watch import replica_aliases, standings


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503. Replicas, which may come and go, get a line each."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        said, status = "database unreachable\n", 503
    else:
        said, status = "ok\n", 200
    return HttpResponse(said + _replicas(), content_type="text/plain", status=status)


def _replicas() -> str:
    known = standings()
    if known is None:
        return ""
    faults = {alias: known.fault(alias) for alias in replica_aliases()}
    # Why one is left out stands in the log, with its host; this page is for everybody.
    return "".join(
        f"{alias} {'is left out' if fault else 'is in use'}\n" for alias, fault in faults.items()
    )
