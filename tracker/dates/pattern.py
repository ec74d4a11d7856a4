"""The way in which the table writes its patterns, so that people can read them too.

    (by|no later than) <when>       one of these words, then a time
    [in the] next <unit>            may be left out, with the space beside it
    <n> <unit> ago                  what stands for each <…> is in `words.SLOTS`

Everything else is meant as it stands.
"""

import re
from collections.abc import Iterator, Mapping

FLAGS = re.IGNORECASE | re.ASCII

_PIECE = re.compile(
    r"<(?P<slot>\w+)>|\[(?P<after>[^\]]+)\] | \[(?P<before>[^\]]+)\]|\[(?P<glued>[^\]]+)\]"
    r"|(?P<sign>[()|])|(?P<text>[^<\[()| ]+| )"
)


def compiled(says: str, slots: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("".join(_regex(says, slots)), FLAGS)


def _regex(says: str, slots: Mapping[str, str]) -> Iterator[str]:
    end = 0
    while end < len(says):
        piece = _PIECE.match(says, end)
        if piece is None:
            raise ValueError(f"{says!r} makes no sense from place {end} on")
        end = piece.end()
        kind = piece.lastgroup
        text = piece[kind] if kind else ""
        if kind == "slot":
            yield f"(?P<{text}>{slots[text]})"
        elif kind == "sign":
            yield "(?:" if text == "(" else text
        elif kind == "text":
            yield re.escape(text)
        else:
            inner = "".join(_regex(text, slots))
            space = {"after": ("", " "), "before": (" ", ""), "glued": ("", "")}[kind or ""]
            yield f"(?:{space[0]}(?:{inner}){space[1]})?"
