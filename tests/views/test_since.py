"""What is new since the last visit: offered beside pages that are the same for everybody."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.factories import (
    DAY,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_track,
)
from tests.views.page import every, get, links, one, page, text
from tracker.editing.review import retract
from tracker.models import Entry, Process, ReviewState

pytestmark = pytest.mark.django_db

Clock = Callable[[timedelta], None]
COOKIE = "visit"
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock of the site (the database has its own) to so long after now."""
    begun = timezone.now()

    def later(by: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: begun + by)

    return later


@pytest.fixture
def talks() -> Process:
    process = create_process(slug="talks", name="Harbour talks")
    create_event(title="Old news", process=process)
    return process


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


@pytest.mark.parametrize("url", ["/since/", "/since/?process=talks"])
def test_who_is_here_for_the_first_time_is_offered_nothing_and_remembered(
    client: Client, talks: Process, url: str
) -> None:
    response = client.get(url)
    assert (response.status_code, response.content) == (204, b"")
    cookie = response.cookies[COOKIE]
    before, _mark, latest = cookie.value.partition("-")
    assert before == ""
    assert abs(int(latest) - seconds(timezone.now())) < 60
    kept = {key: cookie[key] for key in ("path", "samesite", "httponly", "secure", "domain")}
    assert kept == {
        "path": "/since/",
        "samesite": "Lax",
        "httponly": True,
        "secure": "",
        "domain": "",
    }
    assert 0 < int(cookie["max-age"]) <= 180 * 24 * 3600
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_it_is_of_https_where_the_site_is(client: Client, talks: Process, settings: Any) -> None:
    settings.SECURE = True
    settings.VISIT_COOKIE_NAME = "__Secure-visit"
    assert client.get("/since/").cookies["__Secure-visit"]["secure"]


def visit(client: Client, clock: Clock, at: timedelta, url: str = "/since/") -> str:
    clock(at)
    response = client.get(url)
    return text(page(response)) if response.status_code == 200 else ""


def test_a_visit_ends_with_a_pause_and_the_next_is_offered_what_came_after_it(
    client: Client, talks: Process, clock: Clock
) -> None:
    assert visit(client, clock, -8 * HOUR) == ""
    assert visit(client, clock, -8 * HOUR + timedelta(minutes=20)) == ""
    # The second visit; everything has come onto the record since.
    said = visit(client, clock, -3 * HOUR)
    # The site's clock stands at the second visit; the first ended some five hours before it.
    day = (timezone.now() - 5 * HOUR + timedelta(minutes=20)).strftime("%-d %B %Y")
    assert said == f"Since your last visit on {day}: 1 change in Harbour talks"
    # It stays so while one looks about.
    assert visit(client, clock, -3 * HOUR + timedelta(minutes=25)) == said
    assert visit(client, clock, -3 * HOUR + timedelta(minutes=50), "/since/?process=talks") == (
        f"Since your last visit on {day}: 1 change"
    )
    # After the third, nothing has.
    assert visit(client, clock, 3 * HOUR) != ""
    assert visit(client, clock, 6 * HOUR) == ""


def returning(client: Client, *, hours: int = 24) -> Client:
    """Somebody whose last visit ended so long ago."""
    client.cookies[COOKIE] = f"-{seconds(timezone.now()) - hours * 3600}"
    return client


def test_the_offer_leads_to_a_page_with_as_many_changes(
    client: Client, talks: Process, reviewer: User
) -> None:
    due = create_deadline(title="Known last month", process=talks, known_on=DAY - timedelta(30))
    create_development(entry=due, on=DAY - timedelta(20))
    retract([create_event(process=talks)], reason="Wrong", by=reviewer)
    Entry.objects.filter(pk=due.pk).update(latest=DAY + timedelta(1), edtf="2025-04-18/2025-04-19")
    create_event(process=create_process(slug="other", name="Other talks"))
    create_event(process=talks, state=ReviewState.DRAFT)
    shown = page(returning(client).get("/since/"))
    found = links(shown)
    assert text(shown).endswith(": 5 changes in Harbour talks; 1 change in Other talks")
    address = found["5 changes"]
    listed = get(client, address)
    assert len(every(one(listed, "main"), "time")) == 5
    assert "Known last month" in text(listed)
    assert "known since 19 March 2025" in text(listed)
    # That page is everybody's: it knows nothing of whose visit it was.
    assert Client().get(address)["Cache-Control"].startswith("public")


@pytest.mark.parametrize(("ahead", "is_offered"), [(5, True), (600, False)])
def test_what_was_published_while_one_looked_is_not_missed(
    client: Client, talks: Process, clock: Clock, ahead: int, is_offered: bool
) -> None:
    """A page may be as old as a cache allows, and whoever publishes has begun before."""
    clock(timedelta(seconds=ahead + 7200))
    looked = seconds(timezone.now()) - 7200
    client.cookies[COOKIE] = f"-{looked}"
    assert client.get("/since/").status_code == (200 if is_offered else 204)


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize("latest", [0, 1, 25 * 3600])
def test_the_offer_of_the_oldest_cookie_leads_to_a_page_whose_links_go_on(
    client: Client, talks: Process, settings: Any, zone: str, latest: int
) -> None:
    settings.TIME_ZONE = zone
    create_event(process=talks, track=create_track(process=talks))
    client.cookies[COOKIE] = f"-{latest}"
    address = links(page(client.get("/since/")))["2 changes"]
    shown = get(client, address)
    ways = {way for way in links(one(shown, "main")).values() if "visited=" in way}
    for way in ways:
        assert client.get(way).status_code == 200, way


@pytest.mark.parametrize(
    "value", ["", "x", "-", "1-x", "99999999999999-1", "-99999999999", "5-3", "1-2-3", "-0"]
)
def test_what_is_no_cookie_of_ours_is_none(client: Client, talks: Process, value: str) -> None:
    client.cookies[COOKIE] = value
    response = client.get("/since/")
    assert response.status_code in (200, 204)
    latest = response.cookies[COOKIE].value.rpartition("-")[2]
    assert abs(int(latest) - seconds(timezone.now())) < 60


@pytest.mark.parametrize(
    ("first", "is_offered"),
    [(-3600, True), (-60, False), (3600, False), (None, False)],
    ids=["an hour ago", "just now", "by a wrong clock", "never"],
)
def test_before_there_is_a_cookie_the_page_says_when_it_was_first_seen(
    client: Client, talks: Process, first: int | None, is_offered: bool
) -> None:
    query = f"?first={seconds(timezone.now()) + first}" if first else "?first=soon"
    assert client.get(f"/since/{query}").status_code == (200 if is_offered else 204)
    # From then on the cookie counts.
    assert client.get("/since/?first=1").status_code == (200 if is_offered else 204)


def test_without_a_script_a_link_leads_there(client: Client, talks: Process) -> None:
    for url in ("/", "/processes/talks/", "/processes/talks/changes/"):
        (way,) = every(get(client, url), "noscript")
        assert links(way) == {"What is new since my last visit": "/since/talks/"}
    first = client.get("/since/talks/")
    assert (first.status_code, first["Location"]) == (302, "/processes/talks/changes/")
    again = returning(client).get("/since/talks/")
    moment = datetime.strptime(again["Location"].partition("visited=")[2], "%Y-%m-%dT%H%%3A%MZ")
    ago = timezone.now() - moment.replace(tzinfo=UTC)
    assert timedelta(hours=24) < ago < timedelta(hours=24, minutes=5)
    assert "no-store" in again["Cache-Control"]


def test_it_is_not_offered_in_the_past(client: Client, talks: Process) -> None:
    for url in ("/", "/processes/talks/", "/processes/talks/changes/"):
        assert list(get(client, url).iter("last-visit"))
        assert list(get(client, f"{url}?as_of=2025-04-18").iter("last-visit")) == []


def test_a_process_that_readers_may_not_know_of_is_not_there(
    client: Client, editor_client: Client, reviewer: User
) -> None:
    process = create_process(slug="hidden")
    retract([create_event(process=process)], reason="Wrong", by=reviewer)
    returning(client)
    assert client.get("/since/").status_code == 204
    for url in ("/since/?process=hidden", "/since/?process=%00", "/since/hidden/"):
        assert client.get(url).status_code == 404
    assert returning(editor_client).get("/since/").status_code == 200


def test_pages_do_not_heed_the_cookie(client: Client, talks: Process) -> None:
    before = client.get("/processes/talks/changes/")
    after = returning(client).get("/processes/talks/changes/")
    assert (after["ETag"], after.content) == (before["ETag"], before.content)
    assert COOKIE not in after.cookies
