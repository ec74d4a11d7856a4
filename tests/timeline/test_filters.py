"""The query string as a value, and its complaints."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import create_actor, create_event, create_process, create_topic, create_track
from tracker.timeline.filters import KEYS, TimelineFilter, read_filter
from tracker.timeline.paging import Cursor

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> None:
    process = create_process(slug="talks")
    create_event(process=process, track=create_track(process=process, slug="ceasefire"))
    create_process(slug="secret")
    create_track(process=process, slug="secret")
    create_actor(name="Arland")
    create_actor(name="Belmark")
    create_topic(slug="sanctions")


def read(query: str) -> tuple[TimelineFilter, dict[str, list[str]]]:
    return read_filter(QueryDict(query))


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?process=talks",
        "?track=ceasefire&kind=event&kind=deadline",
        "?actor=arland&actor=belmark&initiator=arland&recipient=belmark",
        "?topic=sanctions&type=AGREE&status=open&status=partly_met",
        "?q=gas+pipeline",
        "?from=2025-04-01&to=2025-04-30",
        "?as_of=2025-04-18&since=2025-04-01",
        "?order=oldest&after=2025-04-18_17",
    ],
)
def test_it_reads_the_contract_and_writes_it_back(query: str) -> None:
    chosen, errors = read(query.removeprefix("?"))
    assert errors == {}
    assert chosen.query() == query


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("process=nowhere", "process"),
        ("track=secret", "track"),
        ("process=secret", "process"),
        ("track=nowhere", "track"),
        ("actor=arland&actor=nobody", "actor"),
        ("initiator=nobody", "initiator"),
        ("recipient=nobody", "recipient"),
        ("topic=weather", "topic"),
        ("kind=rumour", "kind"),
        ("type=agree", "type"),
        ("status=extended", "status"),
        ("from=sideways", "from"),
        ("from=2025-02-31", "from"),
        ("from=20250418", "from"),
        ("from=2025-W16-5", "from"),
        ("from=0000-01-01", "from"),
        ("to=10000-01-01", "to"),
        ("to=٢٠٢٥-٠٤-١٨", "to"),
        ("from=2025-04-18&to=2025-04-17", "to"),
        ("as_of=9998-01-01", "as_of"),
        ("since=%00", "since"),
        ("order=sideways", "order"),
        ("after=2025-04-18", "after"),
        ("after=2025-02-31_1", "after"),
        ("after=2025-04-18_99999999999999999999", "after"),
        ("q=the", "q"),
        ("q=%22", "q"),
        ("q=a%00b", "q"),
        ("q=" + "x" * 201, "q"),
        ("actor=%00", "actor"),
        ("actor=%ED%A0%80", "actor"),
    ],
)
def test_nonsense_is_named_beside_its_key(query: str, key: str) -> None:
    _chosen, errors = read(query)
    assert list(errors) == [key]
    assert all(errors[key])


def test_empty_fields_of_a_plain_form_ask_for_nothing() -> None:
    chosen, errors = read("q=&from=&to=&as_of=&since=&order=&kind=&after=")
    assert (chosen, errors) == (TimelineFilter(), {})
    assert not chosen.narrows


def test_keys_of_others_are_left_to_them() -> None:
    assert read("utm_source=mail&view=chart") == (TimelineFilter(), {})


def test_today_can_be_asked_for_and_tomorrow_cannot() -> None:
    today = timezone.localdate()
    assert read(f"as_of={today}")[1] == {}
    assert list(read(f"as_of={today + timedelta(days=1)}")[1]) == ["as_of"]


def test_a_choice_is_toggled_and_paging_starts_anew() -> None:
    chosen = TimelineFilter(
        choices={"kind": ("event",)}, after=Cursor(date(2025, 4, 18), 7), order="oldest"
    )
    assert chosen.toggled("kind", "deadline").query() == "?kind=event&kind=deadline&order=oldest"
    assert chosen.toggled("kind", "event").query() == "?order=oldest"


def test_a_pinned_key_filters_but_stays_out_of_the_address() -> None:
    chosen = TimelineFilter(q="gas").pinned("process", "talks")
    assert chosen.chosen("process") == ("talks",)
    assert chosen.query() == "?q=gas"
    assert chosen.repinned().query() == "?process=talks&q=gas"
    assert not TimelineFilter().pinned("process", "talks").narrows


class AnyQuery(TestCase):
    @hypothesis_settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(KEYS), st.text(max_size=30)), max_size=6))
    def test_any_query_is_read_or_complained_of(self, pairs: list[tuple[str, str]]) -> None:
        query = QueryDict(mutable=True)
        for key, value in pairs:
            query.appendlist(key, value)
        chosen, errors = read_filter(query)
        again, more = read_filter(QueryDict(chosen.query().removeprefix("?")))
        if not errors:
            assert (again, more) == (chosen, {})
