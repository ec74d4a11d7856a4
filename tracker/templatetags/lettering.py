"""How wide words are in a drawing, where nobody but the browser knows its font.

The widths are those of a wide sans-serif, so that what fits by them fits in narrower ones too. What
does not fit is cut, and said in full elsewhere.
"""

import unicodedata
from functools import lru_cache

# In thousandths of the size of the font.
_WIDE = 1000  # Chinese, Japanese, Korean; pictures
_WIDTHS = {
    **dict.fromkeys("ijl'|", 280),
    **dict.fromkeys(" .,:;!IJ", 330),
    **dict.fromkeys("frt()[]/-", 410),
    **dict.fromkeys("csz", 550),
    **dict.fromkeys("mwMWOQ@%—…", 1000),
    **dict.fromkeys("ABCDEGHKNRUVX", 770),
}
_USUAL = 640
_BOLD = 1.1
_ELLIPSIS = "…"


# A chart asks for the width of each title many times, and every zoom for those of the same titles.
@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is at most, in the unit of the size of its font."""
    thousandths = sum(_width_of(letter) for letter in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)
def _width_of(letter: str) -> int:
    letter = unicodedata.normalize("NFD", letter)[0]  # an accent takes no room of its own
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return 0
    is_wide = unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF
    return _WIDE if is_wide else _USUAL if letter.isascii() else 770


def wrapped(
    text: str, *, room: float, size: float, most: int, first: float = 0, bold: bool = False
) -> list[str]:
    """The words in at most so many lines of so much room, the last of them cut where there is
    more. `first` is what stands before them in the first line."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        left = room - (0 if lines else first)
        if left < width(words[0], size, bold=bold) <= room and len(lines) < most - 1:
            lines.append("")  # a word that has room in the next line is not broken for this one
            continue
        is_last = len(lines) == most - 1
        line, words = _line(words, left, size, bold=bold)
        if is_last and words:
            line = cut(" ".join([line, *words]), room=left, size=size, bold=bold)
        lines.append(line)
    return lines


def _line(words: list[str], room: float, size: float, *, bold: bool) -> tuple[str, list[str]]:
    """The words that fit, one at least or a piece of it, and those that are left."""
    line = words[0]
    if width(line, size, bold=bold) > room:
        piece = _fitting(line, room, size, bold=bold)
        return piece, [line[len(piece) :], *words[1:]]
    taken = 1
    for word in words[1:]:
        longer = f"{line} {word}"
        if width(longer, size, bold=bold) > room:
            break
        line, taken = longer, taken + 1
    return line, words[taken:]


@lru_cache(maxsize=4096)
def cut(text: str, *, room: float, size: float, bold: bool = False) -> str:
    """One line, and an ellipsis where that is not all."""
    text = " ".join(text.split())
    if width(text, size, bold=bold) <= room:
        return text
    piece = _fitting(text, room - width(_ELLIPSIS, size, bold=bold), size, bold=bold)
    return f"{piece.rstrip()}{_ELLIPSIS}"


def _fitting(text: str, room: float, size: float, *, bold: bool) -> str:
    """The letters of it that fit, one at least."""
    end, used = 0, 0.0
    for letter in text:
        used += width(letter, size, bold=bold)
        if used > room and end:
            break
        end += 1
    # A letter and what is set on it stay together.
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return text[:end]
