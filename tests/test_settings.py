"""What is wrong with the environment is said in a line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["SHARED_CACHE_SECONDS", "CLIENT_TIMEOUT", "PROXIES"])
@pytest.mark.parametrize("value", ["x", "-1", "1.5", "²", "9" * 20])
def test_what_should_be_a_number_and_is_none_is_named(name: str, value: str) -> None:
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 1
    assert started.stderr.startswith(f"{name} must be a number from ")
    assert "Traceback" not in started.stderr
