"""Who can act: the actors that the caller knows, and the table that Demarche ships.

`KnownActor` is plain data; the caller makes it from the database, `gazetteer_tables` from the
files. Where both know an actor (by ISO 3166, Wikidata or name), it is one: the caller's name and
slug are kept, the aliases of both are found.
"""

from collections import defaultdict
from collections.abc import Iterable

from tracker.suggest.actors.known import (
    Actor,
    Form,
    FormKind,
    KnownActor,
    KnownAffiliation,
    KnownAlias,
    KnownOffice,
    Office,
    Tenure,
    cut,
    keys,
    surname,
)
from tracker.suggest.actors.tables import shipped_actors, shipped_offices
from tracker.suggest.actors.words import name_words

__all__ = ["Gazetteer", "KnownActor", "KnownAffiliation", "KnownAlias"]


class Gazetteer:
    """Forms by their first word, offices by title, and who held them when."""

    def __init__(self, known: Iterable[KnownActor] = (), *, shipped: bool = True) -> None:
        self.forms: dict[str, list[Form]] = defaultdict(list)
        self.offices: dict[str, list[Office]] = defaultdict(list)
        self.titles: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.tenures: dict[Actor, list[Office]] = defaultdict(list)
        # Words in small letters that a mention may begin with.
        self.small_beginnings: frozenset[str] = frozenset()
        self.by_iso: dict[str, Actor] = {}
        self.surnames: dict[tuple[str, ...], list[Actor]] = defaultdict(list)
        self._people: dict[Actor, list[str]] = defaultdict(list)
        self._slugs: dict[str, Actor] = {}
        self._names: dict[str, Actor] = {}
        self._seen: set[tuple[tuple[str, ...], Actor]] = set()
        known = list(known)
        self._merge(known, shipped_actors() if shipped else ())
        for table in shipped_offices() if shipped else ():
            self._add_office(table)
        self._affiliate(known)
        self._sort()

    def forms_at(self, words: list[str], at: int) -> list[Form]:
        """The longest forms that begin with words[at]; the last word may be a possessive."""
        listed = self.forms.get(words[at]) or self.forms.get(words[at].removesuffix("'s"))
        found: list[Form] = []
        for form in listed or ():
            size = len(form.words)
            if found and size < len(found[0].words):
                break
            there = words[at : at + size]
            same = len(there) == size and tuple(there[:-1]) == form.words[:-1]
            if same and form.words[-1] in (there[-1], there[-1].removesuffix("'s")):
                found.append(form)
        return found

    def title_at(self, lower: list[str], at: int) -> int:
        """How many words from here are a title that this gazetteer knows."""
        for title in self.titles.get(lower[at].removesuffix("'s"), ()):
            there = lower[at : at + len(title)]
            if there and (*there[:-1], there[-1].removesuffix("'s")) == title:
                return len(title)
        return 0

    def office(self, title: str, of: Actor) -> Office | None:
        return next((office for office in self.offices.get(title, ()) if office.of == of), None)

    # ── building ────────────────────────────────────────────────────────────────────────────

    def _merge(self, known: list[KnownActor], shipped: Iterable[KnownActor]) -> None:
        table = list(shipped)
        by_key: dict[tuple[str, str], KnownActor] = {}
        for one in table:
            for key in keys(one):
                by_key.setdefault(key, one)
        merged: dict[str, Actor] = {}
        for actor in known:
            same = next((by_key[key] for key in keys(actor) if key in by_key), None)
            if same and same.kind != actor.kind and same.iso_3166 != actor.iso_3166:
                same = None
            iso = actor.iso_3166 or (same.iso_3166 if same else "")
            home = actor.home or (same.home if same else "")
            made = Actor(actor.name, actor.kind, actor.slug, iso, home)
            self._slugs[actor.slug] = made
            if same:
                merged[same.name] = made
            self._add_actor(made, actor, same, is_known=True)
        for one in table:
            meant = merged.get(one.name) or Actor(one.name, one.kind, "", one.iso_3166, one.home)
            self._names[one.name] = meant
            self._add_actor(meant, one, one)

    def _add_actor(
        self,
        actor: Actor,
        source: KnownActor,
        table: KnownActor | None,
        *,
        is_known: bool = False,
    ) -> None:
        self._add_form(source.name, actor, "name", is_known=is_known)
        if actor.kind == "person":
            names = (alias.name for alias in source.aliases if alias.kind == "name")
            self._people[actor] += [source.name, *names]
        if actor.iso_3166 and actor.kind == "state":
            self.by_iso.setdefault(actor.iso_3166, actor)
        capitals = table.capitals if table else source.capitals
        people = table.people if table else source.people
        for alias in source.aliases:
            if alias.kind == "title":
                continue
            kind: FormKind = alias.kind
            if kind == "metonym" and (alias.name in capitals or not table):
                kind = "capital"
            elif kind == "demonym" and (alias.name in people or alias.name.endswith("ans")):
                kind = "people"
            self._add_form(alias.name, actor, kind, is_known=is_known)
        for city in table.cities if table else ():
            self._add_form(city, actor, "city")

    def _add_form(self, name: str, actor: Actor, kind: FormKind, *, is_known: bool = False) -> None:
        """The caller's own names are found even where the table would not trust them alone."""
        bare = name.removeprefix("The ").removeprefix("the ")
        words = cut(bare)
        if not words or (words, actor) in self._seen:
            return
        if name in name_words("not_alone") and not is_known:
            return
        self._seen.add((words, actor))
        needs_the = bare != name and name != "The Hague"
        self.forms[words[0]].append(Form(words, actor, kind, needs_the))

    def _add_office(self, table: KnownOffice) -> None:
        of = self._names.get(table.of)
        if of is None:
            raise ValueError(f"an office of {table.of}, which is not in the tables")
        office = Office(of, list(table.titles), list(table.bare))
        for title in (*table.titles, *table.bare):
            self.offices[title].append(office)
        for name, since, until in table.holders:
            office.tenures.append(Tenure(self._names[name], since, until))
            self.tenures[self._names[name]].append(office)

    def _affiliate(self, known: list[KnownActor]) -> None:
        """Offices first, so that their holders find them."""
        for actor in known:
            titles = [alias.name.lower() for alias in actor.aliases if alias.kind == "title"]
            if actor.kind == "office":
                for affiliation in actor.affiliations[:1]:
                    if of := self._slugs.get(affiliation.to):
                        office = self._office_of(of, [*titles, actor.name.lower()])
                        office.actor = self._slugs[actor.slug]
                        office.bare += [title for title in titles if " " in title]
        for actor in known:
            if actor.kind != "office":
                self._affiliate_holder(actor)

    def _affiliate_holder(self, actor: KnownActor) -> None:
        holder = self._slugs[actor.slug]
        for affiliation in actor.affiliations:
            to = self._slugs.get(affiliation.to)
            if to is None:
                continue
            title = affiliation.role.split(",")[0].split(" of ")[0].lower().strip()
            whole = affiliation.role.split(",")[0].lower().strip()
            office = self._of_actor(to) if to.kind == "office" else None
            if office is None and title:
                office = self._office_of(to, [whole, title] if whole != title else [title])
            if office:
                # The caller's word comes before the table's.
                office.tenures.insert(0, Tenure(holder, affiliation.since, affiliation.until))
                self.tenures[holder].append(office)

        titles = [alias.name.lower() for alias in actor.aliases if alias.kind == "title"]
        if titles:
            self._call(actor, holder, titles)

    def _call(self, actor: KnownActor, holder: Actor, titles: list[str]) -> None:
        """A title among a person's aliases: what they are called while they are affiliated."""
        first = actor.affiliations[0] if actor.affiliations else None
        of = self._slugs.get(first.to, holder) if first else holder
        office = self._office_of(of, titles)
        office.bare += [title for title in titles if " " in title]
        since, until = (first.since, first.until) if first else (None, None)
        office.tenures.insert(0, Tenure(holder, since, until))
        self.tenures[holder].append(office)

    def _of_actor(self, actor: Actor) -> Office | None:
        every = (office for offices in self.offices.values() for office in offices)
        return next((office for office in every if office.actor == actor), None)

    def _office_of(self, of: Actor, titles: list[str]) -> Office:
        found = next((office for title in titles if (office := self.office(title, of))), None)
        if found is None:
            found = Office(of, titles)
        for title in titles:
            if found not in self.offices[title]:
                self.offices[title].append(found)
        return found

    def _sort(self) -> None:
        for actor in list(self._people):
            offices = self.tenures.get(actor, ())
            iso = actor.iso_3166 or next((office.of.iso_3166 for office in offices), "")
            self._add_surname(actor, iso)
        for forms in self.forms.values():
            forms.sort(key=lambda form: -len(form.words))
        for title in {*self.offices, *name_words("offices")}:
            words = cut(title)
            self.titles[words[0]].append(words)
        for titles in self.titles.values():
            titles.sort(key=len, reverse=True)
        small = {word for word in self.forms if not word[0].isupper()}
        self.small_beginnings = frozenset({*self.titles, *name_words("persons"), *small})

    def _add_surname(self, actor: Actor, iso: str) -> None:
        for name in self._people[actor]:
            last = surname(name, iso)
            for form in filter(None, (last, last[3:] if last.startswith("al-") else "")):
                self._add_form(form, actor, "surname")
                if actor not in self.surnames[cut(form)]:
                    self.surnames[cut(form)].append(actor)
