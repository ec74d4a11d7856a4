"""States that only describe something: "a Turkish convoy", "Indian charges".

They are no actors of a text by themselves, but tell the side of a deed that nobody else takes.
"""

from collections.abc import Sequence

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.actors.known import Form, fold
from tracker.suggest.actors.words import name_words
from tracker.suggest.found import ActorFound
from tracker.suggest.text import Document

_SCORE = 0.5


def find_described(
    document: Document, gazetteer: Gazetteer, actors: Sequence[ActorFound]
) -> list[ActorFound]:
    """In the order of the text, none over one of the actors."""
    tokens = document.tokens
    words = [one.text if one.text.isascii() else fold(one.text) for one in tokens]
    taken: set[int] = set()
    for actor in actors:
        taken.update(range(document.token_at(actor.start), document.token_at(actor.end - 1) + 1))
    found = []
    for at, word in enumerate(words):
        if at in taken or not word[:1].isupper() or word not in gazetteer.forms:
            continue
        form = next((one for one in gazetteer.forms_at(words, at) if _is_of_a_state(one)), None)
        if form is None or not taken.isdisjoint(range(at, at + len(form.words))):
            continue
        if _is_of_a_company(words, at, at + len(form.words)):
            continue
        found.append(
            ActorFound(
                start=tokens[at].start,
                end=tokens[at + len(form.words) - 1].end,
                why=f"what is said to be of {form.actor.name}",
                score=_SCORE,
                name=form.actor.name,
                kind=form.actor.kind,
                slug=form.actor.slug,
                iso_3166=form.actor.iso_3166,
                home=form.actor.home,
            )
        )
    return found


def _is_of_a_company(words: list[str], at: int, stop: int) -> bool:
    """ "Air India", "Thai Airways", "US$ 100"."""
    beside = {*words[max(at - 1, 0) : at], *words[stop : stop + 2]}
    return "$" in words[stop : stop + 1] or not name_words("companies").isdisjoint(beside)


def _is_of_a_state(form: Form) -> bool:
    """Its name stands here only within that of something else: "the Montenegro Assembly"."""
    says = ("demonym", "people", "abbreviation", "name")
    return form.kind in says and form.actor.kind == "state"
