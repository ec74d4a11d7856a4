"""Times in running text: which words, which type and value, by what they count from."""

import itertools
from datetime import date

import pytest

from tracker.suggest.found import TimeFound
from tracker.suggest.text import Document
from tracker.suggest.times.find import find_times

FRIDAY = date(2025, 4, 18)


def times(text: str, published: date = FRIDAY) -> list[TimeFound]:
    return find_times(Document(text, published))


def read(text: str, published: date = FRIDAY) -> list[tuple[str, str]]:
    """The words and the value of each."""
    return [(text[time.start : time.end], time.timex3.value) for time in times(text, published)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They signed on 17 April 2025.", [("17 April 2025", "2025-04-17")]),
        ("They signed on April 17, 2025.", [("April 17, 2025", "2025-04-17")]),
        ("They signed on Thursday, April 17, 2025.", [("Thursday, April 17, 2025", "2025-04-17")]),
        ("They signed on the 17th of April 2025.", [("the 17th of April 2025", "2025-04-17")]),
        ("The form of 2025-04-17 is void.", [("2025-04-17", "2025-04-17")]),
        ("It was over by February of 1940.", [("February of 1940", "1940-02")]),
        ("It was over in 1998.", [("1998", "1998")]),
        ("the year two thousand", [("the year two thousand", "2000")]),
        ("It began in nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
        ("the '80s and the early 1990s", [("the '80s", "198"), ("the early 1990s", "199")]),
        ("a treaty of the 19th century", [("the 19th century", "18")]),
        ("It was besieged in 480 BC.", [("480 BC", "BC0480")]),
        ("from 499 to 493 BC", [("499", "BC0499"), ("493 BC", "BC0493")]),
        ("the war of 1915-17", [("1915", "1915"), ("17", "1917")]),
        ("They met on 6-7 January 1916.", [("6", "1916-01-06"), ("7 January 1916", "1916-01-07")]),
        (
            "in October and November 1919",
            [("October", "1919-10"), ("November 1919", "1919-11")],
        ),
        ("the summer of 1942", [("the summer of 1942", "1942-SU")]),
        ("the third quarter of 1989", [("the third quarter of 1989", "1989-Q3")]),
        ("the first half of next year", [("the first half of next year", "2026-H1")]),
        ("on the night of 20 June 1791", [("the night of 20 June 1791", "1791-06-20TNI")]),
    ],
)
def test_it_reads_dates_as_they_are_written(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He spoke today.", [("today", "2025-04-18")]),
        ("We came here yesterday.", [("yesterday", "2025-04-17")]),
        ("She will come this evening.", [("this evening", "2025-04-18TEV")]),
        ("They talked last night.", [("last night", "2025-04-17TNI")]),
        ("They met last week.", [("last week", "2025-W15")]),
        ("They will meet next month.", [("next month", "2025-05")]),
        ("It fell two days ago.", [("two days ago", "2025-04-16")]),
        ("It fell 42 years ago.", [("42 years ago", "1983")]),
        ("It ends two weeks from now.", [("two weeks from now", "2025-W18")]),
        ("It was quiet earlier this month.", [("earlier this month", "2025-04")]),
        ("It must be done by the end of the month.", [("the end of the month", "2025-04")]),
        ("He left at 10 p.m. Wednesday.", [("10 p.m. Wednesday", "2025-04-16T22:00")]),
        ("He left on Friday the 11th.", [("Friday the 11th", "2025-04-11")]),
    ],
)
def test_it_counts_from_the_day_of_publication(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The envoys met on Thursday.", "2025-04-17"),
        ("The envoys will meet on Thursday.", "2025-04-24"),
        ("The envoy said on Thursday that talks had stalled.", "2025-04-17"),
        ("The envoys are expected to meet on Monday.", "2025-04-21"),
        ("A deal could be signed on Monday.", "2025-04-21"),
        ("Voting ends Sunday.", "2025-04-20"),
        ("On Monday the envoys left.", "2025-04-14"),
        ("They must answer by Monday.", "2025-04-21"),
        ("Nothing has moved since Monday.", "2025-04-14"),
        ("By Monday they left the hall.", "2025-04-14"),
        ("He resigned in May.", "2024-05"),
        ("He will resign in May.", "2025-05"),
        ("They want an answer by the end of May.", "2025-05"),
        ("The elections held in November were fair.", "2024-11"),
        ("She was freed on Dec. 20.", "2024-12-20"),
        ("Payment is due Jan. 3.", "2026-01-03"),
        ("They slept over the weekend.", "2025-W15-WE"),
        ("They will meet this weekend.", "2025-W16-WE"),
    ],
)
def test_tense_and_prepositions_decide_the_direction(text: str, value: str) -> None:
    assert [found for _, found in read(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met on 3 June 2014. That day a bomb fell.", ["2014-06-03", "2014-06-03"]),
        ("They met on 3 June 2014 and left the next day.", ["2014-06-03", "2014-06-04"]),
        ("They met on 3 June 2014. Three days later it rained.", ["2014-06-03", "2014-06-06"]),
        ("It began in May 1915. Fifteen months later they lost.", ["1915-05", "1916-08"]),
        ("It was signed in 2014. The following year it failed.", ["2014", "2015"]),
        ("It was signed in May 2014. The previous month had been calm.", ["2014-05", "2014-04"]),
        ("By 1940 it stood still. In August of that year they tried.", ["1940", "1940-08"]),
        ("Peace came on 3 June 2014. A year earlier no one hoped.", ["2014-06-03", "2013"]),
        (
            "In the third quarter it lost money. A year ago it had earned some.",
            ["2024-Q3", "2023-Q3"],
        ),
    ],
)
def test_it_follows_the_date_before(text: str, values: list[str]) -> None:
    assert [value for _, value in read(text)] == values


def test_an_article_that_mixes_news_and_history_is_read_right_in_both() -> None:
    text = (
        "The ministers met on Thursday and will meet again on Monday.\n\n"
        "The dispute is old. In March 1954 the two armies clashed at the pass. In May they agreed "
        "to a truce, and on 3 June the guns fell silent. In October 1973 it was broken, and by "
        "December the envoys had left.\n\n"
        "On Friday the mediators said that a deal could be signed in May. The accord, signed in "
        "1998, expires in December. The talks began in January."
    )
    assert read(text) == [
        ("Thursday", "2025-04-17"),
        ("Monday", "2025-04-21"),
        ("March 1954", "1954-03"),
        ("May", "1954-05"),
        ("3 June", "1954-06-03"),
        ("October 1973", "1973-10"),
        ("December", "1973-12"),
        ("Friday", "2025-04-18"),
        ("May", "2025-05"),
        ("1998", "1998"),
        ("December", "2025-12"),
        ("January", "2025-01"),
    ]


def test_a_history_goes_on_into_the_next_year() -> None:
    text = (
        "In 1941 the south was lost. In November 1941 the north fell, and on December 7 the fleet. "
        "In January the islands were taken. In March 1942, June 1942, May 1943 and July 1944 there "
        "were truces. By August it was over."
    )
    assert [value for _, value in read(text)] == [
        "1941",
        "1941-11",
        "1941-12-07",
        "1942-01",
        "1942-03",
        "1942-06",
        "1943-05",
        "1944-07",
        "1944-08",
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It lasted three days.", "three days", "DURATION", "P3D"),
        ("a 10-hour tour", "10-hour", "DURATION", "PT10H"),
        ("It took five and a half hours.", "five and a half hours", "DURATION", "PT5H30M"),
        ("They ruled for nearly forty years.", "nearly forty years", "DURATION", "P40Y"),
        ("It takes at least 30 days.", "at least 30 days", "DURATION", "P30D"),
        ("He fasted for a few days.", "a few days", "DURATION", "PXD"),
        ("It has grown in recent years.", "recent years", "DURATION", "PXY"),
        ("over the past two weeks", "the past two weeks", "DURATION", "P2W"),
        ("a weeklong visit", "weeklong", "DURATION", "P1W"),
        ("They meet every week.", "every week", "SET", "P1W"),
        ("They meet every two years.", "every two years", "SET", "P2Y"),
        ("It is counted annually.", "annually", "SET", "P1Y"),
        ("They meet each Thursday.", "each Thursday", "SET", "XXXX-WXX-4"),
        ("It is now empty.", "now", "DATE", "PRESENT_REF"),
        ("It was recently sold.", "recently", "DATE", "PAST_REF"),
        ("It will soon be sold.", "soon", "DATE", "FUTURE_REF"),
        ("He spoke on Friday morning.", "Friday morning", "TIME", "2025-04-18TMO"),
    ],
)
def test_it_tells_lengths_sets_hours_and_vague_times(
    text: str, words: str, kind: str, value: str
) -> None:
    (time,) = times(text)
    assert text[time.start : time.end] == words
    assert (time.timex3.type, time.timex3.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("in late May 2014", "END"),
        ("in early 2014", "START"),
        ("in mid-May 2014", "MID"),
        ("at the end of 2014", "END"),
        ("around March 1981", "APPROX"),
        ("It took more than a year.", "MORE_THAN"),
        ("It took less than a year.", "LESS_THAN"),
        ("It took about a year.", "APPROX"),
        ("It took at least two years.", "EQUAL_OR_MORE"),
    ],
)
def test_it_tells_modifiers(text: str, mod: str) -> None:
    (time,) = times(text)
    assert time.timex3.mod == mod


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town.",
        "May I speak to Mr. Dec?",
        "1500 soldiers and 2000 men",
        "It cost $1990.",
        "a second chance",
        "the fall of the city",
        "a six-year-old boy, 45 years old",
        "He is in his 30s.",
        "three quarters of the seats",
        "They guard it 24 hours a day.",
        "One of the A380s is late.",
        "The Northport Daily had it.",
        "",
        " \n\n",
    ],
)
def test_other_words_are_no_times(text: str) -> None:
    assert read(text) == []


def test_times_stand_in_order_and_none_over_another() -> None:
    text = "At 10 p.m. on 3 May 2020, or early next week, or by the end of 2025, every day, now."
    found = times(text)
    assert len(found) == 6
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@pytest.mark.parametrize("text", ["İstanbul, 17 April 2025", "ﬁ 🙂 17 April 2025", "17 April 2025"])
def test_places_are_counted_in_code_points(text: str) -> None:
    assert [words for words, _ in read(text)] == ["17 April 2025"]
