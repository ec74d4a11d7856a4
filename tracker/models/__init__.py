from tracker.models.actors import Actor, ActorAlias, ActorKind, Affiliation, AliasKind
from tracker.models.annotations import Annotation, Stance
from tracker.models.articles import Article, ArticleVersion, Outlet, Reliability
from tracker.models.conditions import (
    Condition,
    ConditionKind,
    ConditionLink,
    Operator,
    Relation,
)
from tracker.models.deadlines import Deadline, DeadlineKind, Firmness
from tracker.models.developments import (
    OUTCOMES,
    STATUSES,
    ClockState,
    Development,
    Outcome,
)
from tracker.models.entries import Credibility, Entry, EntryTopic, Kind, Part, Role
from tracker.models.events import PLOVER, Event, Family, Occurrence, PloverType
from tracker.models.kept import (
    EVERY_PROCESS,
    ActorNames,
    Audience,
    RecordVersion,
    StandingPeriod,
    StateSaid,
    Tallied,
    Tally,
    TallyChange,
)
from tracker.models.links import INVERSE, EntryLink, LinkType
from tracker.models.processes import Process, ProcessState, Topic, Track
from tracker.models.review import PENDING_STATES, ReviewState

__all__ = [
    "EVERY_PROCESS",
    "INVERSE",
    "OUTCOMES",
    "PENDING_STATES",
    "PLOVER",
    "STATUSES",
    "Actor",
    "ActorAlias",
    "ActorKind",
    "ActorNames",
    "Affiliation",
    "AliasKind",
    "Annotation",
    "Article",
    "ArticleVersion",
    "Audience",
    "ClockState",
    "Condition",
    "ConditionKind",
    "ConditionLink",
    "Credibility",
    "Deadline",
    "DeadlineKind",
    "Development",
    "Entry",
    "EntryLink",
    "EntryTopic",
    "Event",
    "Family",
    "Firmness",
    "Kind",
    "LinkType",
    "Occurrence",
    "Operator",
    "Outcome",
    "Outlet",
    "Part",
    "PloverType",
    "Process",
    "ProcessState",
    "RecordVersion",
    "Relation",
    "Reliability",
    "ReviewState",
    "Role",
    "Stance",
    "StandingPeriod",
    "StateSaid",
    "Tallied",
    "Tally",
    "TallyChange",
    "Topic",
    "Track",
]
