"""All of it in a process of its own.

The libraries are large and what they read is anybody's: so a web process neither grows by them nor
falls with them, and what takes too long or too much is ended, whatever it is in.
"""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from tracker.imports.incoming import MEGABYTE, Incoming, Original, Reason, RefusedError

PATIENCE = 45  # seconds: WHOLE_TIME for fetching, the rest for reading
MOST_MEMORY = 1536 * MEGABYTE  # of addresses; what is used is a tenth
# At a time in one web process: each keeps a thread of it, for as long as a slow site likes.
_places = threading.BoundedSemaphore(2)
_ROOT = Path(__file__).resolve().parents[2]
# Nothing of ours: no password of the database, no secret key, no proxy.
_ENVIRONMENT = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


logger = logging.getLogger("tracker.imports")


@dataclass(frozen=True, slots=True)
class Job:
    """What the process is asked to do: to read what comes with it, or to fetch that first."""

    name: str = ""
    declared: str = ""
    address: str = ""
    fetch: str = ""
    agent: str = ""


def read_apart(original: Original) -> Incoming:
    """What `read.read` says, or raises."""
    job = Job(name=original.name, declared=original.declared, address=original.address)
    incoming, _content = _run(job, original.content)
    return incoming


def fetch_apart(address: str, *, agent: str) -> tuple[Original, Incoming]:
    """What `fetching.fetch` brings from the public internet, and what is read from that."""
    incoming, original = _run(Job(fetch=address, agent=agent), b"")
    return original, incoming


def _run(job: Job, content: bytes) -> tuple[Incoming, Original]:
    if not _places.acquire(blocking=False):
        raise RefusedError(Reason.BUSY)
    try:
        return _run_one(job, content)
    finally:
        _places.release()


def _run_one(job: Job, content: bytes) -> tuple[Incoming, Original]:
    head = json.dumps({name: getattr(job, name) for name in Job.__slots__}).encode()
    try:
        ran = subprocess.run(
            [sys.executable, "-s", "-m", "tracker.imports"],
            input=head + b"\n" + content,
            capture_output=True,
            timeout=PATIENCE,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RefusedError(Reason.TOO_HARD) from None
    answer, _, body = ran.stdout.partition(b"\n")
    if ran.returncode or not answer:
        # Out of memory, or fallen over something: most often it is the file's doing.
        _tell(ran.returncode, ran.stderr)
        raise RefusedError(Reason.TOO_HARD)
    try:
        said = json.loads(answer)
    except ValueError:
        _tell(ran.returncode, answer)
        raise RefusedError(Reason.TOO_HARD) from None
    if "refused" in said:
        raise RefusedError(Reason(said["refused"]), said["detail"])
    original = Original(body, declared=said["declared"], address=said["address"])
    return Incoming.from_json(said["incoming"]), original


def _tell(status: int, said: bytes) -> None:
    """What went wrong, for whoever runs the site; the last line, which names no text of people."""
    last = said.decode(errors="replace").strip().rpartition("\n")[2]
    logger.warning("A file was not read", extra={"status": status, "error": last[:80]})
