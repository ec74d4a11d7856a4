"""Parts of the benchmark that run in processes of their own, each with its own database."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def said_by(module: str, *arguments: str, environment: Mapping[str, str]) -> str:
    """What a module of ours wrote; subprocess.CalledProcessError when it fails."""
    return subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.ready", module, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()
