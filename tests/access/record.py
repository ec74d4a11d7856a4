"""One object of everything in each of its states, by the names that the table of rights uses."""

from collections.abc import Callable

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType

from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_outlet,
    create_process,
    create_topic,
    create_track,
    create_user,
)
from tracker.editing.originals import AsItCame, keep_original
from tracker.models import Entry, ReviewState
from tracker.timeline.revisions import revisions_of

CREATE: dict[str, Callable[..., Entry]] = {
    "event": create_event,
    "deadline": create_deadline,
    "condition": create_condition,
}
Names = dict[str, str]  # "draft event" → what stands in its address


def create_record() -> Names:
    """Published is what has an empty adjective: "event", beside "draft event"."""
    process = create_process(slug="talks")
    unused = create_process(slug="unused")
    actor, topic, track = create_actor(), create_topic(), create_track(process=process)
    event = create_event(process=process, track=track, by=actor, topics=(topic,))
    deadline = create_deadline(process=process)
    article = create_article(
        title="Read", text=" ".join(f"They met: {one}." for one in ReviewState)
    )
    names = {
        "process": str(process.pk),
        "process by name": process.slug,
        "unused process by name": unused.slug,
        "track": str(track.pk),
        "topic": str(topic.pk),
        "actor": str(actor.pk),
        "actor by name": actor.slug,
        "outlet": str(create_outlet().pk),
        "article": str(article.pk),
        "user": str(create_user("somebody").pk),
        "group": str(Group.objects.get(name="Editors").pk),
        "kind": "event",
        "number of version": "1",
        "text that waits for nobody": "1",
        "key": "topic",
        "deadline of developments": str(deadline.pk),
        "the tracker": "tracker",
        "the accounts": "auth",
        "nothing known": "nothing",
        "content type of event": str(ContentType.objects.get(model="event").pk),
    }
    keep_original(article.current, AsItCame(b"<p>They met.</p>", media_type="text/html"))
    for state in ReviewState.values:
        adjective = "" if state == ReviewState.PUBLISHED else f"{state.replace('_', ' ')} "
        for kind, create in CREATE.items():
            entry = create(process=process, state=state)
            names[f"{adjective}{kind}"] = names[f"{adjective}entry"] = str(entry.pk)
        step = create_development(entry=deadline, state=state)
        names[f"{adjective}development"] = str(step.pk)
        source = create_annotation(article=article, exact=f"met: {state}", entry=event, state=state)
        names[f"{adjective}annotation"] = str(source.pk)
        if adjective:
            cited = create_article(title=f"Cited {adjective}", text=f"They met: {state}.")
            create_annotation(article=cited, exact="They met", entry=event, state=state)
            names[f"article of a {adjective}source"] = str(cited.pk)
    for state in ("", "draft "):
        entry = Entry.objects.get(pk=names[f"{state}entry"])
        revisions = revisions_of(entry, reader=create_user(f"{state}clerk", "Editors"))
        names[f"revision of {state}entry"] = str(revisions[0].key)
    names["no revision"] = "1"
    names["article of no source"] = str(create_article(title="Fresh", text="Nothing yet.").pk)
    return names
