"""What waits is published as it was seen, or not at all."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from tracker.editing import pending, review, seen
from tracker.models import Annotation, Development, Entry

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

# Each kind of what waits, with the act that publishes it.
PUBLISHING: dict[str, tuple[type[Any], Callable[..., int]]] = {
    "entry": (Entry, review.publish),
    "development": (Development, pending.publish_developments),
    "annotation": (Annotation, pending.publish_annotations),
}

Marks = Mapping[int, str]  # by key, what somebody has seen (editing.seen)


class Published(NamedTuple):
    done: int
    skipped: int  # they are not as they were seen


@transaction.atomic
def publish_as_seen(shown: Mapping[str, Marks], *, by: "User | AnonymousUser") -> Published:
    """Publishes what is still as it was seen: of each kind, the marks by their keys. All of it or,
    where readers would see an order that is not possible (Impossible), none."""
    pending.require(by, "tracker.publish_entry")
    same: dict[str, list[int]] = {}
    for kind, marks in shown.items():
        model, _act = PUBLISHING[kind]
        same[kind] = seen.still_as_seen(model, marks)
    done = 0
    for kind, keys in same.items():
        model, act = PUBLISHING[kind]
        done += act(list(model._default_manager.filter(pk__in=keys).only("pk")), by=by)
    return Published(done, sum(map(len, shown.values())) - done)
