#!/usr/bin/env python3
"""Django's command line for Demarche. `make run` calls `manage.py serve`."""

import os
import sys


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        from tracker import startup

        startup.run(arguments)
    except ModuleNotFoundError as error:
        if error.name not in ("django", "psycopg"):
            raise
        sys.exit(
            f"{error}: run `make run`, or scripts/setup.py and then .venv/bin/python manage.py"
        )
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv)
