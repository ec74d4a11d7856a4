"""What the one who tells of a deed has to do with it."""

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.matching import Reading
from tracker.suggest.found import ActorFound, Part

_OWN = frozenset(["its", "their", "our", "us"])
_AGAINST = frozenset(["ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"])


def lacks_author(draft: Draft, parts: tuple[Part, ...], speaker: ActorFound) -> bool:
    """Words of conflict by nobody, in what somebody says: "in criticism of X"."""
    is_verbal = draft.meaning.first in {"ACCUSE", "REQUEST", "SUPPORT"}
    roles = {part.role for part in parts}
    names = {part.actor.name for part in parts}
    return is_verbal and bool(parts) and "initiator" not in roles and speaker.name not in names


def is_other(speaker: ActorFound, doers: list[ActorFound]) -> bool:
    return all(
        speaker.name != doer.name and (not doer.iso_3166 or speaker.iso_3166 != doer.iso_3166)
        for doer in doers
    )


def is_reproach(draft: Draft) -> bool:
    """What others do not do, as somebody says: "neither side is engaging"."""
    if draft.match.phrase.lemma == "be" and draft.meaning.mode == "disapprove":
        return True
    is_missed = draft.meaning.occurrence == "did_not_happen" and draft.meaning.why != "refused"
    return is_missed and draft.frame.tense == "present"


def is_done_to(
    reading: Reading, draft: Draft, parts: tuple[Part, ...], speaker: ActorFound
) -> bool:
    """ "Zambia said jets had violated its airspace": to whoever says so."""
    doers = [part.actor for part in parts if part.role == "initiator"]
    words = reading.lowers[draft.match.first : draft.extent]
    return (
        draft.match.phrase.deed.types[0] in _AGAINST
        and bool(doers)
        and is_other(speaker, doers)
        and all(part.role == "initiator" for part in parts)
        and not _OWN.isdisjoint(words)
    )


def is_announced(draft: Draft, parts: tuple[Part, ...], speaker: ActorFound) -> bool:
    """ "An official said that aid to X could be cut": by whom the official acts for."""
    is_ahead = draft.match.frame.is_passive and draft.frame.tense in {"future", "possible"}
    return (
        is_ahead
        and bool(parts)
        and all(part.role == "recipient" and is_other(speaker, [part.actor]) for part in parts)
    )
