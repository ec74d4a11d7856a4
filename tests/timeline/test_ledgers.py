"""What the deadlines, threats and promises of a process or an actor add up to, held against
counting them one by one."""

from collections import Counter
from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from tests.factories import (
    DAY,
    create_actor,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tests.timeline.slowly import histories, moved, stood
from tracker.models import (
    OUTCOMES,
    STATUSES,
    Actor,
    Condition,
    ConditionKind,
    Entry,
    Holder,
    Kind,
    Ledger,
    Outcome,
    Part,
    Process,
    ReviewState,
    Role,
)
from tracker.models.developments import MOVES
from tracker.timeline import ledgers
from tracker.timeline.counts import Number
from tracker.timeline.filters import TimelineFilter
from tracker.timeline.ledgers import ENDS, Account, actor_accounts, process_accounts

pytestmark = [pytest.mark.django_db]

NOW = TimelineFilter()
OF_KIND: dict[str, list[str | None]] = {
    Ledger.THREATS: [ConditionKind.THREAT],
    Ledger.PROMISES: [ConditionKind.PROMISE, ConditionKind.OFFER],
}


def as_of(day: date) -> TimelineFilter:
    return TimelineFilter(days={"as_of": day})


@pytest.fixture
def record() -> None:
    """Deadlines and conditions of every kind and outcome, in two processes, among three actors;
    some moved, some drafts, some known late."""
    actors = [create_actor(name=name) for name in ("Arland", "Belmark", "Envoy")]
    processes = [create_process(slug=slug) for slug in ("north", "south")]
    number = 0
    for kind, create in ((Kind.DEADLINE, create_deadline), (Kind.CONDITION, create_condition)):
        for outcome in (*OUTCOMES[kind], "", ""):
            for process in processes:
                number += 1
                common: dict[str, Any] = {
                    "process": process,
                    "on": DAY - timedelta(40 - number % 7),
                    "until": DAY - timedelta(number % 11) if number % 3 else date(2999, 1, 1),
                    "anchor": DAY - timedelta(42 + number % 5) if number % 2 else None,
                    "known_on": DAY - timedelta(41 - number % 6),
                    "by": actors[number % 3],
                    "to": actors[(number + 1) % 3],
                    "parts": ((actors[number % 3], Role.HOST),),
                    "state": ReviewState.DRAFT if number % 9 == 0 else ReviewState.PUBLISHED,
                }
                if kind == Kind.CONDITION:
                    common["condition_kind"] = list(ConditionKind)[number % 5]
                entry = create(**common)
                develop(entry, outcome, number)
    create_event(process=processes[0], by=actors[0])


def develop(entry: Entry, outcome: str, number: int) -> None:
    if entry.kind == Kind.DEADLINE and number % 2:
        for times in range(1 + number % 3):
            end = DAY + timedelta(5 * number % 17 - 3 * times)
            create_development(
                entry=entry,
                outcome=Outcome.EXTENDED,
                on=DAY - timedelta(20 - times),
                new=(DAY - timedelta(30), end),
            )
    if outcome:
        new = (DAY, DAY + timedelta(3)) if outcome in MOVES else None
        create_development(
            entry=entry,
            outcome=outcome,
            on=DAY - timedelta(number % 8),
            known_on=DAY - timedelta(number % 4),
            new=new,
        )


def holds(holder: Holder, pk: int, entry: dict[str, Any]) -> bool:
    if holder == Holder.PROCESS:
        return bool(entry["process_id"] == pk)
    return Part.objects.filter(entry=entry["id"], actor=pk, role=holder.value).exists()


def slowly(
    holder: Holder, pk: int, ledger: Ledger, *, at: date, known_by: date, states: list[str]
) -> Account | None:
    counted: Counter[str] = Counter()
    later, days, times = [], [], 0
    kinds = dict(Condition.objects.values_list("pk", "condition_kind"))
    for entry, steps in histories():
        is_its = (
            entry["kind"] == Kind.DEADLINE
            if ledger == Ledger.DEADLINES
            else kinds.get(entry["id"]) in OF_KIND[ledger]
        )
        is_there = entry["state"] in states and entry["known_on"] <= known_by
        if not (is_its and is_there and holds(holder, pk, entry)):
            continue
        now, moves = stood(entry, steps, at), moved(entry, steps, at)
        counted[now.status] += 1
        times += moves.times > 0
        later += [moves.later] if moves.counted else []
        if now.status not in ("upcoming", "open", "overdue", "triggered"):
            days.append((now.since - (entry["anchor"] or entry["known_on"])).days)
    ends = {
        key: Number(sum(counted[one] for one in statuses))
        for key, statuses in ENDS[ledger].items()
        if any(counted[one] for one in statuses)
    }
    if not counted:
        return None
    return Account(
        ledger=ledger,
        holder=holder,
        total=Number(counted.total()),
        ends=ends,
        moved=Number(times),
        days_later=median(later) if later else None,
        days_to_outcome=median(days) if days else None,
        each_later=tuple(sorted(later)[:5]),
        each_to_outcome=tuple(sorted(days)[:5]),
    )


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("who", ["anonymous", "editor"])
@pytest.mark.parametrize("back", [None, 0, 1, 3, 19, 38, 60])
def test_each_account_is_that_of_counting_one_by_one(
    request: pytest.FixtureRequest,
    who: str,
    back: int | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: DAY)
    reader: AnonymousUser | User = request.getfixturevalue(who)
    states = ["published"] if who == "anonymous" else ["published", "draft", "in_review"]
    chosen = NOW if back is None else as_of(DAY - timedelta(back))
    asked = {
        "at": chosen.at,
        "known_by": chosen.day("as_of") or date.max,
        "states": states,
    }
    for process in Process.objects.all():
        expected = [
            slowly(Holder.PROCESS, process.pk, ledger, **asked)  # type: ignore[arg-type]
            for ledger in Ledger
        ]
        found = process_accounts(process, chosen, reader=reader)
        assert found == [account for account in expected if account]
    for actor in Actor.objects.all():
        expected = [
            slowly(Holder.INITIATOR, actor.pk, Ledger.DEADLINES, **asked),  # type: ignore[arg-type]
            slowly(Holder.RECIPIENT, actor.pk, Ledger.DEADLINES, **asked),  # type: ignore[arg-type]
            slowly(Holder.INITIATOR, actor.pk, Ledger.THREATS, **asked),  # type: ignore[arg-type]
            slowly(Holder.INITIATOR, actor.pk, Ledger.PROMISES, **asked),  # type: ignore[arg-type]
        ]
        found = actor_accounts(actor, chosen, reader=reader)
        assert found == [account for account in expected if account]


def test_each_status_is_counted_once() -> None:
    for ledger, kind in (
        (Ledger.DEADLINES, Kind.DEADLINE),
        (Ledger.THREATS, Kind.CONDITION),
        (Ledger.PROMISES, Kind.CONDITION),
    ):
        own = [one for one in STATUSES if one in OUTCOMES[kind]]
        counted = [one for statuses in ENDS[ledger].values() for one in statuses]
        assert sorted(counted) == sorted([*own, "upcoming", "open", "overdue"])


def test_of_too_many_the_newest_are_counted_and_the_numbers_say_so(
    monkeypatch: pytest.MonkeyPatch, anonymous: AnonymousUser
) -> None:
    process = create_process()
    for number in range(6):
        deadline = create_deadline(
            process=process, on=DAY + timedelta(number), until=date(2999, 1, 1)
        )
        if number < 3:
            create_development(entry=deadline, outcome=Outcome.MET, on=DAY + timedelta(9))
        else:
            new = (DAY, date(2999, 1, 1) + timedelta(number))
            create_development(entry=deadline, outcome=Outcome.EXTENDED, new=new)
    statement = ledgers._ACCOUNTS
    monkeypatch.setattr(ledgers, "MOST_COUNTED", 4)
    monkeypatch.setattr(
        ledgers, "_ACCOUNTS", statement.replace("500", "4").replace("LIMIT 501", "LIMIT 5")
    )
    (account,) = process_accounts(process, NOW, reader=anonymous)
    assert account.total == Number(4, at_least=True)
    assert account.ends == {"met": Number(1, at_least=True), "running": Number(3, at_least=True)}
    assert account.moved == Number(3, at_least=True)
    assert account.days_later == 4
    assert account.is_part
