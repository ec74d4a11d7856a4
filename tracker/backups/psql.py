"""A conversation with psql, which alone runs the scripts of pg_restore, in one transaction."""

import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

from tracker.backups import BackupError
from tracker.backups.programs import Server, reason

COLUMN = "\x1f"


class Psql:
    """What is not committed when this is left, however it is left, has not been.

    Raises BackupError with what psql says.
    """

    def __init__(self, programs: Path, server: Server) -> None:
        self.programs = programs
        self.server = server

    def __enter__(self) -> "Psql":
        self.errors = tempfile.TemporaryFile()
        options = ("--no-psqlrc", "--quiet", "--no-password", "--tuples-only", "--no-align")
        self.process = subprocess.Popen(
            [
                str(self.programs / "psql"),
                *options,
                f"--field-separator={COLUMN}",
                "--set=ON_ERROR_STOP=1",
                f"--dbname={self.server.database}",
            ],
            env=self.server.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Killed, not closed: at the end of its input it would commit nothing either, but it would
        # first take half a row for a whole one.
        self.process.kill()
        self.process.communicate()
        self.errors.close()

    @property
    def _input(self) -> IO[bytes]:
        assert self.process.stdin is not None  # noqa: S101 - for the type checker
        return self.process.stdin

    def ask(self, query: str) -> list[tuple[str, ...]]:
        """Runs it, and waits for what comes of it."""
        assert self.process.stdout is not None  # noqa: S101 - for the type checker
        mark = secrets.token_hex(8)
        try:
            self._input.write(f"{query.strip().removesuffix(';')};\n\\echo {mark}\n".encode())
            self._input.flush()
        except BrokenPipeError:
            raise self._error() from None
        rows: list[tuple[str, ...]] = []
        for line in self.process.stdout:
            said = line.decode().rstrip("\n")
            if said == mark:
                return rows
            rows.append(tuple(said.split(COLUMN)))
        raise self._error()

    def run_archive(self, dump: Path) -> None:
        """Restores an archive of pg_dump."""
        options = ("--no-owner", "--no-privileges", "--file=-")
        with tempfile.TemporaryFile() as errors:
            script = subprocess.Popen(
                [str(self.programs / "pg_restore"), *options, str(dump)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
            assert script.stdout is not None  # noqa: S101 - for the type checker
            try:
                self.ask("\\o /dev/null\nSELECT 1")
                shutil.copyfileobj(script.stdout, self._input)
                if script.wait():
                    errors.seek(0)
                    raise BackupError(
                        "It was not restored, and nothing was changed: pg_restore says "
                        f"{reason(errors.read())}"
                    )
            except BrokenPipeError:
                raise self._error() from None
            finally:
                script.kill()
                script.communicate()
        self.ask("\\o\nSELECT 1")

    def _error(self) -> BackupError:
        self.process.wait()
        self.errors.seek(0)
        said = reason(self.errors.read())
        return BackupError(f"It was not restored, and nothing was changed: {said}")
