"""One record with a row of every table and words in every field: what pages are held against that
must take whatever comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models

from tests.factories import (
    DAY,
    change_text,
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
    create_topic,
    create_track,
)
from tracker.dates.window import Window
from tracker.editing.annotate import Voice
from tracker.editing.originals import AsItCame, keep_original
from tracker.models import (
    Actor,
    ActorAlias,
    Affiliation,
    Article,
    Condition,
    Deadline,
    Development,
    Event,
    Outcome,
    Process,
    ReviewState,
    Role,
)

# Fields whose form the application or the database holds: nobody can write at will in them.
SHAPED = {"slug", "iso_3166", "wikidata", "edtf", "new_edtf", "sha256", "language"}
DERIVED = {"words", "facet", "value", "place", "names"}


@dataclass(frozen=True, slots=True)
class Everything:
    process: Process
    event: Event
    deadline: Deadline
    condition: Condition
    development: Development
    article: Article


def create_everything(*, words: str = "") -> Everything:
    """Published for the most part; a draft, and something retracted of each kind of claim."""
    said = f" {words}".rstrip()
    process = Process.objects.create(
        slug="talks", name=f"Talks{said}", summary=f"On the harbour.{said}"
    )
    track = create_track(process=process)
    _write(track, name=f"Ceasefire{said}")
    topic = create_topic()
    _write(topic, name=f"Sanctions{said}", description=f"Measures.{said}")
    arland = create_actor(name=f"Arland{said}", slug="arland")
    _write(arland, description=f"A state.{said}")
    envoy = create_actor(name=f"The envoy{said}", slug="envoy", kind="person")
    ActorAlias.objects.create(actor=arland, name=f"The capital{said}")
    Affiliation.objects.create(actor=envoy, to=arland, role=f"envoy{said}", since=DAY)
    common: dict[str, Any] = {
        "summary": f"Ships come and go.{said}",
        "process": process,
        "track": track,
        "by": arland,
        "to": envoy,
        "topics": (topic,),
    }
    event = create_event(
        title=f"The harbour opens{said}",
        process_state="active",
        phrase=f"on Friday{said}",
        parts=((envoy, Role.MEDIATOR),),
        **common,
    )
    _write(event, window_why=f"Set by hand.{said}")
    deadline = create_deadline(
        title=f"Answer soon{said}",
        demand=f"answer the proposal{said}",
        consequence=f"the harbour shuts{said}",
        phrase=f"within days{said}",
        until=DAY + timedelta(7),
        **common,
    )
    condition = create_condition(
        title=f"Ships for answers{said}",
        if_clause=f"there is no answer{said}",
        then_clause=f"the mediator leaves{said}",
        time_limit=deadline,
        **common,
    )
    other = create_condition(title=f"Another{said}", process=process)
    create_condition_link(source=condition, target=other)
    create_link(source=event, target=deadline, note=f"At the same table.{said}")
    create_link(source=condition, target=event, type="contradicts", note=f"Two stories.{said}")
    development = _develop(deadline, event, said)
    article = _quote(event, condition, development, said)
    draft = create_event(title=f"Not public yet{said}", process=process, state=ReviewState.DRAFT)
    create_annotation(
        article=article, exact="A draft rests on this", entry=draft, state=ReviewState.DRAFT
    )
    retracted = create_event(
        title=f"Taken back{said}", process=process, state=ReviewState.RETRACTED
    )
    _write(retracted, retraction_reason=f"It was wrong.{said}")
    return Everything(process, event, deadline, condition, development, article)


def _develop(deadline: Deadline, event: Event, said: str) -> Development:
    development = create_development(
        entry=deadline,
        event=event,
        outcome=Outcome.EXTENDED,
        on=DAY + timedelta(6),
        new=(DAY, DAY + timedelta(30)),
    )
    day = DAY + timedelta(6)
    development.window = Window(
        edtf=day.isoformat(),
        earliest=day,
        latest=day,
        phrase=f"a day before{said}",
        why=f"Counted back.{said}",
    )
    new = development.new_window
    assert new is not None
    development.new_window = Window(
        edtf=new.edtf,
        earliest=new.earliest,
        latest=new.latest,
        phrase=f"a month more{said}",
        why=f"Counted on.{said}",
    )
    development.note = f"By letter.{said}"
    development.save()
    withdrawn = create_development(
        entry=deadline, outcome=Outcome.MET, on=DAY, state=ReviewState.RETRACTED
    )
    _write(withdrawn, retraction_reason=f"It was not.{said}")
    return development


def _quote(event: Event, condition: Condition, development: Development, said: str) -> Article:
    outlet = create_outlet(name=f"The Test Courier{said}")
    _write(outlet, homepage=f"https://courier.example/?{said}")
    text = f"Before{said} after.\n\nSea gates open. {said} A draft rests on this. They return once."
    article = create_article(
        title=f"The harbour{said}",
        text=text,
        outlet=outlet,
        published_on=DAY,
    )
    _write(article, url=f"https://courier.example/harbour?{said}", author=f"Ada Quill{said}")
    original = keep_original(article.current, AsItCame(b"<p>Before.</p>", "text/html"))
    _write(original, name=f"page{said}.html", fetched_from=f"https://courier.example/?{said}")
    create_annotation(
        article=article,
        exact=f"Before{said} after",
        entry=event,
        voice=Voice(speaker=Actor.objects.get(slug="envoy"), mode="quoted"),
    )
    source = create_annotation(
        article=article,
        exact="Sea gates open",
        entry=condition,
        stance="disputes",
        voice=Voice(mode="paraphrased", attribution="anonymous"),
    )
    _write(source, described_as=f"somebody at the sea{said}")
    agency = create_outlet(name=f"The Test Agency{said}")
    reprint = create_article(
        title=f"Elsewhere{said}", text="Sea gates.", outlet=agency, reprint_of=article
    )
    create_annotation(article=reprint, exact="Sea gates", entry=event)
    taken_over = create_article(title=f"Over{said}", text="Gates at sea.", origin=agency)
    create_annotation(article=taken_over, exact="Gates at sea", entry=event)
    create_annotation(article=article, exact="return once", entry=condition)
    create_annotation(article=article, exact="gates open", development=development)
    gone = create_annotation(
        article=article, exact="They return", entry=condition, state=ReviewState.RETRACTED
    )
    _write(gone, retraction_reason=f"It does not say so.{said}")
    change_text(article, text.replace("once.", "twice."))
    return article


def _write(row: models.Model, **values: str) -> None:
    """Past every form, as a program with the password of the database might."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)
    row.refresh_from_db()


def free_texts() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of ours in which somebody can write what they like, with its table."""
    for model in apps.get_app_config("tracker").get_models():
        for field in model._meta.local_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            is_free = is_text and not field.choices
            if is_free and field.name not in {*SHAPED, *DERIVED, "pgh_label"}:
                yield model, field.name
