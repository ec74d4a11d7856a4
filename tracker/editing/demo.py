"""The demonstration: two processes, written for the product, added to whatever is there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pghistory
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from tracker.editing.annotate import Voice, annotate, locate
from tracker.editing.articles import add_article
from tracker.editing.demo_data import PROCESSES, Table, read, read_text, read_window
from tracker.editing.derived import refresh_derived
from tracker.editing.developments import record_development
from tracker.editing.entries import create_entry
from tracker.editing.review import publish, submit
from tracker.models import (
    Actor,
    ActorAlias,
    Affiliation,
    Article,
    Condition,
    ConditionLink,
    Deadline,
    Development,
    Entry,
    EntryLink,
    Event,
    Outlet,
    Process,
    ReviewState,
    Role,
    Stance,
    Topic,
    Track,
)
from tracker.models.fields import window_columns

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# In this order: deadlines and conditions may rest on events, conditions on deadlines.
KINDS: dict[str, type[Entry]] = {
    "events": Event,
    "deadlines": Deadline,
    "conditions": Condition,
}
# What a table of an entry says beside the columns of its model.
_APART = frozenset(
    [
        "key",
        "state",
        "track",
        "topics",
        "parts",
        "quotes",
        "window",
        "known_on",
        "time_limit",
        "developments",
    ]
)


@dataclass
class Scene:
    """What the tables refer to by its short name, and what was added."""

    added: Counter[str]
    actors: dict[str, Actor] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    fresh: dict[str, Table] = field(default_factory=dict)  # tables of the entries added just now


@transaction.atomic
def load(*, editor: "User", reviewer: "User") -> Counter[str]:
    """Adds what is missing and returns how much of it, by table.

    What is there already is left as it is, with all that hangs on it, whatever has become of it
    since. An entry and an article are known by every title that they have had.
    Raises PermissionDenied when there is something to publish and the reviewer may not.
    """
    with connection.cursor() as cursor:
        # One at a time: two would both find the same things missing.
        cursor.execute(f"LOCK TABLE {Process._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    added: Counter[str] = Counter()
    scenes = []
    with pghistory.context(command="demo", user=editor.pk):
        cast = _load_cast(read("common"), added)
        for name in PROCESSES:
            scene = replace(cast, tracks={}, articles={}, entries={}, fresh={})
            _load_process(read(name), scene)
            submit(_wanted(scene, ReviewState.IN_REVIEW), by=editor)
            scenes.append(scene)
    ready = [entry for scene in scenes for entry in _wanted(scene, ReviewState.PUBLISHED)]
    if ready:
        with pghistory.context(command="demo", user=reviewer.pk):
            publish(ready, by=reviewer)
    return added


def _wanted(scene: Scene, state: ReviewState) -> list[Entry]:
    """The entries added just now that are to end in this state."""
    return [
        scene.entries[key]
        for key, table in scene.fresh.items()
        if table.get("state", ReviewState.PUBLISHED) == state
    ]


# ── the cast: outlets, topics, actors ───────────────────────────────────────────────────────────


def _load_cast(common: Table, added: Counter[str]) -> Scene:
    scene = Scene(added)
    for table in common["outlets"]:
        outlet = Outlet.objects.filter(_named(table)).first()
        if outlet is None:
            outlet = Outlet.objects.create(**table)
            added["outlets"] += 1
        scene.outlets[table["slug"]] = outlet
    for table in common["topics"]:
        topic = Topic.objects.filter(_named(table)).first()
        if topic is None:
            topic = Topic.objects.create(**table)
            added["topics"] += 1
        scene.topics[table["slug"]] = topic
    for table in common["actors"]:
        scene.actors[table["slug"]] = _actor(table, scene)
    return scene


def _named(table: Table) -> Q:
    """Somebody else may have given it another short name, or another name."""
    return Q(slug=table["slug"]) | Q(name=table["name"])


def _actor(table: Table, scene: Scene) -> Actor:
    """The actor, with aliases and affiliations when it is new. Affiliations point backwards."""
    same = _named(table)
    for identifier in ("iso_3166", "wikidata"):
        if identifier in table:
            same |= Q((identifier, table[identifier]))
    actor = Actor.objects.filter(same).first()
    if actor is not None:
        return actor
    columns = {key: table[key] for key in table.keys() - {"aliases", "affiliations"}}
    actor = Actor.objects.create(**columns)
    for name, kind in table.get("aliases", {}).items():
        ActorAlias.objects.create(actor=actor, name=name, kind=kind)
    for affiliation in table.get("affiliations", ()):
        to = scene.actors[affiliation["to"]]
        Affiliation.objects.create(**affiliation | {"actor": actor, "to": to})
    scene.added["actors"] += 1
    return actor


# ── one process ─────────────────────────────────────────────────────────────────────────────────


def _load_process(tables: Table, scene: Scene) -> None:
    process = Process.objects.filter(_named(tables["process"])).first()
    if process is None:
        process = Process.objects.create(**tables["process"])
        scene.added["processes"] += 1
    for position, table in enumerate(tables["tracks"]):
        track, is_new = Track.objects.get_or_create(
            process=process,
            slug=table["slug"],
            defaults={"name": table["name"], "position": position},
        )
        scene.tracks[table["slug"]] = track
        scene.added["tracks"] += is_new
    for table in tables["articles"]:
        scene.articles[table["file"]] = _article(table, scene)
    for kind, model in KINDS.items():
        for table in tables[kind]:
            known = model.objects.filter(
                process=process, entry_revision__title=table["title"]
            ).first()
            if known is None:
                known = _add_entry(model, table, process, scene)
                scene.fresh[table["key"]] = table
            scene.entries[table["key"]] = known
    for key, table in scene.fresh.items():
        for step in table.get("developments", ()):
            _add_development(scene.entries[key], step, scene)
    _add_links(tables, scene)


def _article(table: Table, scene: Scene) -> Article:
    outlet = scene.outlets[table["outlet"]]
    known = Article.objects.filter(outlet=outlet, article_revision__title=table["title"]).first()
    if known is not None:
        return known
    scene.added["articles"] += 1
    return add_article(
        outlet=outlet,
        title=table["title"],
        published_on=table["published_on"],
        text=read_text(table["file"]),
        reprint_of=scene.articles[table["reprint_of"]] if "reprint_of" in table else None,
        origin=scene.outlets[table["origin"]] if "origin" in table else None,
    )


def _add_entry(model: type[Entry], table: Table, process: Process, scene: Scene) -> Entry:
    columns = {key: table[key] for key in table.keys() - _APART}
    if "time_limit" in table:
        columns["time_limit_id"] = scene.entries[table["time_limit"]].pk
    entry = model(
        process=process,
        track=scene.tracks[table["track"]],
        known_on=table.get("known_on", timezone.localdate()),
        known_on_by_hand="known_on" in table,
        **window_columns(read_window(table["window"])),
        **columns,
    )
    create_entry(
        entry,
        parts=[
            (scene.actors[slug], Role(role))
            for role, slugs in table["parts"].items()
            for slug in slugs
        ],
        topics=[scene.topics[slug] for slug in table["topics"]],
    )
    scene.added["entries"] += 1
    _add_sources(table.get("quotes", ()), scene, entry=entry)
    return entry


def _add_development(entry: Entry, table: Table, scene: Scene) -> None:
    development = Development(
        entry=entry,
        outcome=table["outcome"],
        event_id=scene.entries[table["event"]].pk if "event" in table else None,
        note=table.get("note", ""),
        known_on=table.get("known_on", timezone.localdate()),
        known_on_by_hand="known_on" in table,
        **window_columns(read_window(table["window"])),
    )
    if "new_window" in table:
        development.new_window = read_window(table["new_window"])
    record_development(development)
    scene.added["developments"] += 1
    _add_sources(table.get("quotes", ()), scene, development=development)
    refresh_derived([entry.pk])


def _add_sources(
    quotes: Iterable[Table],
    scene: Scene,
    *,
    entry: Entry | None = None,
    development: Development | None = None,
) -> None:
    for table in quotes:
        article = scene.articles[table["article"]]
        # The newest text that still has the words: an article may have changed since.
        holding = article.versions.filter(text__contains=table["exact"]).order_by("-number")
        version = holding.first() or article.current
        annotate(
            version,
            locate(version, table["exact"]),
            entry=entry,
            development=development,
            stance=table.get("stance", Stance.SUPPORTS),
            voice=_voice(table, scene),
        )
        scene.added["sources"] += 1


def _voice(table: Table, scene: Scene) -> Voice:
    return Voice(
        speaker=scene.actors[table["speaker"]] if "speaker" in table else None,
        mode=table.get("mode", ""),
        attribution=table.get("attribution", ""),
        described_as=table.get("described_as", ""),
    )


def _add_links(tables: Table, scene: Scene) -> None:
    """Links of which one end at least was added just now; others may have been cut on purpose."""
    for table in (*tables["links"], *tables["condition_links"]):
        if not scene.fresh.keys() & {table["source"], table["target"]}:
            continue
        ends = {f"{end}_id": scene.entries[table[end]].pk for end in ("source", "target")}
        if "relation" in table:
            ConditionLink.objects.create(relation=table["relation"], **ends)
        else:
            EntryLink.objects.create(type=table["type"], note=table.get("note", ""), **ends)
        scene.added["links"] += 1
