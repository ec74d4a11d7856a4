"""Nearly the same text, found by fingerprints; other texts are not."""

import pytest

from tests.reprinted import OTHER, WIRE, two_thirds
from tracker.selectors.likeness import RUN, fingerprints, likeness

HEBREW = "נציגי שתי המדינות נפגשו ביום חמישי ליד האגם ונפרדו בלי הודעה משותפת. " * 4


def shares_a_fingerprint(one: str, other: str) -> bool:
    return bool(set(fingerprints(one)) & set(fingerprints(other)))


@pytest.mark.parametrize(
    "other",
    [
        WIRE,
        WIRE.upper(),
        WIRE.replace("\n\n", " ").replace(",", " –"),
        f"Lakeside. By our correspondent.\n\n{WIRE}\n\nFrom the agency.",
        two_thirds(WIRE),
        WIRE.replace("Thursday", "Friday").replace("six hours", "half a day"),
    ],
    ids=["itself", "in capitals", "set otherwise", "with a head and a foot", "cut", "edited"],
)
def test_a_reprint_is_found_and_is_alike(other: str) -> None:
    assert shares_a_fingerprint(WIRE, other)
    assert likeness(WIRE, other) > 0.7


@pytest.mark.parametrize("other", [OTHER, HEBREW, "", "Short.", WIRE[:RUN]])
def test_another_text_is_not(other: str) -> None:
    assert not shares_a_fingerprint(WIRE, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (WIRE, WIRE, 1),
        (WIRE, OTHER, 0),
        (WIRE, two_thirds(WIRE), 1),  # all of the shorter stands in the longer
        ("", "", 1),
        ("Yes!", "yes", 1),
        ("yes", "no", 0),
        (WIRE, "", 0),
    ],
)
def test_likeness_is_how_much_of_the_shorter_stands_in_the_longer(
    one: str, other: str, expected: float
) -> None:
    assert likeness(one, other) == pytest.approx(expected, abs=0.05)
    assert likeness(other, one) == likeness(one, other)


def test_every_script_has_fingerprints() -> None:
    assert len(fingerprints(HEBREW)) > 1
    assert shares_a_fingerprint(HEBREW, two_thirds(HEBREW))


def test_fingerprints_are_the_same_everywhere_and_fit_a_column() -> None:
    assert fingerprints("Yes!") == [-4178017920450817098]
    assert all(-(2**63) <= one < 2**63 for one in fingerprints(WIRE))
