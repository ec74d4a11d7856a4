"""Every command of ours says what it is for; and `make`, what it misses."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import find_commands, load_command_class

import tracker.management

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = find_commands(tracker.management.__path__[0])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name: str) -> None:
    command = load_command_class("tracker", name)
    said = command.create_parser("manage.py", name).format_help()
    assert said.startswith(f"usage: manage.py {name}")
    assert " ".join(command.help.split()) in " ".join(said.split())


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_a_backup_that_is_not_named_is_missed_before_anything_is_done() -> None:
    made = subprocess.run(
        ["make", "restore", "PYTHON=false"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode != 0
    assert "make restore FILE=" in made.stderr
