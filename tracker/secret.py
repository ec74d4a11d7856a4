"""The signing key of an installation that was not given one: made once, kept in a file."""

import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from tracker.startup_errors import StartupError


class SecretKeyError(StartupError):
    pass


def secret_key(path: Path) -> str:
    """The key in the file, which is made (mode 600) when there is none."""
    try:
        if not path.exists():
            _create(path)
        mode = stat.S_IMODE(path.stat().st_mode)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretKeyError(f"The secret key {path} cannot be used: {error}") from None
    if mode & 0o077:
        raise SecretKeyError(
            f"The secret key {path} can be read by others (mode {mode:o}): "
            "delete it to have a new one made, or set SECRET_KEY"
        )
    if len(key) < 32:
        raise SecretKeyError(
            f"The secret key {path} is empty or cut short: "
            "delete it to have a new one made, or set SECRET_KEY"
        )
    return key


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and linked into place: of two processes that start together one wins, and
    # neither ever reads a file that is still empty. mkstemp opens with O_EXCL and mode 600.
    descriptor, aside = tempfile.mkstemp(prefix=".secret-key-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(aside, path)
    finally:
        os.unlink(aside)
