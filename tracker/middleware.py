"""What every request carries into the change history."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as PghistoryMiddleware


class HistoryMiddleware(PghistoryMiddleware):
    """Notes the user (by pghistory) and the request with each revision that it causes."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request)
        return context | {"method": request.method, "request": str(uuid4())}
