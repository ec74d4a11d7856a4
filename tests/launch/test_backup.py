"""Backups by the commands that people type."""

from pathlib import Path

import psycopg
import pytest

from tests.launch.running import manage, serving
from tracker.embedded import Place

pytestmark = pytest.mark.launch

CHANGE = "UPDATE tracker_process SET name = name || ' – changed 你好'"


ASK = """
from django.apps import apps
print([process.name for process in apps.get_model("tracker", "Process").objects.order_by("slug")])
print(apps.get_model("tracker", "EntryRevision").objects.count())
"""


def held(var: Path) -> str:
    asked = manage("shell", "--verbosity", "0", "-c", ASK, var=var)
    assert asked.returncode == 0, asked.stderr
    return asked.stdout


def test_what_was_backed_up_comes_back_with_its_history(tmp_path: Path) -> None:
    var, other = tmp_path / "var", tmp_path / "other"
    with serving(var) as served:
        made = manage("backup", var=var)
        assert (made.returncode, made.stderr) == (0, "")
        assert "counts and checksums of all tables are the same" in made.stdout
        (dump,) = (var / "backups").glob("*.dump")
        before = held(var)
        with psycopg.connect(Place(var).url()) as connection:
            connection.execute(CHANGE)
        refused = manage("restore", str(dump), "--replace", var=var)
        assert refused.returncode == 1
        assert refused.stderr.startswith("Demarche is being served from here: stop it first")
        assert served.stop()[0] == 0

    refused = manage("restore", str(dump), var=var)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "The database is not empty, and nothing was changed" in refused.stderr
    assert manage("restore", str(dump), "--replace", var=var).returncode == 0

    # Into an empty installation, and what it replaced can be had back, too.
    (kept,) = (var / "backups").glob("before-restoring-*.dump")
    first = manage("restore", str(dump), var=other)
    assert (first.returncode, first.stderr) == (0, "")
    assert held(other) == before
    assert manage("restore", str(kept), "--replace", var=other).returncode == 0
    assert held(other).count("changed 你好") == 2
