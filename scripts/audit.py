"""Known vulnerabilities among the pinned requirements: found fails, nobody to ask warns.

pip-audit asks the package index's vulnerability data. Where that cannot be reached, or knows
nothing of our packages (as behind a plain mirror), nothing has been checked, and that is said.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# Findings that do not concern us: "identifier  reason", a line each.
ACCEPTED = HERE / "audit-accepted.txt"
PATIENCE = 300  # seconds for all of it
FOUND, FINE = 1, 0


@dataclass(frozen=True)
class Report:
    asked: int  # packages
    answered: int  # of which something is known, if only that there is nothing
    found: tuple[str, ...]


def main() -> int:
    accepted = read_accepted(ACCEPTED.read_text(encoding="utf-8") if ACCEPTED.exists() else "")
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip"]
    command += ["--requirement", str(HERE.parent / "requirements-dev.txt")]
    command += ["--format", "json", "--progress-spinner", "off", "--desc", "off"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return nobody_to_ask("it took too long")
    try:
        report = read_report(json.loads(ran.stdout), accepted=accepted)
    except (ValueError, KeyError):
        lines = ran.stderr.strip().splitlines() or ["it said nothing"]
        return nobody_to_ask(lines[-1])
    if report.found:
        print("Vulnerable:", *report.found, sep="\n  ", file=sys.stderr)
        return FOUND
    if report.answered < report.asked:
        return nobody_to_ask(
            f"{report.asked - report.answered} of {report.asked} packages are unknown to it"
        )
    print(f"No known vulnerability in {report.asked} packages.")
    return FINE


def read_accepted(text: str) -> dict[str, str]:
    """Identifier → reason; SystemExit for one without."""
    accepted = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            identifier, _, reason = line.strip().partition(" ")
            if not reason.strip():
                sys.exit(f"{identifier} is accepted without a reason")
            accepted[identifier] = reason.strip()
    return accepted


def read_report(report: dict[str, Any], *, accepted: dict[str, str]) -> Report:
    """What pip-audit's JSON says."""
    packages = report["dependencies"]
    known = [package for package in packages if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {one['id']},"
        f" put right in {', '.join(one['fix_versions']) or 'no version yet'}"
        for package in known
        for one in package["vulns"]
        if accepted.keys().isdisjoint({one["id"], *one.get("aliases", [])})
    ]
    return Report(len(packages), len(known), tuple(found))


def nobody_to_ask(why: str) -> int:
    print(f"NOT CHECKED for known vulnerabilities: {why}", file=sys.stderr)
    return FINE


if __name__ == "__main__":
    sys.exit(main())
