"""What is kept of changes, and what a question finds of it: by both clocks, to the last one."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    DAY,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_track,
)
from tracker.editing.pending import retract_developments
from tracker.editing.review import publish, retract, return_to_draft
from tracker.models import Change, Deadline, Development, Entry, Event, News, Outcome, ReviewState
from tracker.timeline import changes
from tracker.timeline.changes import Asked, Group, Place, groups, newest_day, offers, strands_of

NOBODY = AnonymousUser()
pytestmark = pytest.mark.django_db


def kept(entry: Entry) -> list[tuple[News, date | None]]:
    rows = Change.objects.filter(entry=entry.pk).order_by("what", "key")
    return [(News(what), day) for what, day in rows.values_list("what", "known_on")]


def retract_it(entry: Entry, by: User) -> None:
    retract([entry], reason="Wrong", by=by)


def retract_and_publish(entry: Entry, by: User) -> None:
    retract_it(entry, by)
    return_to_draft([entry], by=by)
    publish([entry], by=by)


def correct(entry: Entry, by: User) -> None:
    Entry.objects.filter(pk=entry.pk).update(latest=DAY + timedelta(9), edtf="2025-04-18/..")


def correct_a_draft(entry: Entry, by: User) -> None:
    retract_it(entry, by)
    correct(entry, by)
    return_to_draft([entry], by=by)
    correct(entry, by)
    publish([entry], by=by)


def retitle(entry: Entry, by: User) -> None:
    Entry.objects.filter(pk=entry.pk).update(title="Another", known_on=DAY + timedelta(1))


def extend(entry: Entry, by: User) -> None:
    new = (DAY, DAY + timedelta(30))
    create_development(entry=entry, outcome=Outcome.EXTENDED, on=DAY + timedelta(2), new=new)


def meet(entry: Entry, by: User) -> None:
    create_development(entry=entry, outcome=Outcome.MET, on=DAY - timedelta(5))


def take_a_step_back(entry: Entry, by: User) -> None:
    meet(entry, by)
    retract_developments(Development.objects.all(), reason="Wrong", by=by)


def delete(entry: Entry, by: User) -> None:
    Deadline.objects.get(pk=entry.pk).delete()


ENTRY = (News.ENTRY, DAY)
ACTS: list[tuple[Callable[[Entry, User], None], list[tuple[News, date | None]]]] = [
    (lambda _entry, _by: None, [ENTRY]),
    (retract_it, [(News.ENTRY_RETRACTED, None)]),
    (retract_and_publish, [ENTRY]),
    (correct, [ENTRY, (News.CORRECTION, None)]),
    (correct_a_draft, [ENTRY]),
    (retitle, [(News.ENTRY, DAY + timedelta(1))]),
    (extend, [(News.MOVE, DAY + timedelta(2)), ENTRY]),
    # Nobody could know of the step before they could know of the deadline.
    (meet, [(News.DEVELOPMENT, DAY), ENTRY]),
    (take_a_step_back, [ENTRY, (News.DEVELOPMENT_RETRACTED, None)]),
    (delete, []),
]


@pytest.mark.parametrize(("act", "expected"), ACTS)
def test_what_was_done_is_kept_by_its_clock(
    act: Callable[[Entry, User], None],
    expected: list[tuple[News, date | None]],
    reviewer: User,
) -> None:
    entry = create_deadline(on=DAY, until=DAY + timedelta(4))
    act(entry, reviewer)
    assert kept(entry) == expected


@pytest.mark.parametrize("state", [state for state in ReviewState if state != "published"])
def test_of_what_was_never_public_nothing_is_kept(state: str) -> None:
    entry = create_deadline(state=state)
    create_development(entry=entry)
    assert kept(entry) == []
    public = create_deadline()
    create_development(entry=public, state=state)
    assert kept(public) == [ENTRY]


def test_what_was_retracted_stands_where_it_stood(reviewer: User) -> None:
    process, other = create_process(slug="talks"), create_process(slug="other")
    track = create_track(process=process)
    entry = create_event(process=process, track=track)
    retract_it(entry, reviewer)
    return_to_draft([entry], by=reviewer)
    Entry.objects.filter(pk=entry.pk).update(process=other, track=None)
    (change,) = Change.objects.filter(entry=entry.pk)
    assert (change.process_id, change.track_id) == (process.pk, track.pk)


def test_rows_without_a_history_count_from_when_they_were_recorded() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        entry = create_event()
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SELECT at FROM tracker_changes(%s)", [[entry.pk]])
        assert cursor.fetchone() == (Event.objects.get(pk=entry.pk).created_at,)


# ── what a question finds ───────────────────────────────────────────────────────────────────────


def fill(reviewer: User) -> Asked:
    """Forty changes of two tracks and of none: every sort, several of one day among them."""
    process = create_process(slug="talks")
    tracks = [create_track(process=process, slug=slug) for slug in ("ceasefire", "minerals")]
    places = [*tracks, None]
    for number in range(24):
        entry = create_deadline(
            process=process,
            track=places[number % 3],
            on=DAY + timedelta(number // 5),
            until=DAY + timedelta(40),
        )
        if number % 4 == 0:
            day = DAY + timedelta(number // 3)
            new = (day, DAY + timedelta(50))
            create_development(entry=entry, outcome=Outcome.EXTENDED, on=day, new=new)
        if number % 6 == 0:
            correct(entry, reviewer)
        if number % 8 == 7:
            retract_it(entry, reviewer)
    return Asked(process=process)


def follow(asked: Asked, *, size: int) -> list[tuple[int, int]]:
    """Every change that one finds by going on with each track, in its order."""
    found: list[tuple[int, int]] = []
    strands = strands_of(asked.process, reader=NOBODY)
    for track in set(strands.values()):
        of_track = {key: one for key, one in strands.items() if one == track}
        after: Place | None = None
        while True:
            page = groups(
                Asked(
                    process=asked.process,
                    since=asked.since,
                    visited=asked.visited,
                    as_of=asked.as_of,
                    # As an address carries it.
                    after=Place.parse(str(after)) if after else None,
                ),
                of_track,
                size=size,
            )
            if not page:
                break
            (group,) = page
            found += [(told.what, told.key) for told in group.told]
            after = group.next
            if not after:
                break
    return found


QUESTIONS = [
    {},
    {"since": DAY + timedelta(1)},
    {"since": DAY + timedelta(1), "as_of": DAY + timedelta(3)},
    {"visited": datetime(2025, 1, 1, tzinfo=UTC)},
    {"visited": datetime(9000, 1, 1, tzinfo=UTC)},
]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("size", [1, 2, 7])
def test_going_on_finds_each_change_once(
    question: dict[str, date], size: int, reviewer: User
) -> None:
    filled = fill(reviewer)
    asked = Asked(process=filled.process, **question)  # type: ignore[arg-type]
    every = Change.objects.all()
    if asked.visited:
        every = every.filter(at__gt=asked.visited)
    else:
        acts = every.filter(known_on=None) if not asked.as_of else every.none()
        known = every.filter(known_on__gt=asked.since)
        if asked.as_of:
            known = known.filter(known_on__lte=asked.as_of)
        every = known | acts
    found = follow(asked, size=size)
    assert len(found) == len(set(found))
    assert set(found) == set(every.values_list("what", "key"))


def test_a_group_counts_all_of_it_and_stands_by_its_newest_change(reviewer: User) -> None:
    asked = fill(reviewer)
    found = groups(asked, strands_of(asked.process, reader=NOBODY), size=3)
    newest = [group.told[0].day for group in found]
    assert newest == sorted(newest, reverse=True)
    assert sum(group.total.value for group in found) == Change.objects.count()
    for group in found:
        days = [told.day for told in group.told]
        assert days == sorted(days, reverse=True)
        assert sum(group.numbers.values()) == group.total.value
        assert len(days) == 3


def test_too_many_are_more_than_were_counted(
    reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_COUNTED", 4)
    asked = fill(reviewer)
    strands = strands_of(asked.process, reader=NOBODY)
    group: Group = groups(asked, strands)[0]
    assert (str(group.total), group.numbers) == ("4+", {})
    (offer,) = offers([asked.process], datetime(2025, 1, 1, tzinfo=UTC))
    assert str(offer.number) == "4+"


def test_an_offer_counts_what_the_page_lists(reviewer: User) -> None:
    asked = fill(reviewer)
    long_ago = datetime(2025, 1, 1, tzinfo=UTC)
    create_event(process=create_process(slug="other"))
    (offer,) = offers([asked.process], long_ago)
    listed = follow(Asked(process=asked.process, visited=long_ago), size=50)
    assert offer.number.value == len(listed)
    assert offers([asked.process], datetime(9000, 1, 1, tzinfo=UTC)) == []


def test_the_newest_change_is_that_of_the_day_asked_for(reviewer: User) -> None:
    process = create_process(slug="talks")
    strands = strands_of(process, reader=NOBODY)
    assert newest_day(Asked(process=process), strands) is None
    for number in (1, 5):
        create_event(process=process, on=DAY + timedelta(number))
    asked = Asked(process=process)
    assert newest_day(asked, strands) == DAY + timedelta(5)
    earlier = Asked(process=process, as_of=DAY + timedelta(4))
    assert newest_day(earlier, strands) == DAY + timedelta(1)


def test_a_track_that_readers_may_not_know_of_lends_no_name(reviewer: User) -> None:
    process = create_process(slug="talks")
    hidden = create_track(process=process, slug="hidden")
    create_event(process=process)
    retract_it(create_event(process=process, track=hidden), reviewer)
    asked = Asked(process=process)
    (group,) = groups(asked, strands_of(process, reader=NOBODY))
    assert (group.track, group.total.value) == (None, 2)
    shown = groups(asked, strands_of(process, reader=reviewer))
    assert {one.track for one in shown} == {hidden, None}


@given(
    st.builds(
        Place,
        st.one_of(
            st.dates(),
            st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 29)).map(
                lambda moment: moment.replace(tzinfo=UTC)
            ),
        ),
        st.integers(1, 6),
        st.integers(0, 10**18 - 1),
    )
)
def test_a_place_is_read_as_it_was_written(place: Place) -> None:
    assert Place.parse(str(place)) == place


NO_PLACES = [
    *("", "3_1", "0_1_2025-04-18", "7_1_2025-04-18", "3_1_2025-02-31", "3_x_1", "3_1_-1"),
    *("3_1_999999999999999999", "3_1_2025-04-18 ", "٣_1_2025-04-18", "3_1_2025-04-18\n"),
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  any of them
        Place.parse(text)
