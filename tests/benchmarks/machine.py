"""Where it was measured: figures mean little without it."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import django
import psutil
import psycopg

_CPUINFO = Path("/proc/cpuinfo")


def describe(server: str) -> dict[str, str]:
    with psycopg.connect(server) as connection:
        settings = {
            name: connection.execute("SELECT current_setting(%s)", [name]).fetchone()
            for name in ("server_version", "shared_buffers", "work_mem")
        }
    version, buffers, work = (str(row[0]) if row else "?" for row in settings.values())
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": f"{cores()} cores, {_processor()}",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "PostgreSQL": f"{version} (shared_buffers {buffers}, work_mem {work})",
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def cores() -> int:
    return os.cpu_count() or 1


def _processor() -> str:
    if _CPUINFO.exists():
        for line in _CPUINFO.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
