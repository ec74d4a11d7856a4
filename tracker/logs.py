"""What is logged, and how it looks: lines for people in a terminal, JSON for machines elsewhere."""

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

FORMATS = ("json", "plain")
# Whole objects that Django attaches to its records; a request would bring its query string along.
NOT_LOGGED = ("request", "server_time")


def logging_config(style: str) -> dict[str, Any]:
    """For Python's dictConfig. Each request is one line of the logger `tracker.requests`."""
    console = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "tracker.request_ids.RequestIdFilter"}},
        "formatters": {
            "plain": {
                "format": "%(asctime)s %(levelname)s %(name)s: %(message)s [%(request_id)s]",
            },
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": ["levelname", "name", "request_id", "message"],
                "timestamp": "time",
                "rename_fields": {"levelname": "level", "name": "logger"},
                "reserved_attrs": [*RESERVED_ATTRS, *NOT_LOGGED],
            },
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",  # to standard error
                "formatter": style,
                "filters": ["request_id"],
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "tracker": {"level": "INFO"},
            # What is refused has its line already, with its status.
            "django.request": {"level": "ERROR"},
            "gunicorn.error": {**console, "level": "WARNING"},
        },
    }
