"""No act leaves a life in an order that is not possible, whichever way it came in."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    DAY,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
)
from tracker.dates.edtf import format_edtf
from tracker.dates.window import Window
from tracker.editing import pending, review
from tracker.editing.developments import (
    Overtaken,
    mark_of_life,
    record_development,
    record_from_text,
    remove_development,
)
from tracker.editing.lives import Impossible
from tracker.models import Annotation, Deadline, Development, Entry, Outcome, ReviewState
from tracker.selectors.position import TextPosition

pytestmark = pytest.mark.django_db


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def step(
    entry: Entry, outcome: str, on: int, *, new: tuple[int, int] | None = None, **details: Any
) -> Development:
    development = Development(entry=entry, outcome=outcome, **details)
    development.window = Window(edtf=day(on).isoformat(), earliest=day(on), latest=day(on))
    if new:
        first, last = day(new[0]), day(new[1])
        development.new_window = Window(edtf=format_edtf(first, last), earliest=first, latest=last)
    return development


def outcomes(entry: Entry) -> list[str]:
    return [str(one.outcome) for one in entry.developments.in_order()]


@pytest.fixture
def deadline() -> Deadline:
    return create_deadline(on=day(0), until=day(10))


# ── recording ────────────────────────────────────────────────────────────────────────────────────


def test_a_step_is_recorded_as_a_draft_known_when_its_event_was(deadline: Deadline) -> None:
    event = create_event(on=day(3), known_on=day(5))
    made = record_development(step(deadline, "met", 3, event=event))
    made.refresh_from_db()
    assert (made.state, made.known_on, made.entry_kind) == ("draft", day(5), "deadline")
    # What the public reads has not changed.
    assert Entry.objects.get(pk=deadline.pk).version == deadline.version


def test_a_draft_counts_it_as_a_change() -> None:
    draft = create_deadline(on=day(0), state=ReviewState.DRAFT)
    record_development(step(draft, "met", 0))
    assert Entry.objects.get(pk=draft.pk).version == draft.version + 1


@pytest.mark.parametrize(
    ("chain", "new", "said"),
    [
        ([("withdrawn", 3)], ("extended", 5), "what was withdrawn cannot be extended."),
        ([("met", 3)], ("missed", 11), "what was met cannot be missed after that."),
        # In the middle: what comes after it must stay possible.
        (
            [("extended", 5)],
            ("withdrawn", 4),
            "But that is on record: “extended”, on 23 April 2025.",
        ),
        ([("met", 8)], ("superseded", 2), "But that is on record: “met”, on 26 April 2025."),
        ([], ("met", -1), "It had been stated by 18 April 2025"),
    ],
)
def test_what_is_not_possible_is_refused_and_not_saved(
    deadline: Deadline, chain: list[tuple[str, int]], new: tuple[str, int], said: str
) -> None:
    def of(outcome: str, on: int) -> Development:
        return step(deadline, outcome, on, new=(0, 30) if outcome == "extended" else None)

    for one in chain:
        record_development(of(*one))
    before = outcomes(deadline)
    with pytest.raises(Impossible, match=said):
        record_development(of(*new))
    assert outcomes(deadline) == before


def test_a_step_in_the_middle_is_taken_where_it_fits(deadline: Deadline) -> None:
    record_development(step(deadline, "met", 20))
    record_development(step(deadline, "missed", 11))
    record_development(step(deadline, "extended", 5, new=(0, 11)))
    assert outcomes(deadline) == ["extended", "missed", "met"]


def test_a_step_that_is_still_to_come_is_refused() -> None:
    today = timezone.localdate()
    deadline = create_deadline(on=today, until=today + timedelta(30))
    late = (today - DAY).days + 10
    with pytest.raises(Impossible, match="still to come"):
        record_development(step(deadline, "met", late))


def test_an_entry_that_was_retracted_has_no_more_life() -> None:
    gone = create_deadline(state=ReviewState.RETRACTED)
    with pytest.raises(ValidationError, match="not there any more"):
        record_development(step(gone, "met", 0))


@pytest.mark.parametrize(
    ("changes", "on", "is_refused"),
    [
        ({"anchor": day(-3)}, -2, False),
        ({"anchor": day(-3)}, -4, True),
        ({"anchor": day(2), "known_on": day(2), "on": day(5)}, 1, True),
        # A window that reaches back tells of an earlier statement.
        ({"anchor": day(2), "known_on": day(2), "on": day(-9)}, 1, False),
    ],
)
def test_nothing_becomes_of_what_is_not_said_yet(
    changes: dict[str, Any], on: int, is_refused: bool
) -> None:
    deadline = create_deadline(**{"on": day(0), "until": day(10), "known_on": day(0), **changes})
    if is_refused:
        with pytest.raises(Impossible, match="had been stated by"):
            record_development(step(deadline, "withdrawn", on))
    else:
        record_development(step(deadline, "withdrawn", on))


def test_a_known_day_that_only_follows_from_the_window_tells_nothing() -> None:
    deadline = create_deadline(on=day(10))
    Entry.objects.filter(pk=deadline.pk).update(known_on_by_hand=False)
    record_development(step(deadline, "withdrawn", 5))
    # A source does.
    other = create_deadline(on=day(10))
    Entry.objects.filter(pk=other.pk).update(known_on_by_hand=False)
    create_annotation(
        article=create_article(published_on=day(7)), exact="the mediator leaves", entry=other
    )
    with pytest.raises(Impossible, match="25 April 2025"):
        record_development(step(other, "withdrawn", 5))


# ── two at once ──────────────────────────────────────────────────────────────────────────────────


def test_the_second_of_two_is_told_of_the_first(deadline: Deadline) -> None:
    seen = mark_of_life(deadline)
    record_development(step(deadline, "reiterated", 2), seen=seen)
    with pytest.raises(Overtaken, match="somebody else has recorded something"):
        record_development(step(deadline, "met", 3), seen=seen)
    record_development(step(deadline, "met", 3), seen=mark_of_life(deadline))
    assert outcomes(deadline) == ["reiterated", "met"]


def test_a_mark_of_another_entry_tells_nothing(deadline: Deadline) -> None:
    record_development(step(deadline, "met", 3), seen=mark_of_life(create_deadline()))


@pytest.mark.parametrize("change", ["a step", "a note", "its window", "a step was retracted"])
def test_the_mark_is_another_after_every_change(
    deadline: Deadline, reviewer: User, change: str
) -> None:
    there = create_development(entry=deadline, outcome=Outcome.REITERATED)
    before = mark_of_life(deadline)
    if change == "a step":
        create_development(entry=deadline, outcome=Outcome.MET)
    elif change == "a note":
        Development.objects.update(note="Another")
    elif change == "its window":
        Entry.objects.update(latest=day(11))
        deadline.refresh_from_db()
    else:
        pending.retract_developments([there], reason="wrong", by=reviewer)
    assert mark_of_life(deadline) != before


def test_the_entry_is_locked_while_a_step_is_recorded(deadline: Deadline) -> None:
    with CaptureQueriesContext(connection) as queries:
        record_development(step(deadline, "met", 3))
    assert any("FOR UPDATE" in query["sql"] for query in queries)


# ── with the words that show it ──────────────────────────────────────────────────────────────────


def test_the_words_and_the_step_are_saved_together_or_not_at_all(deadline: Deadline) -> None:
    article = create_article(text="They answered.", published_on=day(4))
    place = {"version": article.current, "position": TextPosition(0, 13)}
    annotation = record_from_text(step(deadline, "met", 3), **place)  # type: ignore[arg-type]
    assert annotation.exact == "They answered"
    assert annotation.development is not None
    annotation.development.refresh_from_db()
    assert (annotation.development.known_on, annotation.state) == (day(4), "draft")
    with pytest.raises(Impossible):
        record_from_text(step(deadline, "missed", 11), **place)  # type: ignore[arg-type]
    assert (Annotation.objects.count(), outcomes(deadline)) == (1, ["met"])


# ── publishing, retracting, removing ─────────────────────────────────────────────────────────────


def test_readers_never_see_an_order_that_is_not_possible(
    deadline: Deadline, reviewer: User
) -> None:
    shorter = record_development(step(deadline, "shortened", 2, new=(0, 5)))
    longer = record_development(step(deadline, "extended", 4, new=(0, 8)))
    with pytest.raises(Impossible, match="The window in force ends on 28 April 2025"):
        pending.publish_developments([longer], by=reviewer)
    assert pending.publish_developments([shorter, longer], by=reviewer) == 2
    # Without the first, the second would be none.
    with pytest.raises(Impossible, match="But that is on record: “extended”"):
        pending.retract_developments([shorter], reason="wrong", by=reviewer)
    assert pending.retract_developments([shorter, longer], reason="wrong", by=reviewer) == 2


def test_publishing_in_bulk_names_the_entry(deadline: Deadline, reviewer: User) -> None:
    fine = create_deadline(title="Fine", state=ReviewState.DRAFT)
    create_development(entry=fine, state=ReviewState.DRAFT)
    for outcome in (Outcome.WITHDRAWN, Outcome.MET):  # from a time without rules
        create_development(entry=deadline, outcome=outcome, on=day(3), state=ReviewState.DRAFT)
    with pytest.raises(Impossible, match="“Answer in time”: It was withdrawn on 21 April 2025"):
        review.publish([fine, deadline], by=reviewer)
    assert Entry.objects.get(pk=fine.pk).state == "draft"
    assert review.publish([fine], by=reviewer) == 1


def test_what_was_not_possible_before_stops_nobody(deadline: Deadline, reviewer: User) -> None:
    """From a time without rules."""
    create_development(entry=deadline, outcome=Outcome.MET, on=day(3))
    wrong = create_development(entry=deadline, outcome=Outcome.MISSED, on=day(4))
    later = record_development(step(deadline, "withdrawn", 6))
    remove_development(later, by=reviewer)
    assert pending.retract_developments([wrong], reason="wrong", by=reviewer) == 1


def test_a_draft_is_removed_and_what_was_public_is_not(
    deadline: Deadline, editor: User, reviewer: User, plain_user: User
) -> None:
    draft = record_development(step(deadline, "reiterated", 2))
    with pytest.raises(PermissionDenied):
        remove_development(draft, by=plain_user)
    remove_development(draft, by=editor)
    assert outcomes(deadline) == []
    public = record_development(step(deadline, "met", 2), publish_by=reviewer)
    assert public.state == "published"
    with pytest.raises(PermissionDenied):
        remove_development(public, by=reviewer)


def test_a_draft_that_others_build_on_is_not_removed(deadline: Deadline, editor: User) -> None:
    shorter = record_development(step(deadline, "shortened", 2, new=(0, 5)))
    record_development(step(deadline, "extended", 4, new=(0, 8)))
    with pytest.raises(Impossible, match="one that is extended ends later"):
        remove_development(shorter, by=editor)
    assert outcomes(deadline) == ["shortened", "extended"]


def test_editors_publish_nothing(deadline: Deadline, editor: User) -> None:
    with pytest.raises(PermissionDenied):
        record_development(step(deadline, "met", 2), publish_by=editor)
    assert outcomes(deadline) == []


def test_more_entries_are_the_same_queries(reviewer: User) -> None:
    def publish(number: int) -> int:
        entries = [create_condition(state=ReviewState.DRAFT) for _ in range(number)]
        for entry in entries:
            create_development(entry=entry, outcome=Outcome.WAIVED, state=ReviewState.DRAFT)
        with CaptureQueriesContext(connection) as queries:
            review.publish(entries, by=reviewer)
        return len(queries)

    reviewer.has_perm("tracker.publish_entry")
    assert publish(2) == publish(12)
