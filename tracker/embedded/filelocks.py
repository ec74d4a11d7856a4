"""Locks on files, which the operating system takes back however their holder ends.

A lock is an open descriptor, given back by closing it. `operation` is fcntl's LOCK_SH or LOCK_EX.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def wait_for(path: Path, operation: int) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, operation)
            # The file may have been deleted, and made anew, while we waited.
            if _is_at(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def try_for(path: Path, operation: int) -> int | None:
    """The lock, or None when somebody else has it."""
    try:
        return wait_for(path, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


@contextmanager
def tried(path: Path, operation: int) -> Iterator[int | None]:
    """As try_for, until the end of the block."""
    descriptor = try_for(path, operation)
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
