"""Makes Django ready for what runs outside manage.py.

Imported first by a module that is run itself. `python -m tests.benchmarks.ready MODULE …` runs a
module whose own imports need that done before.
"""

import os
import runpy
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()


if __name__ == "__main__":
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
