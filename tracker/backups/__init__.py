"""Backups that are known to restore, and restoring them. Asks PostgreSQL's own programs."""

from tracker.startup_errors import StartupError


class BackupError(StartupError):
    """What the person at the shell can put right. One line, without a password."""
