#!/usr/bin/env python3
"""Django's command line for Demarche. `make run` calls `manage.py serve`."""

import os
import sys


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        from tracker import startup
    except ModuleNotFoundError as error:
        sys.exit(f"{error}: run `make run` (or scripts/setup.py, then .venv/bin/python manage.py)")
    startup.run(arguments)


if __name__ == "__main__":
    main(sys.argv)
