"""The first and the last day of the calendar stand for open ends; as days of anything else they
make no sense, and break no page."""

from datetime import date
from itertools import product

import pytest
from django.test import Client

from tests.factories import (
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tracker.models import Entry, Outcome

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
        "/timeline.csv",
    ]
    addresses += [f"{address}?as_of=2025-04-20" for address in ("/", "/timeline/")]
    addresses += [f"/entries/{pk}/" for pk in shown]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.getvalue()
