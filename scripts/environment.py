"""The work of setup.py, with nothing but the standard library."""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Every set that installing the one also satisfies.
SETS = {"run": ("run",), "dev": ("run", "dev")}
FILES = {"run": ("requirements.txt",), "dev": ("requirements.txt", "requirements-dev.txt")}


class SetupError(Exception):
    """One line for the person at the shell."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="setup.py", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what the tests and checks need")
    wanted = "dev" if parser.parse_args().dev else "run"
    try:
        # Two terminals may be doing this at once; the second finds it done.
        with open(ROOT / "requirements.txt") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            prepare(ROOT / ".venv", wanted)
    except SetupError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"Demarche cannot be set up in {ROOT}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def prepare(venv: Path, wanted: str) -> None:
    python = venv / "bin" / "python"
    stamp = venv / "demarche-installed"
    unfinished = venv / "demarche-unfinished"
    if not unfinished.exists() and installed(stamp, wanted) and python.exists():
        return
    if unfinished.exists() or not is_whole(python):
        make_venv(venv)
    # Whoever is killed between here and the end leaves this, and the next one begins afresh.
    unfinished.touch()
    stamp.unlink(missing_ok=True)
    install(python, ROOT / FILES[wanted][-1])
    stamp.write_text("".join(f"{name} {fingerprint(name)}\n" for name in SETS[wanted]))
    unfinished.unlink()


def installed(stamp: Path, wanted: str) -> bool:
    try:
        return f"{wanted} {fingerprint(wanted)}" in stamp.read_text().splitlines()
    except OSError:
        return False


def fingerprint(wanted: str) -> str:
    """What the installation rests on: the files, this Python, and the place (venvs do not move)."""
    digest = hashlib.sha256(f"{sys.version}\0{sys.base_prefix}\0{ROOT}\0".encode())
    for name in FILES[wanted]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_whole(python: Path) -> bool:
    """True for a virtual environment of this very Python, in its place, with pip."""
    ask = "import pip, sys; print(sys.version, sys.base_prefix, sys.prefix, sep='\\0', end='')"
    try:
        answer = subprocess.run(
            [str(python), "-c", ask], capture_output=True, text=True, env=environment(), check=False
        )
    except OSError:
        return False
    whole = f"{sys.version}\0{sys.base_prefix}\0{python.parent.parent}"
    return answer.returncode == 0 and answer.stdout == whole


def make_venv(venv: Path) -> None:
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise SetupError(
                f"{sys.executable} comes without its {module} module: "
                "on Debian and Ubuntu, apt-get install python3-venv"
            )
    print(f"Making {venv} with Python {sys.version.split()[0]}", flush=True)
    if venv.exists():
        shutil.rmtree(venv)
    venv.mkdir()
    (venv / "demarche-unfinished").touch()
    # Not sys.executable: inside the old .venv that would delete itself.
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run(
        [base, "-m", "venv", str(venv)],
        env=environment(),
        stdout=sys.stderr,
        check=False,
    )
    if made.returncode != 0:
        raise SetupError(f"{venv} could not be made: Python's own words are above")


def install(python: Path, requirements: Path) -> None:
    print(f"Installing {requirements.name} (the first time takes a minute)", flush=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--no-input", "--requirement", str(requirements)],
        env=environment(),
        stdout=sys.stderr,
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(
            f"pip could not install {requirements.name}: its own words are above. "
            "It needs the network the first time; run this again to retry"
        )


def environment() -> dict[str, str]:
    """Ours, without what would send packages elsewhere than into .venv."""
    elsewhere = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return {**kept, "PIP_USER": "0"}


if __name__ == "__main__":
    main()
