"""Primary, standbys and what becomes of readers and writes when they die: the script tells."""

import subprocess
import sys

import pytest

from scripts.trial_servers import programs
from tests.launch.running import PATIENCE, ROOT, needs

pytestmark = [
    pytest.mark.launch,
    needs("the system's PostgreSQL", programs()),
]


def test_readers_notice_nothing_and_no_acknowledged_write_is_lost() -> None:
    trial = subprocess.run(
        [sys.executable, "-m", "scripts.replication_trial", "--seconds", "1.5"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,
        check=False,
    )
    assert trial.returncode == 0, trial.stdout + trial.stderr
    assert trial.stdout.endswith("Every promise held.\n")
