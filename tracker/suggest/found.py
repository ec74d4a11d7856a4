"""What the assistant finds: a span of the text, a value, a reason, and how sure it is.

Values are the terms of `tracker.models`, as they are written there; a test holds the two together,
since nothing here knows Django.
"""

from dataclasses import dataclass
from typing import Literal

from tracker.dates.window import Window

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
ActorKind = Literal["state", "organisation", "office", "armed_group", "bloc", "person"]
Operator = Literal["if", "unless", "only_if", "until"]
ConditionKind = Literal["precondition", "promise", "threat", "offer", "red_line"]
DeadlineKind = Literal["ultimatum", "target", "review", "scheduled", "expiry"]
Firmness = Literal["firm", "conditional", "aspirational"]
Occurrence = Literal["occurred", "planned", "cancelled", "did_not_happen"]
QuoteMode = Literal["quoted", "paraphrased"]
Attribution = Literal["named", "anonymous"]
Role = Literal["initiator", "recipient", "mediator", "host", "attendee", "guarantor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """text[start:end], in code points; score from 0 (a guess) to 1 (as good as certain)."""

    start: int
    end: int
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class Timex3:
    """A time in the words of TimeML (TIMEX3, ISO 24617-1)."""

    type: TimexType
    value: str  # 2025-04-18, 2025-W17, P3D, PXW, PRESENT_REF …
    mod: str = ""  # APPROX, BEFORE, START, MID, END, EQUAL_OR_LESS …


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFound(Found):
    """Words of time. Those that name no days (three hours, a set) have no window."""

    timex3: Timex3
    window: Window | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFound(Found):
    """One mention of an actor. Mentions of the same actor have the same name."""

    name: str  # the canonical one: "United States"
    kind: ActorKind
    slug: str = ""  # in the database; empty for an actor that is proposed as new
    iso_3166: str = ""  # alpha-3: the state it is, or acts for
    of: str = ""  # the name of the state or organisation that a person acts for
    home: str = ""  # alpha-3: the state that an armed group or a party is of, and does not act for
    is_place: bool = False  # read as a place ("in Kyiv"), so nobody who acts


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFound(Found):
    """What somebody is made to say; the span is what was said, without the marks."""

    mode: QuoteMode
    attribution: Attribution | None = None
    speaker: ActorFound | None = None
    speaker_words: str = ""  # as they stand: "one French official"


@dataclass(frozen=True, slots=True)
class Part:
    actor: ActorFound
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFound(Found):
    plover_type: str  # AGREE, CONSULT …
    plover_types: tuple[str, ...] = ()  # the candidates, the likeliest first
    plover_mode: str = ""
    occurrence: Occurrence = "occurred"
    parts: tuple[Part, ...] = ()
    teller: ActorFound | None = None  # who says that it happened, where nobody is named in it
    time: TimeFound | None = None
    title: str = ""  # a first draft, for people to better


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFound(Found):
    time: TimeFound
    deadline_kind: DeadlineKind
    firmness: Firmness
    demand: str = ""  # what is due, as far as the sentence says
    consequence: str = ""  # what follows otherwise
    parts: tuple[Part, ...] = ()  # initiator: who sets it; recipient: for whom
    title: str = ""
    again: tuple["DeadlineFound", ...] = ()  # where other sentences speak of it


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionFound(Found):
    """The span holds the if part and the then part, wherever they stand in it."""

    operator: Operator
    condition_kind: ConditionKind
    if_span: tuple[int, int]
    then_span: tuple[int, int] | None
    if_clause: str
    then_clause: str
    initiator: ActorFound | None = None
    recipients: tuple[ActorFound, ...] = ()
    deadline: DeadlineFound | None = None  # within it: "within days"
    title: str = ""

    @property
    def recipient(self) -> ActorFound | None:
        """Of whom it is asked, where that is one."""
        return self.recipients[0] if len(self.recipients) == 1 else None
