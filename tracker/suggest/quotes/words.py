"""The words of saying (quotes_words.toml)."""

from tracker.suggest.tables import table


def _words(name: str) -> frozenset[str]:
    return frozenset(table("quotes_words")[name].split())


SAYING = _words("saying")
SAYING_THAT = _words("saying_that")
QUOTING = _words("quoting")
ALL_SAYING = SAYING | SAYING_THAT | QUOTING
NAMING = _words("naming")
TELLING = _words("telling")
DOUBTFUL = _words("doubtful")
PRONOUNS = _words("pronouns")
OF_PERSONS = _words("of_persons")
ANONYMOUS = _words("anonymous")
TITLES = ANONYMOUS | _words("titles")
BEFORE_VERB = _words("before_verb")
TIME_WORDS = _words("time_words")
TIME_PREPOSITIONS = _words("time_prepositions")
LEFT_STOPS = _words("left_stops")
RIGHT_STOPS = _words("right_stops")
NOT_SAID = _words("not_said")
LEADING = _words("leading")
# What a writer calls what somebody said, and what he thinks it may bring about.
COMMENTS = _words("comments")
DOUBTS = _words("doubts")
