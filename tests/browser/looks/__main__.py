"""Takes the pictures anew, of all pages or of those that are named: look at them before you commit
them.

python -m tests.browser.looks [NAME …]
"""

import os
import sys

import pytest

from tests.browser.looks.pictures import ANEW

if __name__ == "__main__":
    os.environ[ANEW] = ",".join(sys.argv[1:]) or "all"
    test = "tests/browser/test_looks.py::test_the_main_pages_look_as_they_did"
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", test]))
