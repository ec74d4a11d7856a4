"""What a reader may see, for hand-written SQL; querysets have `visible_to` for it."""

from django.contrib.auth.models import AnonymousUser, User

from tracker.models import PENDING_STATES, ReviewState

Reader = User | AnonymousUser

_READERS = [ReviewState.PUBLISHED.value]
_EDITORS = [*_READERS, *(state.value for state in PENDING_STATES)]


def entry_states(reader: Reader) -> list[str]:
    """The states of entries that this reader may see."""
    return _EDITORS if reader.has_perm("tracker.view_entry") else _READERS


def annotation_states(reader: Reader) -> list[str]:
    """Those of the sources of an entry that the reader may see."""
    return _EDITORS if reader.has_perm("tracker.view_annotation") else _READERS
