"""The first and the last day of the calendar stand for open ends; as days of anything else they
make no sense, and break no page."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.test import Client

from tests.everything import create_everything
from tests.factories import (
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tracker.models import Article, Entry, Outcome
from tracker.timeline.filters import DATE_KEYS

pytestmark = pytest.mark.django_db

FIRST, LAST = date.min, date.max
DAYS = (FIRST, date(2025, 4, 18), LAST)
WINDOWS = [(first, last) for first, last in product(DAYS, DAYS) if first <= last]


@pytest.mark.parametrize("anchor", [None, *DAYS])
@pytest.mark.parametrize("known_on", DAYS[:2])
def test_every_page_shows_what_lies_there(
    client: Client, known_on: date, anchor: date | None
) -> None:
    process = create_process()
    shown = []
    for first, last in WINDOWS:
        for create in (create_event, create_deadline, create_condition):
            entry = create(process=process)
            Entry.objects.filter(pk=entry.pk).update(
                earliest=first, latest=last, anchor=anchor, known_on=known_on, edtf="../.."
            )
            shown.append(entry.pk)
        moved = create_deadline(process=process)
        create_development(entry=moved, outcome=Outcome.EXTENDED, on=LAST, new=(first, last))
        shown.append(moved.pk)
    addresses = [
        "/",
        "/timeline/",
        "/timeline/?order=oldest",
        process.get_absolute_url(),
        f"{process.get_absolute_url()}?view=dossier",
        f"{process.get_absolute_url()}changes/",
        f"{process.get_absolute_url()}changes/?since=0001-01-01",
        "/timeline.csv",
    ]
    addresses += [f"{address}?as_of=2025-04-20" for address in ("/", "/timeline/")]
    addresses += [f"/entries/{pk}/" for pk in shown]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.getvalue()


ZONES = ["America/New_York", "Pacific/Kiritimati"]
PAGES = [
    *("/", "/timeline/", "/timeline.csv", "/actors/", "/actors/arland/", "/articles/"),
    "/timeline/choices/actor/",
    *(
        f"/processes/talks/{page}"
        for page in ("", "timeline.csv", "deadlines/", "conditions/", "demands/", "changes/")
    ),
]
MOMENTS = [
    *("0001-01-01T00:00Z", "0001-01-01T23:59Z", "0999-01-01T00:00Z", "1969-12-31T23:59Z"),
    *("1970-01-01T00:00Z", "1970-01-01T14:00Z", "9999-12-31T00:00Z", "9999-12-31T23:59Z"),
]


@pytest.mark.parametrize("zone", ZONES)
def test_no_question_about_them_breaks_a_page_wherever_days_begin(
    client: Client, reviewer_client: Client, settings: Any, zone: str
) -> None:
    settings.TIME_ZONE = zone
    record = create_everything()
    for entry, day in ((record.event, FIRST), (record.deadline, LAST), (record.condition, FIRST)):
        Entry.objects.filter(pk=entry.pk).update(
            earliest=day, latest=day, anchor=day, known_on=FIRST, edtf=day.isoformat()
        )
    Article.objects.update(published_on=FIRST)
    asked = [f"{key}={day}" for key in DATE_KEYS for day in (FIRST, LAST)]
    asked += [f"after={day}_{pk}" for day in (FIRST, LAST) for pk in (1, 10**18 - 1)]
    asked += [f"after={what}_1_{when}" for what in (1, 6) for when in (FIRST, LAST, 0, "9" * 18)]
    asked += [f"visited={moment}" for moment in MOMENTS]
    asked += ["after=3_1_253402128000000000", "as_of=0001-01-01&since=0001-01-01"]
    addresses = [f"{page}?{query}" for page in PAGES for query in ("", *asked)]
    shown = [record.event.pk, record.deadline.pk, record.condition.pk]
    own = [f"/articles/{record.article.pk}/", *(f"/entries/{pk}/" for pk in shown)]
    addresses += [f"{page}?{query}" for page in own for query in ("", *asked[: 2 * len(DATE_KEYS)])]
    addresses += [f"/since/?first={moment}" for moment in ("0", "1", "9" * 11)]
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 204, 400), address
        assert response.getvalue() or response.status_code == 204
    for pk in shown:
        for address in (f"/entries/{pk}/history/", f"/admin/tracker/entry/{pk}/history/"):
            assert reviewer_client.get(address, follow=True).status_code == 200, address
    for kind, pk in zip(("event", "deadline", "condition"), shown, strict=True):
        assert reviewer_client.get(f"/admin/tracker/{kind}/{pk}/change/").status_code == 200
    for kind in ("entry", "article", "development", "annotation"):
        assert reviewer_client.get(f"/admin/tracker/{kind}/").status_code == 200
