"""Cells that a spreadsheet would run are made text, so that the same text can be had back.

A leading apostrophe makes a spreadsheet show a cell as it is. It is put before every text that
begins like a formula (=, +, -, @, their full-width forms, tab, line ends), and before every text
that begins with such an apostrophe itself: so taking one away always restores what was.
"""

import re

# As OWASP lists them for CSV injection. Read alike by Python and by PostgreSQL: no class whose
# members depend on a locale.
DANGEROUS = r"^'*( *[=+@＝＋－＠-]|[\t\r\n])"
_DANGEROUS = re.compile(DANGEROUS)


# With one of these it begins. To look at one letter is a tenth of the work of a pattern.
_FIRST = ", ".join(str(ord(letter)) for letter in "' =+-@＝＋－＠\t\r\n")


def neutralised_sql(text: str) -> str:
    """SQL that neutralises a text."""
    pattern = DANGEROUS.replace("'", "''")
    return (
        f"CASE WHEN ascii({text}) IN ({_FIRST}) AND {text} ~ '{pattern}'"
        f" THEN '''' || {text} ELSE {text} END"
    )


def neutralised(text: str) -> str:
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored(cell: str) -> str:
    """What a neutralised cell held."""
    if cell.startswith("'") and _DANGEROUS.match(cell[1:]):
        return cell[1:]
    return cell
