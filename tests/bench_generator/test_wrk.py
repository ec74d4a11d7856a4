"""What wrk says is read as it means it: errors overlooked would make a good figure of a bad one."""

import pytest

from tests.benchmarks.crowds import Borne, read_wrk, together

QUIET = """Running 5s test @ http://127.0.0.1:52047/timeline/
  2 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    65.03ms   20.30ms 231.20ms   76.47%
    Req/Sec    61.60     17.42   121.00     67.50%
  Latency Distribution
     50%   61.20ms
     75%   75.01ms
     90%   90.67ms
     99%    1.15s
  617 requests in 5.01s, 71.32MB read
{errors}Requests/sec:    123.20
Transfer/sec:     14.24MB
"""


@pytest.mark.parametrize(
    ("errors", "count"),
    [
        ("", 0),
        ("  Non-2xx or 3xx responses: 12\n", 12),
        ("  Socket errors: connect 1, read 2, write 3, timeout 4\n", 10),
        (
            "  Socket errors: connect 0, read 0, write 0, timeout 4\n"
            "  Non-2xx or 3xx responses: 2\n",
            6,
        ),
    ],
)
def test_errors_are_counted(errors: str, count: int) -> None:
    read = read_wrk(QUIET.format(errors=errors))
    assert (read.rate, read.requests, read.errors) == (123.2, 617, count)
    assert (read.half, read.most) == (61.2, 1150.0)


def test_rounds_together_are_one() -> None:
    slow, fast = Borne(100, 10.0, 1, 70.0, 900.0), Borne(300, 30.0, 0, 30.0, 300.0)
    assert together([slow, fast, fast]) == Borne(700, 700 / 30, 1, 30.0, 300.0)
