"""Any life of a deadline or a condition is read on every day as a slow reading does it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import create_condition, create_deadline, create_development, create_process
from tests.timeline.said import NOBODY, annotated, by_status, filtered, said, slow
from tests.timeline.slowly import Moved, histories, moved
from tracker.dates.window import OPEN_END, OPEN_START
from tracker.models import OUTCOMES, Entry, Holder, Kind, LedgerLine, ReviewState
from tracker.models.developments import MOVES
from tracker.timeline.chains import chain_of
from tracker.timeline.rows import rows_of

SPAN = 40
days = st.integers(0, SPAN).map(lambda number: date(2025, 4, 1) + timedelta(days=number))
# Some windows have no first or no last day.
firsts = st.one_of(days, days, days, st.just(OPEN_START))
lasts = st.one_of(days, days, days, st.just(OPEN_END))
windows = st.tuples(firsts, lasts).filter(lambda window: window[0] <= window[1])
states = st.sampled_from([*[ReviewState.PUBLISHED] * 4, ReviewState.DRAFT, ReviewState.RETRACTED])


class RandomLives(TestCase):
    @hypothesis_settings(max_examples=25, deadline=None)
    @given(st.sampled_from([Kind.DEADLINE, Kind.CONDITION]), st.data())
    def test_any_life_is_read_alike_on_every_day(self, kind: Kind, data: st.DataObject) -> None:
        create_process()
        first, last = data.draw(windows)
        create = create_deadline if kind == Kind.DEADLINE else create_condition
        entry = create(
            on=first,
            until=last,
            anchor=data.draw(st.one_of(st.none(), days)),
            known_on=data.draw(days),
        )
        for _number in range(data.draw(st.integers(0, 6))):
            outcome = data.draw(st.sampled_from(OUTCOMES[kind]))
            on = data.draw(days)
            create_development(
                entry=entry,
                outcome=outcome,
                on=on,
                # Some become known late, and some before they happen: announced for a later day.
                known_on=on + timedelta(days=data.draw(st.integers(-3, 8))),
                new=data.draw(windows) if outcome in MOVES else None,
                state=data.draw(states),
            )
        steps = list(entry.developments.in_order())
        told = histories()
        ((raw, raw_steps),) = told
        for number in range(-2, SPAN + 10):
            day = date(2025, 4, 1) + timedelta(days=number)
            expected = slow(told, day)
            assert annotated(day) == expected
            if kind == Kind.DEADLINE:
                assert kept_moves(entry, day) == moved(raw, raw_steps, day)
            if number % 6:
                continue
            assert filtered(day) == by_status(expected)
            (row,) = rows_of([entry.pk], reader=NOBODY, at=day)
            assert row.standing
            assert said(row.standing) == expected[entry.pk]
            if chain := chain_of(row, steps, at=day):
                window = chain.stages[-1].window
                assert (window.earliest, window.latest) == (
                    row.standing.earliest,
                    row.standing.latest,
                )
                ended = "" if row.standing.is_running else row.standing.status
                assert (chain.end.outcome if chain.end else "") == ended
                times = (chain.moves.times, chain.moves.counted)
                days_moved = Moved(*times, chain.moves.days, chain.moves.later)
                assert days_moved == moved(raw, raw_steps, day)


def kept_moves(entry: Entry, day: date) -> Moved:
    line = LedgerLine.objects.get(
        entry=entry, holder=Holder.PROCESS, known_from__lte=day, known_until__gt=day
    )
    return Moved(line.moves, line.moves_counted, line.days_moved, line.days_later)
