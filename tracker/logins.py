"""Signing in, limited: too many failures from one place, and one waits.

Counted by address and name together, so that nobody can lock an editor out from elsewhere; and
by address alone, ten times as many, against trying one password at many names.
"""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

NAMES_AN_ADDRESS_MAY_TRY = 10  # times LOGIN_ATTEMPTS
# Whoever has one IPv6 address has as many as these bits leave free.
IPV6_NETWORK = 64


class LoginHandler(AxesDatabaseHandler):  # type: ignore[misc]  # comes without types
    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return bool(super().is_locked(request, credentials)) or self.is_spraying(request)

    def is_spraying(self, request: HttpRequest) -> bool:
        """True when this address has failed too often, at whichever names."""
        address = client_address(request)
        if address is None:
            return False
        recent = AccessAttempt.objects.filter(
            ip_address=address, attempt_time__gte=timezone.now() - get_cool_off(request)
        )
        failures = recent.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
        return bool(failures >= settings.AXES_FAILURE_LIMIT * NAMES_AN_ADDRESS_MAY_TRY)


def client_address(request: HttpRequest) -> str | None:
    """Where a request comes from: the address that the outermost of our own proxies saw.

    What stands further left in X-Forwarded-For is what the client says of itself.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(hops) >= settings.PROXIES:
            told = hops[-settings.PROXIES]
    try:
        address = ip_address(told)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        network = ip_network((address, IPV6_NETWORK), strict=False)
        return str(network.network_address)
    return str(address)


def described(
    username: str, address: str | None, agent: str, path: str, request: HttpRequest
) -> str:
    """An attempt as the log tells it: without the name, which may be a mistyped password."""
    return f"{address or 'an unknown address'} at {path}"
