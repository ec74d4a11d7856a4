"""When somebody was here last: one cookie, which goes along with no page that caches keep."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from tracker.views.caching import SECONDS_WHILE_ASKING

# Who looks at nothing for so long has gone.
PAUSE = timedelta(minutes=30)
REMEMBERED = timedelta(days=180)
# What was published while somebody looked at a page may not have been on it: the page came from a
# cache, or from a standby; and whoever was publishing it had begun before.
BEHIND = timedelta(
    seconds=60
    + settings.SHARED_CACHE_SECONDS
    + SECONDS_WHILE_ASKING
    + min(settings.DATABASE_REPLICA_MAX_LAG, 3600)
)
# No cookie is of an earlier one: it counts seconds from then.
FIRST_VISIT = datetime(1970, 1, 1, tzinfo=UTC)
_SEEN = re.compile(r"(\d{1,11})?-(\d{1,11})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Visit:
    """The end of the visit before this one, if there was one, and the latest look at a page."""

    previous: datetime | None
    latest: datetime

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """With this look at a page. What is no cookie of ours is none at all."""
        now = timezone.now()
        found = _SEEN.fullmatch(request.COOKIES.get(settings.VISIT_COOKIE_NAME, ""))
        # Before there is a cookie, the script of the page knows when it ran first.
        first = re.fullmatch(r"\d{1,11}", request.GET.get("first", ""), re.ASCII)
        latest = _moment(found[2] if found else first[0] if first else "")
        previous = _moment(found[1] or "") if found else None
        if latest is None or latest > now:
            return cls(None, now)
        if now - latest > PAUSE:
            return cls(latest, now)
        return cls(previous if previous and previous < latest else None, now)

    @property
    def unseen_since(self) -> datetime | None:
        """What is on record since this moment may be new to them. To the minute, so that others
        ask for the same."""
        if self.previous is None:
            return None
        since = (self.previous - BEHIND).replace(second=0, microsecond=0)
        return max(since, FIRST_VISIT)

    def note(self, response: HttpResponse) -> HttpResponse:
        previous = int(self.previous.timestamp()) if self.previous else ""
        response.set_cookie(
            settings.VISIT_COOKIE_NAME,
            f"{previous}-{int(self.latest.timestamp())}",
            max_age=REMEMBERED,
            path=reverse("since"),
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
        add_never_cache_headers(response)
        return response


def _moment(seconds: str) -> datetime | None:
    if not seconds:
        return None
    # Eleven digits reach to the year 5138.
    return datetime.fromtimestamp(int(seconds), tz=timezone.get_default_timezone())
