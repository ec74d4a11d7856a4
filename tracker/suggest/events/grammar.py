"""Closed classes of words, as `data/events_words.toml` has them."""

from tracker.suggest.tables import table


def grammar(name: str) -> frozenset[str]:
    return frozenset(table("events_words")["grammar"][name].split())
