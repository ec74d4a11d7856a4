"""What stands between the shell and a management command: a database, and plain words."""

import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, connection

from tracker import embedded
from tracker.startup_errors import StartupError

OLDEST_POSTGRESQL = 15
# Commands that do without a database; `serve` sees to its own, after it has found its port free.
WITHOUT_DATABASE = frozenset(
    {
        "check",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "serve",
        "startapp",
        "startproject",
        "version",
        "window",
    }
)


class DatabaseUnavailableError(StartupError):
    pass


def run(arguments: list[str]) -> None:
    """Run a management command; what the caller can put right is one line, without a traceback."""
    try:
        if needs_database(arguments):
            open_database()
        execute_from_command_line(arguments)
    except (ImproperlyConfigured, StartupError) as error:
        if "--traceback" in arguments:
            raise
        sys.exit(" ".join(str(error).split()))


def needs_database(arguments: list[str]) -> bool:
    command = arguments[1] if len(arguments) > 1 else "help"
    if {"-h", "--help", "--version"}.intersection(arguments):
        return False
    if command == "suggest" and "--alone" in arguments:
        return False
    return command not in WITHOUT_DATABASE or "--database" in arguments


def open_database() -> None:
    """Start or join the embedded server, and make sure that whichever server it is will do."""
    embedded.ensure_running()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        which = "The embedded database" if embedded.is_used() else "The database of DATABASE_URL"
        raise DatabaseUnavailableError(f"{which} cannot be used: {_sentence(error)}") from error
    version = connection.cursor().connection.info.server_version // 10000
    if version < OLDEST_POSTGRESQL:
        raise DatabaseUnavailableError(
            f"Demarche needs PostgreSQL {OLDEST_POSTGRESQL} or newer, and this is {version}"
        )


def _sentence(error: Exception) -> str:
    """The first line of a driver's message, which never holds the password."""
    return str(error).strip().removeprefix("connection failed: ").partition("\n")[0]
