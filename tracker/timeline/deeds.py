"""What was done to an entry in one act, in a few words: for editors, and for readers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.models import Outcome, ReviewState
from tracker.timeline.nets import Net, state_of
from tracker.timeline.wording import Change, happened

DEVELOPMENT, SOURCE = "tracker.Development", "tracker.Annotation"
LINKS = frozenset({"tracker.EntryLink", "tracker.ConditionLink"})
_MOVED = {
    ReviewState.DRAFT: gettext_lazy("returned to draft"),
    ReviewState.IN_REVIEW: gettext_lazy("sent to review"),
    ReviewState.PUBLISHED: gettext_lazy("published"),
    ReviewState.RETRACTED: gettext_lazy("retracted"),
}
_STEP_MOVED = {
    ReviewState.DRAFT: gettext_lazy("returned to draft: %(step)s"),
    ReviewState.IN_REVIEW: gettext_lazy("sent to review: %(step)s"),
    ReviewState.PUBLISHED: gettext_lazy("published: %(step)s"),
    ReviewState.RETRACTED: gettext_lazy("retracted: %(step)s"),
}
# What the rows that hang on an entry are called when readers are told that they are others.
_CORRECTED = {"tracker.Part": gettext_lazy("parts"), "tracker.EntryTopic": gettext_lazy("topics")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`state` is the entry's after it, `before` the one before it: empty where it was not there."""

    before: str
    state: str
    touched: list[tuple[Net, list[Change]]]

    @property
    def has_begun(self) -> bool:
        return not self.before

    @property
    def has_moved(self) -> bool:
        return self.before != self.state


def for_editors(act: Act) -> str:
    """Empty where nothing was done that people read."""
    if act.has_begun:
        is_public = act.state == ReviewState.PUBLISHED
        return _("recorded and published") if is_public else _("recorded")
    said = [_("changed")] if any(_is_change(*one) for one in act.touched) else []
    if act.has_moved:
        said.append(str(_MOVED[ReviewState(act.state)]))
    steps = (_step(net) for net, _changes in act.touched if net.model == DEVELOPMENT)
    said += [one for one in steps if one]
    said += _sources([net for net, _changes in act.touched if net.model == SOURCE])
    return "; ".join(said)


def for_readers(act: Act) -> str:
    """Which fields were corrected, and not what they said; the same of what hangs on the entry.
    `touched` is what these readers may know of."""
    if act.has_moved:
        return str(ReviewState(act.state).label)
    said = []
    if corrected := list(dict.fromkeys(_corrected(act))):
        said.append(_("corrected: %(things)s") % {"things": ", ".join(corrected)})
    if changed := list(dict.fromkeys(_changed(act))):
        said.append(_("changed: %(things)s") % {"things": ", ".join(changed)})
    if any(net.model == DEVELOPMENT and _appears(net) for net, _changes in act.touched):
        said.append(_("development published"))
    return "; ".join(said)


def _is_change(net: Net, changes: list[Change]) -> bool:
    """Of what is said otherwise. A claim that comes or goes is said by itself."""
    return bool(changes) and (net.is_update or net.model not in (DEVELOPMENT, SOURCE))


def _step(net: Net) -> str:
    """published: carried out, 5 May 2025"""
    outcome = Outcome(net.row["outcome"]).label
    step = {"step": ", ".join(text for text in (str(outcome), happened(net.row)) if text)}
    if net.after is None:
        return _("removed: %(step)s") % step
    if net.before is None:
        said = _("recorded and published: %(step)s") if net.is_public else _("recorded: %(step)s")
        return said % step
    return str(_STEP_MOVED[ReviewState(state_of(net.after))]) % step if net.has_moved else ""


def _sources(nets: list[Net]) -> list[str]:
    done = Counter(deed for net in nets if (deed := _deed(net)))
    said = {
        "added": ngettext("source added", "%(n)d sources added", done["added"]),
        "removed": ngettext("source removed", "%(n)d sources removed", done["removed"]),
        "published": ngettext("source published", "%(n)d sources published", done["published"]),
        "retracted": ngettext("source retracted", "%(n)d sources retracted", done["retracted"]),
    }
    return [text % {"n": done[deed]} for deed, text in said.items() if done[deed]]


def _deed(net: Net) -> str:
    if net.before is None or net.after is None:
        return "added" if net.after else "removed"
    state = state_of(net.after)
    return state if net.has_moved and state in ("published", "retracted") else ""


def _corrected(act: Act) -> Iterator[str]:
    for net, changes in act.touched:
        if not changes or net.model in (*LINKS, SOURCE):
            continue
        if net.model == DEVELOPMENT:
            if net.is_update and not _appears(net):
                yield _("development")
        elif net.model in _CORRECTED:
            yield str(_CORRECTED[net.model])
        else:
            yield from (change.field.lower() for change in changes)


def _changed(act: Act) -> Iterator[str]:
    for net, changes in act.touched:
        if net.model == SOURCE and (changes or net.has_moved):
            yield _("sources")
        elif net.model in LINKS and changes:
            yield _("links")
        elif net.model == DEVELOPMENT and net.after is None:
            yield _("developments")


def _appears(net: Net) -> bool:
    """Whether readers see it from now on."""
    return net.after is not None and net.is_public and (net.before is None or net.has_moved)
