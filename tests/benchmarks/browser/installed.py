"""The two libraries as npm installs them by the lock file, into a folder that git ignores."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NPM_MISSING = (
    "npm is missing, which installs what the chart is measured beside: install Node.js with npm"
    " (scripts/install-system-packages.sh --bench), or measure the chart alone: --without-peers"
)


def installed() -> Path:
    """Where the packages lie. RuntimeError where they cannot be had."""
    npm = shutil.which("npm")
    if not npm:
        raise RuntimeError(NPM_MISSING)
    # Its words go to the standard error, where the tables are not.
    done = subprocess.run([npm, "ci"], cwd=HERE, stdout=sys.stderr, check=False)
    if done.returncode:
        raise RuntimeError("npm could not install the libraries: its own words are above")
    return HERE / "node_modules"
