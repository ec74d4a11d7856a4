"""N synthetic entries with everything that hangs on them, as lines of COPY's text format.

The same seed, N and day give the same rows. Entries come in groups of twelve that share four
articles of the same days, as one news story does; ids follow the groups, not the calendar.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from tests.benchmarks.claims import make_claim, standing_of
from tests.benchmarks.days import Calendar, Span
from tests.benchmarks.reference import (
    ACTORS,
    OUTLETS,
    PROCESSES,
    TOPICS,
    TRACKS,
    actor_names,
    reference_lines,
)
from tests.benchmarks.tables import NULL, Lines, no_lines
from tests.benchmarks.texts import Quote, Text, quote, write_text
from tests.benchmarks.vocabulary import (
    COMMON_SENTENCE,
    RARE,
    RARE_SENTENCE,
    Vocabulary,
    frequent_first,
)
from tracker.models import (
    PLOVER,
    ConditionKind,
    DeadlineKind,
    Firmness,
    Kind,
    LinkType,
    Operator,
    ProcessState,
    Role,
    Stance,
)

SEED = 20250418
YEARS = 30
GROUP, ARTICLES = 12, 4  # entries and articles of a group
RARE_ENTRIES = 60  # that hold the rare word, whatever N is
_POOL = 1 << 16

_TYPES = [(name, mode) for name, plover in PLOVER.items() for mode in ("", *plover.modes)]
_OCCURRENCES = ("occurred",) * 29 + ("planned", "planned", "cancelled", "did_not_happen")
_OTHER_ROLES = (Role.ATTENDEE, Role.MEDIATOR, Role.HOST, Role.GUARANTOR)
_PHRASES = ("within days", "by the end of the month", "in the coming weeks", "before the summer")
_STANCES = (Stance.SUPPORTS,) * 8 + (Stance.MENTIONS, Stance.DISPUTES)


class Generator:
    def __init__(self, count: int, *, today: date, seed: int = SEED) -> None:
        self.count = count
        self._seed = seed
        self._calendar = Calendar(today)
        self._words = Vocabulary(seed)
        reference = Random(f"reference {seed}")
        self._actors = actor_names(self._words, reference)
        self._reference = reference_lines(self._words, self._actors, reference)
        self._common_actors = frequent_first(ACTORS, _POOL, reference, offset=2.3)
        self._common_processes = frequent_first(PROCESSES, _POOL, reference, offset=0)
        self._common_topics = frequent_first(TOPICS, _POOL, reference, offset=1)
        self._draw = Random(f"entries {seed} {count} {today.isoformat()}").random
        self._claims = 0
        # The last id given out, by table; that of entries is `_entries`.
        self._ids = dict.fromkeys(no_lines(), 0)

    def chunks(self, size: int = 20_000) -> Iterator[Lines]:
        """All rows, those of about `size` entries at a time; what they refer to comes before."""
        yield self._reference
        lines = no_lines()
        for first in range(1, self.count + 1, GROUP):
            self._group(lines, range(first, min(first + GROUP, self.count + 1)))
            if len(lines["tracker_entry"]) >= size:
                yield lines
                lines = no_lines()
        yield lines

    def _below(self, most: int) -> int:
        return int(self._draw() * most)

    def _next(self, table: str) -> int:
        self._ids[table] += 1
        return self._ids[table]

    def _group(self, lines: Lines, entries: range) -> None:
        # The last day is today.
        day = self._calendar.today - self._below(YEARS * 365)
        process = self._common_processes[self._below(_POOL)] + 1
        articles = [self._article(lines, day) for _ in range(-(-len(entries) * ARTICLES // GROUP))]
        for entry in entries:
            self._entry(lines, entry, day, process, articles)

    def _article(self, lines: Lines, day: int) -> tuple[int, int, Text]:
        """Its id (that of its one version, too), the day it came out, and its text."""
        pk = self._next("tracker_article")
        words = self._words
        size = len(words.sentences)
        stride = 1 + self._below(size - 1)
        text = write_text(words, self._below(size), stride, self._below(16))
        out = min(day + self._below(4), self._calendar.today)
        iso = self._calendar.iso(out)
        title = words.predicates[self._below(len(words.predicates))].capitalize()
        outlet = self._below(OUTLETS) + 1
        lines["tracker_article"].append(
            f"{pk}\t{outlet}\t{title}\thttps://news.example/{pk}\t{iso}\t{iso} 18:00:00+00\n"
        )
        lines["tracker_articleversion"].append(
            f"{pk}\t{pk}\t1\t{text.escaped}\t{text.sha256}\t{iso} 18:00:00+00\n"
        )
        return pk, out, text

    def _entry(
        self,
        lines: Lines,
        pk: int,
        day: int,
        process: int,
        articles: list[tuple[int, int, Text]],
    ) -> None:
        below = self._below
        rare = pk * RARE_ENTRIES % self.count < RARE_ENTRIES
        state = "draft" if pk % 101 == 37 and not rare else "published"
        known, quotes = self._sources(lines, pk, state, articles)
        kind = Kind.EVENT
        if pk * 22 % 100 < 22:
            self._claims += 1
            kind = Kind.CONDITION if self._claims % 2 else Kind.DEADLINE
        window, found = self._kind(lines, pk, kind, day)
        phrase, anchor = "", NULL
        if below(3) == 0 or kind == Kind.DEADLINE:
            phrase, anchor = _PHRASES[below(len(_PHRASES))], self._calendar.iso(known)
        first = self._parts(lines, pk, window.earliest)
        track = NULL if below(10) == 0 else str((process - 1) * TRACKS + below(TRACKS) + 1)
        predicates = self._words.predicates
        title = f"{self._actors[first][0]} {predicates[below(len(predicates))]}"
        summary = self._words.sentences[below(len(self._words.sentences))]
        if below(5) == 0:
            summary = f"{summary} {COMMON_SENTENCE}"
        if rare:
            title = f"{title} near the {RARE}"
            summary = f"{summary} {RARE_SENTENCE}"
        words = r"\n".join([*([phrase] if phrase else []), *found, *quotes])
        recorded = f"{self._calendar.iso(known)} 20:00:00+00"
        lines["tracker_entry"].append(
            f"{pk}\t{process}\t{track}\t{kind}\t{title}\t{summary}\t"
            f"{phrase}\t{anchor}\t{window.edtf}\t{window.earliest}\t{window.latest}\t\t"
            f"{self._calendar.iso(known)}\tf\t{below(6) + 1}\t{state}\t\t"
            f"1\t{recorded}\t{recorded}\t{words}\n"
        )
        for topic in {self._common_topics[below(_POOL)] for _ in range(below(3))}:
            row = f"{self._next('tracker_entrytopic')}\t{pk}\t{topic + 1}\n"
            lines["tracker_entrytopic"].append(row)
        if pk > GROUP and below(5) == 0:
            link = LinkType.values[below(len(LinkType.values))]
            row = (
                f"{self._next('tracker_entrylink')}\t{pk}\t{pk - 1 - below(GROUP - 1)}\t{link}\t\n"
            )
            lines["tracker_entrylink"].append(row)

    def _sources(
        self, lines: Lines, entry: int, state: str, articles: list[tuple[int, int, Text]]
    ) -> tuple[int, list[str]]:
        """The first day on which one of its one to three articles was out, and the quotes."""
        below = self._below
        count = min(1 + below(3), len(articles))
        start = below(len(articles))
        known = self._calendar.today
        quotes = []
        for number in range(count):
            article, out, text = articles[(start + number) % len(articles)]
            known = min(known, out)
            found: Quote = quote(text, below(20), half=below(2) == 0)
            stance = _STANCES[below(len(_STANCES))]
            iso = self._calendar.iso(out)
            lines["tracker_annotation"].append(
                f"{self._next('tracker_annotation')}\t{article}\t{found.start}\t{found.end}\t"
                f"{found.exact}\t{found.prefix}\t{found.suffix}\t{stance}\t"
                f"{entry}\t{NULL}\t{state}\t\t{iso} 19:00:00+00\t{article}\t{iso}\n"
            )
            quotes.append(found.exact)
        return known, quotes

    def _kind(self, lines: Lines, pk: int, kind: Kind, day: int) -> tuple[Span, list[str]]:
        """Its row as one of its kind; the window, and the words that can be searched for."""
        below = self._below
        if kind == Kind.EVENT:
            return self._event(lines, pk, day), []
        clauses = self._words.clauses
        one, other = clauses[below(len(clauses))], clauses[below(len(clauses))]
        if kind == Kind.DEADLINE:
            form = DeadlineKind.values[below(len(DeadlineKind.values))]
            firmness = Firmness.values[below(len(Firmness.values))]
            other = other if below(2) else ""
            lines["tracker_deadline"].append(f"{pk}\t{one}\t{other}\t{form}\t{firmness}\n")
        else:
            form = ConditionKind.values[below(len(ConditionKind.values))]
            operator = Operator.values[below(len(Operator.values))]
            lines["tracker_condition"].append(f"{pk}\t{form}\t{operator}\t{one}\t{other}\t{NULL}\n")
        claim = make_claim(
            pk,
            kind,
            standing=standing_of(self._claims),
            day=day,
            calendar=self._calendar,
            below=below,
        )
        lines["tracker_development"] += [
            f"{self._next('tracker_development')}\t{development}"
            for development in claim.developments
        ]
        return claim.window, [one, other] if other else [one]

    def _event(self, lines: Lines, pk: int, day: int) -> Span:
        below, calendar = self._below, self._calendar
        plover_type, mode = _TYPES[below(len(_TYPES))]
        occurrence = _OCCURRENCES[below(len(_OCCURRENCES))]
        stage = ProcessState.values[below(len(ProcessState.values))] if below(40) == 0 else ""
        lines["tracker_event"].append(f"{pk}\t{plover_type}\t{mode}\t{occurrence}\t{stage}\n")
        first = day + 1 + below(200) if occurrence == "planned" else day - below(5)
        form = below(100)
        if form < 85:
            return calendar.day(first)
        if form < 97:
            return calendar.span(first, first + 1 + below(30))
        return calendar.since(first) if form < 99 else calendar.until(first)

    def _parts(self, lines: Lines, entry: int, earliest: str) -> int:
        """One to four actors; gives back the first of them, who acts."""
        below = self._below
        wanted = 1 + below(4)
        actors: dict[int, None] = {}
        while len(actors) < wanted:
            actors[self._common_actors[below(_POOL)]] = None
        for number, actor in enumerate(actors):
            role = (
                (Role.INITIATOR, Role.RECIPIENT)[number] if number < 2 else _OTHER_ROLES[below(4)]
            )
            lines["tracker_part"].append(
                f"{self._next('tracker_part')}\t{entry}\t{actor + 1}\t{role}\t{earliest}\n"
            )
        return next(iter(actors))
