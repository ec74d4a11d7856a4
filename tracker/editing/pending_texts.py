"""What was read waits for its editor, a day and no longer: nothing enters unseen."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from tracker.editing.originals import AsItCame
from tracker.models import Article, PendingText
from tracker.models.originals import packed, unpacked

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KEPT_FOR = timedelta(days=1)
MOST = 20  # of one editor


@transaction.atomic
def lay_aside(
    *,
    editor: "User",
    read: Mapping[str, object],
    content: bytes | None,
    origin: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    article: Article | None = None,
) -> PendingText:
    """Keeps it for this editor, and forgets what nobody has come back to."""
    PendingText.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
    own = PendingText.objects.filter(editor=editor).order_by("-pk")
    too_many = list(own.values_list("pk", flat=True)[MOST - 1 :])
    PendingText.objects.filter(pk__in=too_many).delete()
    return PendingText.objects.create(
        editor=editor,
        article=article,
        read=dict(read),
        typed=dict(typed or {}),
        origin=dict(origin or {}),
        content=None if content is None else packed(content),
    )


def as_it_came(pending: PendingText) -> AsItCame | None:
    """None where the text itself was typed: it is its own original."""
    if pending.content is None:
        return None
    origin: dict[str, Any] = pending.origin
    return AsItCame(
        unpacked(pending.content),
        media_type=str(pending.read["kind"]),
        name=str(origin.get("name", "")),
        fetched_from=str(origin.get("address", "")),
    )
