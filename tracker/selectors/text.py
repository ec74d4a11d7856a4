"""The one form in which a text is kept, so that offsets into it mean the same for ever."""

import re

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_CONTROLS = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR"),
    *("SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB"),
    *("ESC", "FS", "GS", "RS", "US"),
)


def clean_text(raw: str) -> str:
    """The text with LF line ends and without a byte order mark, otherwise letter for letter.

    There is no Unicode normalisation: it would move what others have counted. ValueError names a
    character that cannot be kept, and its position in the raw text, counted from 0.
    """
    unfit = _UNFIT.search(raw)
    if unfit:
        code = ord(unfit[0])
        name = _CONTROLS[code] if code < len(_CONTROLS) else "half of a surrogate pair"
        raise ValueError(f"U+{code:04X} ({name}) at position {unfit.start()} cannot be kept")
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
