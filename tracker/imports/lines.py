"""Lines into paragraphs: in a text as it is kept, one line is one paragraph."""

import re

_BREAKS = re.compile(r"\n[^\S\n]*\n\s*")
# Set to a width: lines that are full, or nearly, and none that goes far beyond.
_NARROWEST, _WIDEST = 50, 100
_FULL_SHARE = 0.75  # of the longest line
# Two words that a hyphen at the end of a line parts, or one word that it breaks.
_HYPHENED = re.compile(r"(\w+)[-\u2010]$")
_HYPHEN_WITHIN = re.compile(r"\b(?=(\w+-\w+))")
_LONGEST_WORD = 100
_SPACES = re.compile(r"[^\S\n]+")


def is_wrapped(text: str) -> bool:
    """True when lines seem to end where the width did, not where paragraphs do."""
    blocks = [block.split("\n") for block in _BREAKS.split(text.strip())]
    lengths = [len(line.rstrip()) for block in blocks for line in block]
    inner = [len(line.rstrip()) for block in blocks for line in block[:-1]]
    if len(inner) < 2 or not _NARROWEST <= max(lengths) <= _WIDEST:
        return False
    full = sum(length >= _FULL_SHARE * max(lengths) for length in inner)
    return full >= 0.8 * len(inner)


def unwrapped(text: str) -> str:
    """Blocks between empty lines become one line each."""
    blocks = _BREAKS.split(text.strip())
    return "\n\n".join(joined(block.split("\n")) for block in blocks)


def joined(lines: list[str]) -> str:
    """Lines as one. A hyphen at a line's end goes when the word is written without it elsewhere
    in these lines or begins small, and stays when it is written with it."""
    hyphened = {found[1] for found in _HYPHEN_WITHIN.finditer(" ".join(lines))}
    done: list[str] = []
    text = ""  # the last of it
    for line in lines:
        line = _SPACES.sub(" ", line).strip()
        if not text:
            text = line
            continue
        if text.endswith("\u00ad"):
            text = text[:-1] + line
            continue
        if len(text) > _LONGEST_WORD:
            done.append(text[:-_LONGEST_WORD])
            text = text[-_LONGEST_WORD:]
        broken, goes_on = _HYPHENED.search(text), re.match(r"\w+", line)
        if broken and goes_on:
            with_hyphen = f"{broken[1]}-{goes_on[0]}"
            keeps = with_hyphen in hyphened or not goes_on[0][0].islower() or broken[1].isdecimal()
            text = text + line if keeps else text[: broken.end(1)] + line
        else:
            text = f"{text} {line}" if line else text
    return "".join([*done, text]).replace("\u00ad", "")


def tidy(text: str) -> str:
    """A paragraph a line, an empty line between them, no space at the ends of lines, and none of
    the characters that no text keeps."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\ud800-\udfff]", "", text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def apart(paragraphs: list[str]) -> str:
    return "\n\n".join(filter(None, (one.strip() for one in paragraphs)))


def one_line(text: str | None) -> str:
    return " ".join(tidy(text or "").split())
