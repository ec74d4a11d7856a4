#!/usr/bin/env python3
"""Make .venv and install what Demarche needs into it; --dev: what its tests need, too.

Every Python since 2.7 can read this file, so that one that is too old gets a sentence and not a
SyntaxError. The work is in environment.py.
"""

from __future__ import print_function

import os
import runpy
import sys

OLDEST_PYTHON = (3, 11)


def complaint(version, program="python3"):
    # type: (tuple[int, ...], str) -> str | None
    """One line about a Python that is too old; None about one that will do."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    return (
        "Demarche needs Python %d.%d or newer, and %s is Python %d.%d. "
        "Name a newer one, for example: make run PYTHON=python3.12"
        % (OLDEST_PYTHON[0], OLDEST_PYTHON[1], program, version[0], version[1])
    )


if __name__ == "__main__":
    problem = complaint(sys.version_info[:3], sys.executable or "python3")
    if problem:
        print(problem, file=sys.stderr)
        sys.exit(1)
    here = os.path.dirname(os.path.abspath(__file__))
    runpy.run_path(os.path.join(here, "environment.py"), run_name="__main__")
