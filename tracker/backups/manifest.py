"""What stands beside a backup: what it holds, and by what it is known to be whole."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from tracker.backups import BackupError
from tracker.backups.fingerprint import Fingerprint

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: str  # ISO 8601, UTC
    server: int  # major version of PostgreSQL
    programs: int  # and of the programs that wrote the file
    migrations: list[str]  # app.name, as applied
    size: int
    sha256: str
    is_verified: bool
    holds: Fingerprint


def path_of(dump: Path) -> Path:
    return dump.with_name(f"{dump.name}.json")


def write(manifest: Manifest, path: Path) -> None:
    said = {
        "format": FORMAT,
        "made_at": manifest.made_at,
        "server": manifest.server,
        "programs": manifest.programs,
        "migrations": manifest.migrations,
        "size": manifest.size,
        "sha256": manifest.sha256,
        "is_verified": manifest.is_verified,
        "holds": manifest.holds.as_json(),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(said, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())


def read(dump: Path) -> Manifest:
    path = path_of(dump)
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise BackupError(f"{path} was written by a newer Demarche")
        return Manifest(
            made_at=str(said["made_at"]),
            server=int(said["server"]),
            programs=int(said["programs"]),
            migrations=[str(name) for name in said["migrations"]],
            size=int(said["size"]),
            sha256=str(said["sha256"]),
            is_verified=bool(said["is_verified"]),
            holds=Fingerprint.from_json(said["holds"]),
        )
    except OSError:
        raise BackupError(
            f"{path} is missing: it says what the backup holds, and lies beside it"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BackupError(f"{path} is damaged") from None


def check_file(dump: Path, manifest: Manifest) -> None:
    """Raises BackupError unless the file is, byte for byte, the one that was written."""
    size = dump.stat().st_size
    if size != manifest.size:
        raise BackupError(
            f"{dump} is damaged: it has {size} bytes, and had {manifest.size}. Nothing was changed"
        )
    if sha256_of(dump) != manifest.sha256:
        raise BackupError(f"{dump} is damaged: its checksum is another. Nothing was changed")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_directory(path: Path) -> None:
    """A new name is kept once its directory is."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
