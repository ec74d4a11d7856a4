"""Backups by the commands that people type."""

import shutil
from pathlib import Path

import psycopg
import pytest

from tests.launch.running import manage, serving
from tracker.embedded import Place

pytestmark = pytest.mark.launch

CHANGE = "UPDATE tracker_process SET name = name || ' – changed 你好'"


def names(var: Path) -> set[str]:
    with psycopg.connect(Place(var).url()) as connection:
        found = connection.execute("SELECT name FROM tracker_process")
        return {str(name) for (name,) in found}


def test_what_was_backed_up_comes_back_with_its_history(tmp_path: Path) -> None:
    var, other = tmp_path / "var", tmp_path / "other"
    with serving(var) as served:
        made = manage("backup", var=var)
        assert (made.returncode, made.stderr) == (0, "")
        assert "counts and checksums of all tables are the same" in made.stdout
        (dump,) = (var / "backups").glob("*.dump")
        before = names(var)
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
    with serving(other, "--no-demo") as served:
        assert served.answers()
        assert names(other) == before
        with psycopg.connect(Place(other).url()) as connection:
            row = connection.execute("SELECT count(*) FROM tracker_entryrevision").fetchone()
            assert row is not None
            assert row[0] > 50
        served.stop()
    assert manage("restore", str(kept), "--replace", var=other).returncode == 0
    shutil.rmtree(var / "backups")
    with serving(other, "--no-demo"):
        assert names(other) == {f"{name} – changed 你好" for name in before}
