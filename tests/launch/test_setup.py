import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.setup import complaint
from tests.launch.running import ROOT


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 99)])
def test_an_old_python_is_told_what_is_needed(version: tuple[int, int, int]) -> None:
    told = complaint(version, "/usr/bin/python")
    assert told is not None
    assert f"/usr/bin/python is Python {version[0]}.{version[1]}" in told
    assert "3.11" in told
    assert "\n" not in told


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_new_python_is_taken(version: tuple[int, int, int]) -> None:
    assert complaint(version) is None


def test_an_old_python_can_read_the_file() -> None:
    source = (ROOT / "scripts" / "setup.py").read_text(encoding="ascii")
    tree = ast.parse(source, feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the set-up of this one, which needs no packages."""
    shutil.copytree(
        ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "requirements.txt").write_text("# none\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\n")
    return tmp_path


def set_up(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/setup.py", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.launch
def test_it_installs_once_and_again_when_something_has_changed(project: Path) -> None:
    first = set_up(project)
    assert first.returncode == 0, first.stderr
    assert "Making" in first.stdout
    assert set_up(project).stdout == ""

    (project / "requirements.txt").write_text("# still none\n")
    changed = set_up(project)
    assert "Making" not in changed.stdout
    assert "Installing requirements.txt" in changed.stdout

    assert "Installing requirements-dev.txt" in set_up(project, "--dev").stdout
    # What the tests need holds what running needs.
    assert set_up(project).stdout == ""


@pytest.mark.launch
def test_an_unfinished_environment_is_made_anew(project: Path) -> None:
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").write_text("half of a python")
    assert set_up(project).returncode == 0
    (project / ".venv" / "demarche-unfinished").touch()
    again = set_up(project)
    assert again.returncode == 0
    assert "Making" in again.stdout
    assert set_up(project).stdout == ""


@pytest.mark.launch
def test_what_pip_cannot_install_is_told_in_its_own_words(project: Path) -> None:
    (project / "requirements.txt").write_text("./no-such-thing\n")
    result = set_up(project)
    assert result.returncode == 1
    assert "no-such-thing" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("pip could not install requirements.txt")
    assert "Traceback" not in result.stderr
