"""Hold the table of states against well-kept packages: `python scripts/check_states.py`.

Prints where `tracker/suggest/data/states.toml` differs from rigour (names, ISO 3166, Wikidata) and
countryinfo (capitals); what it prints is for an editor to judge, since both have their own errors.
The packages are needed here alone: `pip install rigour==2.6.1 countryinfo==1.0.1`.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent.parent / "tracker" / "suggest" / "data" / "states.toml"


def differences(row: dict[str, Any]) -> Iterator[str]:
    from countryinfo import CountryInfo
    from rigour.territories import get_territory

    # Kosovo's code is not in ISO 3166, so the packages know it by two letters.
    code = "xk" if row["iso_3166"] == "XKX" else row["iso_3166"].lower()
    territory = get_territory(code)
    if territory is None:
        yield "rigour does not know it"
        return
    names = {row["name"], *row.get("names", ())}
    if territory.name not in names:
        yield f"rigour calls it {territory.name}"
    if row["wikidata"] not in territory.qids:
        yield f"Wikidata {row['wikidata']}, in rigour {territory.qid}"
    try:
        capital = CountryInfo(territory.code.upper()).capital()
    except Exception:  # it raises different errors for states that it does not know
        return
    if capital not in row["capitals"]:
        yield f"capital {row['capitals'][0]}, in countryinfo {capital}"


def main() -> int:
    for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["state"]:
        for difference in differences(row):
            print(f"{row['iso_3166']} {row['name']}: {difference}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
