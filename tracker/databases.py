"""Addresses of databases → Django's DATABASES."""

import math
import os
from typing import Any

import dj_database_url

from tracker.database_address import checked_address, split_addresses, split_hosts
from tracker.startup_errors import StartupError

LEAST_LAG = 3.0

# What a reader's connection adds. A write that went astray is refused, standby or not; who waits
# for what is being replayed is better off elsewhere. And it must find out soon that its server is
# gone: from another one the page is there at once.
READ_ONLY = "-c default_transaction_read_only=on -c lock_timeout=2s"
FOR_READERS = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}


class ReplicaLagError(StartupError):
    pass


def primary_database(url: str) -> dict[str, Any]:
    return _database(url, {"connect_timeout": 5})


def replica_databases() -> dict[str, dict[str, Any]]:
    """replica1, replica2 … of DATABASE_REPLICA_URL; nothing where that is unset."""
    urls = list(dict.fromkeys(split_addresses(os.environ.get("DATABASE_REPLICA_URL", ""))))
    found = {}
    for number, url in enumerate(urls, 1):
        # Which of them it is; the address itself may hold a password.
        variable = "DATABASE_REPLICA_URL" + (f" (address {number})" if len(urls) > 1 else "")
        database = _database(checked_address(url, variable=variable), FOR_READERS)
        given = database["OPTIONS"].get("options", "")
        database["OPTIONS"]["options"] = f"{given} {READ_ONLY}".strip()
        # Tests make no database there, and read their own.
        database["TEST"] = {"MIRROR": "default"}
        found[f"replica{number}"] = database
    return found


def replica_max_lag() -> float:
    """DATABASE_REPLICA_MAX_LAG: the seconds that a replica may be behind and still be read."""
    text = os.environ.get("DATABASE_REPLICA_MAX_LAG") or "10"
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    # They are asked once a second: what is younger than a few cannot be told from nothing.
    if not LEAST_LAG <= seconds < math.inf:
        raise ReplicaLagError(
            f"DATABASE_REPLICA_MAX_LAG must be a number of seconds from {LEAST_LAG:g} up, "
            f"not {text!r}"
        )
    return seconds


def _database(url: str, options: dict[str, Any]) -> dict[str, Any]:
    single, hosts, ports = split_hosts(url)
    found: dict[str, Any] = {
        **dj_database_url.parse(
            single,
            conn_max_age=60,
            conn_health_checks=True,
            # A cursor that outlives its transaction is lost behind a pooler that hands the
            # connection on after each; and forms' lists of choices are quicker without.
            disable_server_side_cursors=True,
        )
    }
    if hosts:
        found |= {"HOST": ",".join(hosts), "PORT": ",".join(ports)}
    # Any number but none lets us prepare what we ask to be prepared (timeline.sql); the ORM's own
    # statements never are.
    found["OPTIONS"] = {"prepare_threshold": 5, **options, **found.get("OPTIONS", {})}
    return found
