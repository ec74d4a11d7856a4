"""nginx with docs/nginx.conf, changed in nothing but its places."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.trial_servers import free_port

EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "nginx.conf"


def nginx() -> str | None:
    return shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")


@contextmanager
def fronting(where: Path, site: int) -> Iterator[int]:
    """The port of nginx before the site on this port; what it writes goes into this directory."""
    port = free_port()
    example = EXAMPLE.read_text()
    for theirs, ours in {
        "/var/cache/nginx/demarche": str(where / "cache"),
        "127.0.0.1:8000": f"127.0.0.1:{site}",
        "listen 80;": f"listen 127.0.0.1:{port};",
    }.items():
        if example.count(theirs) != 1:
            raise RuntimeError(f"docs/nginx.conf should say {theirs} once")
        example = example.replace(theirs, ours)
    temporary = "".join(
        f"{kind}_temp_path {where / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = where / "nginx.conf"
    configuration.write_text(
        f"daemon off; pid {where / 'pid'}; error_log {where / 'errors'};\n"
        f"events {{}}\nhttp {{ access_log off;\n{temporary}{example}\n}}\n"
    )
    # As root, the workers are somebody else, who must come through to the cache. With tests on
    # several cores it lies a directory deeper.
    for path in (where, *where.parents[:3]):
        if path.stat().st_mode & 0o011 != 0o011:
            path.chmod(path.stat().st_mode | 0o011)
    process = subprocess.Popen([nginx() or "nginx", "-c", str(configuration), "-p", str(where)])
    try:
        while not _listens(port):
            if process.poll() is not None:
                raise RuntimeError((where / "errors").read_text())
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
