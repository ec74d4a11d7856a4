"""Whatever the query string is, page, counts and file say the same of it, or all refuse it."""

import csv
import os
from datetime import date
from io import StringIO

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.everything import create_everything
from tests.fuzz.junk import VALUES
from tracker.exports.csv import csv_blocks
from tracker.models import Entry
from tracker.timeline.entries import timeline_entries
from tracker.timeline.facets import facets
from tracker.timeline.filters import KEYS, TimelineFilter, read_filter
from tracker.timeline.paging import Cursor, page_after
from tracker.timeline.rows import rows_of

EXAMPLES = max(60, int(os.environ.get("FUZZ", "0")) // 4)
NOBODY = AnonymousUser()

days = st.dates().map(date.isoformat)
sensible = st.one_of(
    days.map(lambda day: ("from", day)),
    days.map(lambda day: ("to", day)),
    st.dates(max_value=date(2025, 6, 1)).map(lambda day: ("as_of", day.isoformat())),
    days.map(lambda day: ("since", day)),
    st.builds(lambda day, pk: ("after", f"{day}_{pk}"), days, st.integers(0, 10**18 - 1)),
    st.sampled_from(
        [
            *(("process", "talks"), ("track", "ceasefire"), ("topic", "sanctions")),
            *(("actor", "arland"), ("initiator", "arland"), ("recipient", "envoy")),
            *(("kind", "event"), ("kind", "deadline"), ("kind", "condition"), ("type", "CONSULT")),
            *(("status", "open"), ("status", "overdue"), ("status", "met"), ("order", "oldest")),
            *(("q", "harbour"), ("q", "ships -harbour"), ("q", '"ships come" or answer')),
        ]
    ),
)
# st.characters() gives lone surrogates, too, and NUL.
anything = st.tuples(
    st.sampled_from(KEYS), st.one_of(st.sampled_from(VALUES), st.text(st.characters(), max_size=40))
)


def asked(pairs: list[tuple[str, str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for key, value in pairs:
        query.appendlist(key, value)
    return query


class AnyQuery(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        create_everything()

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.lists(sensible, max_size=4), st.lists(anything, max_size=2))
    def test_it_is_refused_with_reasons_or_answered_alike(
        self, pairs: list[tuple[str, str]], wild: list[tuple[str, str]]
    ) -> None:
        chosen, errors = read_filter(asked([*pairs, *wild]))
        assert set(errors) <= set(KEYS)
        for messages in errors.values():
            for message in messages:
                message.encode()  # can be shown
        if errors:
            return
        # What was understood is said again in the same words.
        again, none = read_filter(QueryDict(chosen.query().removeprefix("?")))
        assert (again, none) == (chosen, {})
        entries = timeline_entries(chosen, reader=NOBODY)
        file = b"".join(
            csv_blocks(entries, newest_first=chosen.newest_first, as_of=chosen.day("as_of"))
        ).decode()
        rows = [int(row["id"]) for row in csv.DictReader(StringIO(file, newline=""))]
        assert len(rows) == entries.count()
        facets(chosen, reader=NOBODY)
        # Where it begins is a page's own; the file has them all.
        if chosen.after is None:
            assert self.paged(chosen) == rows
        else:
            assert set(self.paged(chosen)) <= set(rows)

    def paged(self, chosen: TimelineFilter) -> list[int]:
        """The ids on all pages, two to a page."""
        seen: list[int] = []
        after: Cursor | None = chosen.after
        entries = timeline_entries(chosen, reader=NOBODY)

        while True:
            page = page_after(entries, after, newest_first=chosen.newest_first, size=2)
            rows = rows_of(
                page.keys, reader=NOBODY, at=chosen.at, as_of=chosen.day("as_of"), q=chosen.q
            )
            assert [row.pk for row in rows] == page.keys
            seen += page.keys
            assert len(seen) <= Entry.objects.count()
            if page.next is None:
                return seen
            after = page.next
