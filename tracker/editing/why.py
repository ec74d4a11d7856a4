"""The reason of an act goes on record with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.utils.translation import gettext_lazy

LONGEST_WHY = 1_000
WHY_MISSING = gettext_lazy("Say why: this changes something that readers see.")


@contextmanager
def explained(why: str) -> Iterator[None]:
    """What is done inside stands in the history with this reason, if there is one. For editors:
    readers are never shown it."""
    if why := why.strip():
        with pghistory.context(reason=why):
            yield
    else:
        yield
