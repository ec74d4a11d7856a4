"""Articles as they came, kept beside the text that was read from them."""

import hashlib
from dataclasses import dataclass

from tracker.models import ArticleVersion, Original
from tracker.models.originals import packed

MAX_NAME = 200
MAX_ADDRESS = 1000


@dataclass(frozen=True, slots=True)
class AsItCame:
    content: bytes
    media_type: str
    name: str = ""
    fetched_from: str = ""


def keep_original(version: ArticleVersion, came: AsItCame) -> Original:
    return Original.objects.create(
        version=version,
        media_type=came.media_type,
        name=came.name[-MAX_NAME:],
        fetched_from=came.fetched_from[:MAX_ADDRESS],
        size=len(came.content),
        sha256=hashlib.sha256(came.content).hexdigest(),
        content=packed(came.content),
    )
