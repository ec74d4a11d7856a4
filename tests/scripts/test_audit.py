"""A found vulnerability fails; that nobody could be asked is said, and never passes for a check."""

import json
import subprocess
from typing import Any

import pytest

from scripts import audit

FINE = {"name": "django", "version": "5.2.19", "vulns": []}
BAD = {
    "name": "gunicorn",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["1.1"]}],
}
UNKNOWN = {"name": "psycopg", "skip_reason": "not found"}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes pip-audit say this, or raise it."""

    def answer(said: object) -> None:
        def run(*args: object, **kwargs: object) -> subprocess.CompletedProcess[str]:
            if isinstance(said, Exception):
                raise said
            out = json.dumps({"dependencies": said}) if isinstance(said, list) else ""
            return subprocess.CompletedProcess([], 0, out, str(said))

        monkeypatch.setattr(subprocess, "run", run)

    return answer


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ([FINE], 0, "No known vulnerability in 1 packages."),
        ([FINE, BAD], 1, "gunicorn 1.0: PYSEC-1, put right in 1.1"),
        ([UNKNOWN, BAD], 1, "gunicorn 1.0: PYSEC-1"),
        ([FINE, UNKNOWN], 0, "NOT CHECKED for known vulnerabilities: 1 of 2 packages are unknown"),
        ("Failed to resolve", 0, "NOT CHECKED for known vulnerabilities: Failed to resolve"),
        (subprocess.TimeoutExpired([], 1), 0, "NOT CHECKED"),
    ],
)
def test_what_is_said(
    answers: Any, capsys: pytest.CaptureFixture[str], said: object, code: int, words: str
) -> None:
    answers(said)
    assert audit.main() == code
    written = capsys.readouterr()
    assert words in written.out + written.err


@pytest.mark.parametrize("identifier", ["PYSEC-1", "CVE-1"])
def test_what_is_accepted_has_a_reason(identifier: str) -> None:
    accepted = audit.read_accepted(f"# why\n\n{identifier}  only on Windows\n")
    assert audit.read_report({"dependencies": [BAD]}, accepted=accepted).found == ()
    with pytest.raises(SystemExit, match="without a reason"):
        audit.read_accepted(f"{identifier}\n")
