from typing import Any


def paragraphs(text: str, spans: Any) -> list[Any]:
    return []
