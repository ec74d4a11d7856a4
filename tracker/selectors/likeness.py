"""Texts that are nearly the same: reprints, cut or under another head.

Only letters and digits count, in whatever script, and each run of RUN of them is one piece of a
text. Texts that share most of their pieces share a fingerprint, nearly always, and others hardly
ever, so that an index finds the few; `likeness` then says how alike they are. This is min-wise
hashing (Broder 1997) in one pass over the pieces (Li, Owen and Zhang 2012).
"""

from hashlib import blake2b
from zlib import crc32

RUN = 16  # letters: some three words
# More bands find more of those that are half alike; wider ones let fewer others through.
BANDS, WIDTH = 16, 2
_BUCKETS = BANDS * WIDTH
_UTF32 = 4


def fingerprints(text: str) -> list[int]:
    """Up to BANDS + 1 numbers of 64 bits, signed. The first is shared by texts that differ in
    nothing but spaces, punctuation and capitals."""
    letters = _letters(text)
    found = [_number(b"all", letters)]
    least: dict[int, int] = {}
    for piece in _pieces(letters):
        bucket, rest = piece % _BUCKETS, piece // _BUCKETS
        if rest < least.get(bucket, rest + 1):
            least[bucket] = rest
    for band in range(BANDS):
        buckets = range(band * WIDTH, (band + 1) * WIDTH)
        # A short text may leave buckets empty, which say nothing.
        if all(bucket in least for bucket in buckets):
            found.append(_number(b"%d" % band, *(b"%d" % least[one] for one in buckets)))
    return found


def likeness(one: str, other: str) -> float:
    """How much of the shorter text stands in the longer, from 0 to 1."""
    letters = _letters(one), _letters(other)
    pieces = [set(_pieces(each)) for each in letters]
    fewer = min(map(len, pieces))
    if not fewer:
        return float(letters[0] == letters[1])
    return len(pieces[0] & pieces[1]) / fewer


def _letters(text: str) -> bytes:
    """Of the same length each, so that a run of them is a slice."""
    return "".join(filter(str.isalnum, text.casefold())).encode("utf-32-le")


def _pieces(letters: bytes) -> list[int]:
    view, width = memoryview(letters), RUN * _UTF32
    return [crc32(view[at : at + width]) for at in range(0, len(letters) - width + 1, _UTF32)]


def _number(*parts: bytes) -> int:
    digest = blake2b(b"\0".join(parts), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
