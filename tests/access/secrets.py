"""What readers may know, and beside it everything that they may not, each with a word of its own.

The words are made up and stand nowhere else, so that finding one is proof.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.models import User

from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_condition_link,
    create_deadline,
    create_development,
    create_event,
    create_link,
    create_outlet,
    create_process,
    create_topic,
    create_track,
    create_user,
)
from tracker.editing import pending, review
from tracker.editing.annotate import Voice
from tracker.editing.originals import AsItCame, keep_original
from tracker.models import (
    Annotation,
    Condition,
    Deadline,
    Development,
    Entry,
    LinkType,
    Outcome,
    Process,
    ReviewState,
    Role,
    Track,
)

HIDDEN = [ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETRACTED]
LATER = date(2025, 4, 20)


@dataclass
class Open:
    """The public record, which shares actors, topics and a process with the hidden one."""

    process_slug: str
    event: Entry
    deadline: Deadline
    condition: Condition


@dataclass
class Hidden:
    words: list[str] = field(default_factory=list)  # that no reader may read
    addresses: list[str] = field(default_factory=list)  # where nothing is for readers
    queries: list[str] = field(default_factory=list)  # that name something hidden

    def word(self, what: str) -> str:
        """A new word that tells of what it was written into."""
        word = f"zq{what}{len(self.words)}x"
        self.words.append(word)
        return word


def create_open_record() -> Open:
    """Published by a reviewer, in the ways that leave traces: after drafts with other words."""
    reviewer = create_user("zqreviewernamex", "Reviewers")
    User.objects.filter(pk=reviewer.pk).update(email="zqmailx@example.org")
    process = create_process(slug="open", name="Open talks")
    track = create_track(process=process, slug="ceasefire")
    actor, topic = create_actor(name="Arland"), create_topic(slug="sanctions")
    event = create_event(
        title="zqfirsttitlex as a draft",
        summary="zqfirstsummaryx as a draft",
        state=ReviewState.DRAFT,
        process=process,
        track=track,
        by=actor,
        topics=(topic,),
    )
    Entry.objects.filter(pk=event.pk).update(title="The sides meet", summary="In the open.")
    event.refresh_from_db()
    article = create_article(
        title="Open article", text="They met by daylight, in the open, aloud. They left."
    )
    create_annotation(article=article, exact="They met", entry=event)
    review.publish([event], by=reviewer)
    deadline = create_deadline(title="Answer in time", process=process, by=actor)
    create_development(entry=deadline, outcome=Outcome.MET, on=LATER)
    condition = create_condition(title="Or else", process=process, time_limit=deadline)
    # A reprint of what nothing public rests on.
    unread = create_article(title="zqoriginaltitlex", text="Nothing rests on this.")
    reprint = create_article(
        title="Printed again",
        text="They met again.",
        outlet=create_outlet(name="Gazette"),
        reprint_of=unread,
    )
    create_annotation(article=reprint, exact="They met again", entry=event)
    # Out, taken back with a reason, and out again.
    again = create_event(title="Out again", process=process)
    review.retract([again], by=reviewer, reason="zqoldreasonx")
    review.return_to_draft([again], by=reviewer)
    review.publish([again], by=reviewer)
    source = create_annotation(article=article, exact="They left", entry=again)
    pending.retract_annotations([source], by=reviewer, reason="zqoldsourcex")
    # Public for a while, in a track of which nothing else ever was.
    gone_track = create_track(process=process, slug="zqgonetrackx")
    gone = create_deadline(
        title="zqgonetitlex", summary="zqgonesummaryx", process=process, track=gone_track
    )
    step = create_development(entry=deadline, outcome=Outcome.REITERATED, on=LATER)
    Development.objects.filter(pk=step.pk).update(note="zqgonenotex")
    pending.retract_developments([step], by=reviewer, reason="zqgonestepx")
    review.retract([gone], by=reviewer, reason="zqgonereasonx")
    return Open(process.slug, Entry.objects.get(pk=event.pk), deadline, condition)


WORDS_OF_THE_OPEN_RECORD = [
    "zqreviewernamex",
    "zqmailx",
    "zqfirsttitlex",
    "zqfirstsummaryx",
    "zqoldreasonx",
    "zqoldsourcex",
    "zqoriginaltitlex",
    "zqgonetrackx",
    "zqgonetitlex",
    "zqgonesummaryx",
    "zqgonenotex",
    "zqgonestepx",
    "zqgonereasonx",
]


def hide_everything(record: Open) -> Hidden:
    """In each hidden state: entries of each kind, their places, what hangs on public entries."""
    hidden = Hidden()
    for state in HIDDEN:
        process = create_process(slug=hidden.word("processslug"), name=hidden.word("process"))
        process.summary = hidden.word("processsummary")
        process.save()
        track = create_track(process=process, slug=hidden.word("trackslug"))
        hidden.addresses += [
            f"/processes/{process.slug}/",
            f"/processes/{process.slug}/timeline.csv",
            f"/processes/{process.slug}/card.png",
            f"/since/{process.slug}/",
        ]
        hidden.addresses += [
            f"/processes/{process.slug}/{page}"
            for page in (
                *("deadlines/", "conditions/", "demands/", "changes/", "choices/actor/"),
                *(f"{board}/choices/actor/" for board in ("deadlines", "conditions", "demands")),
            )
        ]
        hidden.queries += [f"process={process.slug}", f"track={track.slug}"]
        # One track more, of the process that readers see.
        open_track = create_track(process=record.event.process, slug=hidden.word("opentrackslug"))
        hidden.queries.append(f"track={open_track.slug}")
        for one in (track, open_track):
            Track.objects.filter(pk=one.pk).update(name=hidden.word("track"))
        _hide_entries(hidden, record, state, process=process, track=track)
        _hide_entries(hidden, record, state, process=record.event.process, track=open_track)
        _hide_what_hangs_on(hidden, record, state)
    lonely = create_article(title=hidden.word("article"), text=hidden.word("articletext"))
    outlet = create_outlet(name=hidden.word("outlet"))
    unread = create_article(title=hidden.word("article"), text="Unread.", outlet=outlet)
    hidden.addresses += [f"/articles/{lonely.pk}/", f"/articles/{unread.pk}/"]
    # What came with an article that readers do know.
    read = record.event.annotations.order_by("pk")[0].version
    came = f"{hidden.word('originaltext')} {hidden.word('menu')}"
    keep_original(
        read, AsItCame(came.encode(), "text/html", name=f"{hidden.word('filename')}.html")
    )
    return hidden


def _hide_entries(
    hidden: Hidden, record: Open, state: str, *, process: Process, track: Track
) -> None:
    actor, topic = record.event.actors.get(), record.event.topics.get()

    def common(kind: str) -> dict[str, Any]:
        return {
            "process": process,
            "track": track,
            "state": state,
            "parts": ((actor, Role.HOST),),
            "topics": (topic,),
            **{what: hidden.word(kind + what) for what in ("title", "summary", "phrase")},
        }

    event = create_event(process_state="collapsed", **common("event"))
    deadline = create_deadline(
        demand=hidden.word("demand"), consequence=hidden.word("consequence"), **common("deadline")
    )
    condition = create_condition(
        if_clause=hidden.word("ifclause"),
        then_clause=hidden.word("thenclause"),
        time_limit=record.deadline,
        **common("condition"),
    )
    create_link(source=record.event, target=event, note=hidden.word("linknote"))
    create_link(source=deadline, target=record.event, note=hidden.word("linknote"))
    create_condition_link(source=record.condition, target=condition)
    for other in (event, deadline):
        create_link(source=other, target=record.event, type=LinkType.CONTRADICTS)
    for entry in (event, deadline, condition):
        hidden.addresses.append(f"/entries/{entry.pk}/")
        Entry.objects.filter(pk=entry.pk).exclude(retraction_reason="").update(
            retraction_reason=hidden.word("reason")
        )


def _hide_what_hangs_on(hidden: Hidden, record: Open, state: str) -> None:
    """Sources and developments of published entries."""
    step = create_development(entry=record.deadline, outcome=Outcome.MISSED, state=state)
    Development.objects.filter(pk=step.pk).update(note=hidden.word("note"))
    outlet = create_outlet(name=hidden.word("sourceoutlet"))
    quote, reason = hidden.word("quote"), hidden.word("sourcereason")
    article = create_article(
        title=hidden.word("sourcetitle"), text=f"They said {quote} and left.", outlet=outlet
    )
    said_by = Voice(described_as=hidden.word("source"))
    create_annotation(
        article=article,
        exact=quote,
        state=state,
        entry=record.event,
        stance="disputes",
        voice=said_by,
    )
    create_annotation(article=article, exact=quote, state=state, development=step)
    # The words of an article that readers know, marked by what they do not.
    read = record.event.annotations.order_by("pk")[0].version.article
    exact = {"draft": "by daylight", "in_review": "in the open", "retracted": "aloud"}[state]
    create_annotation(article=read, exact=exact, state=state, entry=record.deadline)
    for claims in (Annotation.objects.all(), Development.objects.all()):
        claims.filter(retraction_reason="wrong").update(retraction_reason=reason)
    hidden.addresses.append(f"/articles/{article.pk}/")
