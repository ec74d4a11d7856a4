"""Stopped in the middle of its work, it answers what it has taken on, and takes on no more."""

import http.client
import json
import signal
import threading
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scripts.trial_load import Browser
from tests.launch.running import PATIENCE, manage, serving, wait_until
from tests.launch.slow import ENTRIES, read_all, slowly

pytestmark = pytest.mark.launch

PAGES = ["/timeline/", "/", "/timeline.csv", "/healthz", "/static/favicon.svg"]
CLIENTS = 6  # of each kind
BEFORE_THE_SIGNAL = 150  # answers


@dataclass
class Tally:
    """What came of all requests: whole answers, requests that were never taken, and the rest."""

    whole: Counter[int] = field(default_factory=Counter)
    not_taken: int = 0
    broken: list[str] = field(default_factory=list)


def ask_on(address: str, tally: Tally, *, keep: bool, stopped: threading.Event) -> None:
    """One client that asks and asks, on one connection or on a new one each time, until nobody
    listens any more. A connection that was closed between two requests is opened again."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    number = 0
    while True:
        url = PAGES[number % len(PAGES)]
        number += 1
        is_new = connection.sock is None
        try:
            if is_new:
                connection.connect()
        except ConnectionRefusedError:
            tally.not_taken += 1
            if stopped.is_set():
                return
            continue
        try:
            connection.request(
                "GET", url, headers={"Connection": "keep-alive" if keep else "close"}
            )
            answered = connection.getresponse()
            answered.read()  # raises when it is shorter than it said
            # Too many files at once: the client is asked to come again.
            if answered.status != 503 or not answered.headers["Retry-After"]:
                tally.whole[answered.status] += 1
        except (http.client.RemoteDisconnected, ConnectionError) as error:
            # Before a byte of an answer, and on a connection that had rested: HTTP has the client
            # ask again. On a new one, or in the middle, something was dropped.
            if is_new or not isinstance(error, http.client.RemoteDisconnected):
                tally.broken.append(f"{url}: {error!r}, new connection: {is_new}")
            connection.close()
        except Exception as error:
            tally.broken.append(f"{url}: {error!r}")
            connection.close()
        if not keep:
            connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_under_load_every_request_that_was_taken_is_answered(
    prepared: Path, number: signal.Signals
) -> None:
    tally, stopped = Tally(), threading.Event()
    with serving(prepared, "--no-demo") as served:
        clients = [
            threading.Thread(
                target=ask_on,
                args=(served.address, tally),
                kwargs={"keep": one % 2 == 0, "stopped": stopped},
            )
            for one in range(2 * CLIENTS)
        ]
        for client in clients:
            client.start()
        wait_until(lambda: tally.whole.total() > BEFORE_THE_SIGNAL)
        stopped.set()
        code, output = served.stop(number)
        for client in clients:
            client.join(PATIENCE)
    assert tally.broken == []
    assert set(tally.whole) == {200}
    assert tally.not_taken >= len(clients)
    assert code == 0
    assert "Traceback" not in output


def test_a_file_on_its_way_arrives_whole(filled: Path) -> None:
    with (
        serving(filled, "--no-demo") as served,
        slowly(served, "/timeline.csv?process=many") as client,
    ):
        first = client.recv(4096)
        assert first.startswith(b"HTTP/1.1 200")
        served.process.send_signal(signal.SIGTERM)
        # Nobody new is let in, while the file still waits for its reader.
        wait_until(lambda: not served.answers())
        assert served.process.poll() is None
        whole = first + read_all(client)
        code = served.process.wait(PATIENCE)
        lines = [line for line in served.output().splitlines() if '"/timeline.csv"' in line]
    assert code == 0
    assert whole.count(b"Entry ") == ENTRIES
    assert whole.endswith(b"0\r\n\r\n")  # the last chunk: nothing is missing
    assert [json.loads(line)["complete"] for line in lines] == [True]


def test_a_reader_who_never_reads_is_given_up_in_time(filled: Path) -> None:
    with (
        serving(filled, "--no-demo") as served,
        slowly(served, "/timeline.csv?process=many") as client,
    ):
        assert client.recv(15).startswith(b"HTTP/1.1 200")
        code, output = served.stop(signal.SIGTERM)
    assert code == 0
    assert output.endswith("Demarche has stopped.\n")


WRITERS = 4
AN_EDITOR = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user("writer", password="written-down")
user.groups.add(Group.objects.get(name="Editors"))
"""


def write_on(
    editor: Browser, number: int, written: list[str], broken: list[str], stopped: threading.Event
) -> None:
    """An editor who saves article after article, until nobody listens any more."""
    for article in count():
        title = f"Article {number}.{article}"
        form = {"title": title, "new_outlet": f"Outlet {number}", "text": "They met."}
        try:
            answered = editor.ask("/articles/new/", form | {"published_on": "2025-04-18"})
        except ConnectionRefusedError:
            if stopped.is_set():
                return
        except Exception as error:
            broken.append(f"{title}: {error!r}")
        else:
            if answered.status == 302:
                written.append(title)
            else:
                broken.append(f"{title}: {answered.status}")


def test_what_is_saved_while_it_stops_is_there_and_was_said_to_be(installation: Path) -> None:
    var = installation
    assert manage("shell", "--verbosity", "0", "-c", AN_EDITOR, var=var).returncode == 0
    written: list[str] = []
    broken: list[str] = []
    stopped = threading.Event()
    with serving(var, "--no-demo") as served:
        editors = [Browser(urlsplit(served.address).port or 0) for _ in range(WRITERS)]
        for editor in editors:
            editor.sign_in("writer", "written-down")
        threads = [
            threading.Thread(target=write_on, args=(editor, number, written, broken, stopped))
            for number, editor in enumerate(editors)
        ]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(written) > 5 * WRITERS)
        stopped.set()
        code, output = served.stop(signal.SIGTERM)
        for thread in threads:
            thread.join(PATIENCE)
    assert (code, broken) == (0, [])
    assert "Traceback" not in output
    titles = "import sys; from tracker.models import Article; "
    titles += "sys.stdout.write('\\n'.join(Article.objects.values_list('title', flat=True)))"
    held = manage("shell", "--verbosity", "0", "-c", titles, var=var).stdout.splitlines()
    assert sorted(held) == sorted(written)
