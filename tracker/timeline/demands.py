"""Who demands what of whom: the demands of a filter, laid out by who makes them and of whom."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from tracker.models import (
    Actor,
    ConditionKind,
    Entry,
    EntryLink,
    EntryTopic,
    Kind,
    LinkType,
    Occurrence,
    Part,
    PloverType,
    Role,
)
from tracker.timeline.quotes import quotes_of
from tracker.timeline.replies import DemandState, Reply, state_of
from tracker.timeline.rows import EntryRow, QuoteRow, rows_of
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.states import Standing, with_standing
from tracker.timeline.visible import Reader, entry_states

MOST_SIDES = 12  # rows and columns that somebody can still take in
MOST_NAMED = 20  # of those that have no row or no column
MOST_REPLIES = 2_000
MOST_OPENED = 30  # demands of one cell
MOST_QUOTES = 3  # of one demand

# An event that asks for something; a deadline that says what is due; a condition, but for
# promises, which ask for nothing that their maker wants.
DEMANDS = (
    Q(kind=Kind.EVENT, event__plover_type=PloverType.REQUEST)
    & Q(event__occurrence=Occurrence.OCCURRED)
    | Q(kind=Kind.DEADLINE) & ~Q(deadline__demand="")
    | Q(kind=Kind.CONDITION) & ~Q(condition__condition_kind=ConditionKind.PROMISE)
)
_REPLIES = (LinkType.RESPONDS_TO, LinkType.FULFILS, LinkType.BREACHES)


class Side(NamedTuple):
    """Somebody who demands, or of whom something is demanded."""

    pk: int
    slug: str
    name: str


class Stand(NamedTuple):
    """Where a demand stands with one of those of whom it is made, and what that rests on: a reply,
    a development, or that nothing is on record."""

    state: DemandState
    reply: int | None
    step: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side demands of another: the demands, the newest first, each with its state."""

    by: Side
    of: Side
    demands: dict[int, Stand]

    @property
    def key(self) -> str:
        return f"{self.by.slug}:{self.of.slug}"

    @property
    def states(self) -> list[tuple[DemandState, int]]:
        found = Counter(stand.state for stand in self.demands.values())
        return [(state, found[state]) for state in DemandState if found[state]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`rows` demand of `columns`, both those with the most demands first. The rest has no place."""

    rows: list[Side]
    columns: list[Side]
    cells: Mapping[tuple[int, int], Cell]  # of all, by the keys of both sides
    other_rows: list[tuple[Side, int]] = field(default_factory=list)
    other_columns: list[tuple[Side, int]] = field(default_factory=list)
    unnamed: int = 0  # demands that name nobody who makes them, or nobody else of whom

    def cell(self, key: str) -> Cell | None:
        return next((cell for cell in self.cells.values() if cell.key == key), None)


class _Demand(NamedTuple):
    pk: int
    earliest: date
    condition_kind: str | None
    standing: Standing | None


def matrix_of(newest: Sequence[int], *, reader: Reader, at: date, as_of: date | None) -> Matrix:
    """The matrix of these demands, the newest first."""
    demands = _demands(newest, at=at)
    replies = _replies(newest, reader=reader, as_of=as_of)
    parts = _parts([*demands, *(reply.pk for found in replies.values() for reply in found)])
    acting = _acting_for({actor for sides in parts.values() for one in sides for actor in one})
    cells: dict[tuple[int, int], dict[int, Stand]] = defaultdict(dict)
    unnamed = 0
    for key in newest:
        if key not in demands:
            continue
        demand = demands[key]
        by, of = (_principals(side, acting, demand.earliest) for side in parts.get(key, ((), ())))
        pairs = [(one, other) for one in by for other in of if one != other]
        unnamed += not pairs
        for one, other in pairs:
            cells[one, other][key] = _stand(demand, other, replies.get(key, ()), parts, acting)
    return _laid_out(cells, unnamed)


def _demands(keys: Sequence[int], *, at: date) -> dict[int, _Demand]:
    found = with_standing(Entry.objects.filter(pk__in=keys), at=at)
    columns = ("pk", "earliest", "condition__condition_kind", "standing")
    return {row[0]: _Demand(*row) for row in found.values_list(*columns)}


def _replies(keys: Sequence[int], *, reader: Reader, as_of: date | None) -> dict[int, list[Reply]]:
    """By demand the entries that are linked to it as replies, in order of time."""
    links = EntryLink.objects.filter(
        target__in=keys, type__in=_REPLIES, source__state__in=entry_states(reader)
    )
    if as_of:
        links = links.filter(source__known_on__lte=as_of)
    columns = (
        *("target", "source", "type", "source__kind"),
        *("source__event__plover_type", "source__event__occurrence"),
    )
    found: dict[int, list[Reply]] = defaultdict(list)
    in_order = links.order_by("source__earliest", "source", "pk")
    for target, *reply in in_order.values_list(*columns)[:MOST_REPLIES]:
        found[target].append(Reply(*reply))
    return found


_Parties = tuple[tuple[int, ...], tuple[int, ...]]  # who acts, and on whom


def _parts(keys: Collection[int]) -> dict[int, _Parties]:
    parts = Part.objects.filter(entry__in=keys, role__in=(Role.INITIATOR, Role.RECIPIENT))
    sides: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for entry, actor, role in parts.order_by("pk").values_list("entry", "actor", "role"):
        sides[entry][role == Role.RECIPIENT].append(actor)
    return {key: (tuple(by), tuple(of)) for key, (by, of) in sides.items()}


# ── who stands for whom ─────────────────────────────────────────────────────────────────────────

_ACTING_FOR = """
    WITH RECURSIVE acting (actor, principal, since, until, steps) AS (
        SELECT affiliation.actor_id, affiliation.to_id, coalesce(since, DATE '0001-01-01'),
            coalesce(until, DATE '9999-12-31'), 1
        FROM tracker_affiliation affiliation WHERE affiliation.actor_id = ANY(%(actors)s::bigint[])
        UNION
        SELECT acting.actor, affiliation.to_id,
            greatest(acting.since, coalesce(affiliation.since, DATE '0001-01-01')),
            least(acting.until, coalesce(affiliation.until, DATE '9999-12-31')), steps + 1
        FROM acting JOIN tracker_affiliation affiliation ON affiliation.actor_id = acting.principal
        WHERE steps < 4
    )
    SELECT DISTINCT actor, principal, since, until FROM acting
    WHERE principal = ANY(%(actors)s::bigint[]) AND actor <> principal AND since <= until"""

_Acting = Mapping[int, Sequence[tuple[int, date, date]]]


def _acting_for(actors: Collection[int]) -> _Acting:
    """For each of these actors those of them that it belongs to, itself or by way of others
    (person → office → state), with the first and the last day of that."""
    found: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    rows = fetch_prepared(_ACTING_FOR, {"actors": sorted(actors)}) if actors else []
    for actor, principal, since, until in rows:
        found[actor].append((principal, since, until))
    return found


def _principals(side: Sequence[int], acting: _Acting, day: date) -> list[int]:
    """Those of one side, without those who only speak for another of them on that day."""
    there = set(side)
    return [actor for actor in dict.fromkeys(side) if not there & _for_whom(actor, acting, day)]


def _for_whom(actor: int, acting: _Acting, day: date) -> set[int]:
    return {principal for principal, since, until in acting.get(actor, ()) if since <= day <= until}


def _stand(
    demand: _Demand,
    of: int,
    replies: Sequence[Reply],
    parts: Mapping[int, _Parties],
    acting: _Acting,
) -> Stand:
    """Where a demand stands with one of those of whom it is made; what others reply is theirs."""
    theirs = [reply for reply in replies if _is_by(of, reply, parts, acting, demand.earliest)]
    standing = demand.standing
    state, reply = state_of(
        status=standing.status if standing else None,
        condition_kind=demand.condition_kind,
        replies=theirs,
    )
    step = standing.step if standing and not reply else None
    return Stand(state, reply.pk if reply else None, step)


def _is_by(
    actor: int, reply: Reply, parts: Mapping[int, _Parties], acting: _Acting, day: date
) -> bool:
    by = parts.get(reply.pk, ((), ()))[0]
    return any(one == actor or actor in _for_whom(one, acting, day) for one in by)


# ── the layout ──────────────────────────────────────────────────────────────────────────────────


def _laid_out(cells: Mapping[tuple[int, int], dict[int, Stand]], unnamed: int) -> Matrix:
    sides = _sides({key for pair in cells for key in pair})
    by, of = Counter[int](), Counter[int]()
    for (one, other), demands in cells.items():
        by[one] += len(demands)
        of[other] += len(demands)
    rows, columns = _most(by, sides), _most(of, sides)
    return Matrix(
        [side for side, _number in rows[:MOST_SIDES]],
        [side for side, _number in columns[:MOST_SIDES]],
        {pair: Cell(sides[pair[0]], sides[pair[1]], demands) for pair, demands in cells.items()},
        rows[MOST_SIDES:],
        columns[MOST_SIDES:],
        unnamed,
    )


def _sides(keys: Collection[int]) -> dict[int, Side]:
    actors = Actor.objects.filter(pk__in=keys).order_by()
    return {row[0]: Side(*row) for row in actors.values_list("pk", "slug", "name")}


def _most(numbers: Mapping[int, int], sides: Mapping[int, Side]) -> list[tuple[Side, int]]:
    found = [(sides[key], number) for key, number in numbers.items()]
    return sorted(found, key=lambda one: (-one[1], one[0].name))


# ── a cell that is opened ───────────────────────────────────────────────────────────────────────


class Opened(NamedTuple):
    """A demand with what it rests on and what its state rests on."""

    row: EntryRow
    stand: Stand
    reply: EntryRow | None
    demand: str
    topics: list[str]
    quotes: list[QuoteRow]


def opened(
    cell: Cell, *, reader: Reader, at: date, as_of: date | None, newest_first: bool = True
) -> list[Opened]:
    """The demands of a cell, as many as are shown."""
    keys = list(cell.demands) if newest_first else list(cell.demands)[::-1]
    keys = keys[:MOST_OPENED]
    replies = {stand.reply for key in keys if (stand := cell.demands[key]).reply}
    rows = rows_of([*keys, *sorted(replies - {*keys, None})], reader=reader, at=at, as_of=as_of)
    by_key = {row.pk: row for row in rows}
    quotes = quotes_of(keys, reader=reader, as_of=as_of, most=MOST_QUOTES)
    asked = Entry.objects.filter(pk__in=keys, kind=Kind.DEADLINE)
    said = dict(asked.values_list("pk", "deadline__demand"))
    topics: dict[int, list[str]] = defaultdict(list)
    named = EntryTopic.objects.filter(entry__in=keys).order_by("topic__name")
    for key, name in named.values_list("entry", "topic__name"):
        topics[key].append(name)
    return [
        Opened(
            by_key[key],
            stand,
            by_key.get(stand.reply) if stand.reply else None,
            said.get(key, ""),
            topics[key],
            quotes.get(key, []),
        )
        for key in keys
        if key in by_key and (stand := cell.demands[key])
    ]
