"""The process that `apart` starts: a line of JSON and bytes in, the same out."""

import json
import sys
from collections.abc import Mapping
from contextlib import suppress

from tracker.imports.apart import MOST_MEMORY, PATIENCE, Job
from tracker.imports.incoming import MEGABYTE, Original, Reason, RefusedError

MOST_WRITTEN = 256 * MEGABYTE  # to a file: the recogniser of languages unpacks its model


def main() -> None:
    _bound()
    said = json.loads(sys.stdin.buffer.readline())
    job = Job(**said)
    content = sys.stdin.buffer.read()
    original = Original(content, name=job.name, declared=job.declared, address=job.address)
    try:
        if job.fetch:
            from tracker.imports.fetching import fetch

            original = fetch(job.fetch, agent=job.agent)
        from tracker.imports.read import read

        incoming = read(original)
    except RefusedError as error:
        _say({"refused": error.reason, "detail": error.detail})
        return
    except (MemoryError, RecursionError):
        _say({"refused": Reason.TOO_HARD, "detail": ""})
        return
    answer = {
        "incoming": incoming.as_json(),
        "declared": original.declared,
        "address": original.address,
    }
    _say(answer, original.content if job.fetch else b"")


def _bound() -> None:
    """Where the system has such bounds."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))


def _say(answer: Mapping[str, object], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
