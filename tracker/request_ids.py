"""One name for each request: in its answer, in its log lines, in the history that it writes."""

import logging
import re
from contextvars import ContextVar
from uuid import uuid4

HEADER = "X-Request-ID"

# A name that a proxy has given is taken over, if it cannot be mistaken for anything else.
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{7,63}", re.ASCII)
_current: ContextVar[str] = ContextVar("request_id", default="")


def begin(sent: str) -> str:
    """The name of the request that begins: the one sent along, or a new one."""
    return resume(sent if _WELL_FORMED.fullmatch(sent) else str(uuid4()))


def resume(name: str) -> str:
    _current.set(name)
    return name


def current() -> str:
    """Empty outside of any request."""
    return _current.get()


class RequestIdFilter(logging.Filter):
    """Gives each log record the request that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs an answer that is an error when the request is over for all middleware.
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", "") or current()
        return True
