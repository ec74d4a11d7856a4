"""The site that is being tried, and what is promised of it."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.trial_load import Browser

ROOT = Path(__file__).resolve().parent.parent
# On a machine that has other work, too.
PATIENCE = 240.0


class BrokenPromiseError(Exception):
    pass


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[str]:
    """The site; where its database is new, the password of the demonstration's editor."""
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
        try:
            site = Browser(int(environment["PORT"]))

            def answers() -> bool:
                if process.poll() is not None:
                    raise RuntimeError(f"serve stopped by itself: {log.read_text()}")
                try:
                    return site.ask("/healthz").status == 200
                except OSError:
                    return False

            wait("Demarche answers", answers)
            found = re.search(r"Account editor, password (\S+)", log.read_text())
            yield found[1] if found else ""
        except BrokenPromiseError:
            print(log.read_text()[-4000:], file=sys.stderr)
            raise
        finally:
            process.terminate()
            process.wait(30)


def wait(what: str, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    started = time.monotonic()
    while not condition():
        if time.monotonic() > deadline:
            raise BrokenPromiseError(f"{what}: waited {PATIENCE:g} s in vain")
        time.sleep(0.1)
    say(f"{what} (after {time.monotonic() - started:.1f} s)")


def promise(holds: bool, what: str) -> None:
    if not holds:
        raise BrokenPromiseError(what)


def say(line: str) -> None:
    print(f"  {line}", flush=True)
