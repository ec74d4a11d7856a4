"""What entries refer to: actors, processes with their tracks, topics, outlets; alike for all N."""

from random import Random

from tests.benchmarks.tables import Lines, line, no_lines
from tests.benchmarks.vocabulary import Vocabulary
from tracker.models import ActorKind, Reliability

ACTORS, PROCESSES, TOPICS, OUTLETS = 2_000, 20, 40, 60
TRACKS = 3  # of each process: process p has the tracks 3p-2, 3p-1 and 3p

_STRANDS = ("Security", "Economy", "Prisoners")
_ORGANISATIONS = (ActorKind.ORGANISATION, ActorKind.OFFICE, ActorKind.ARMED_GROUP, ActorKind.BLOC)


def actor_names(words: Vocabulary, random: Random) -> list[tuple[str, str]]:
    """Name and kind; the first are the most frequent, and states."""
    found: dict[str, str] = {}
    for name in words.names:
        if len(found) < 150:
            found[name] = ActorKind.STATE
        elif random.random() < 0.5:
            found[words.person(name)] = ActorKind.PERSON
        else:
            found[words.organisation(name)] = random.choice(_ORGANISATIONS)
    return list(found.items())[:ACTORS]


def reference_lines(words: Vocabulary, actors: list[tuple[str, str]], random: Random) -> Lines:
    lines = no_lines()
    for number, (name, kind) in enumerate(actors, 1):
        lines["tracker_actor"].append(line(number, f"actor-{number:04}", name, kind, "", "", ""))
    for number in range(1, PROCESSES + 1):
        name = words.names[-number]
        lines["tracker_process"].append(
            line(number, f"process-{number:02}", f"{name} talks", words.sentences[number])
        )
        for position, strand in enumerate(_STRANDS):
            row = line(
                (number - 1) * TRACKS + position + 1, number, strand.lower(), strand, position
            )
            lines["tracker_track"].append(row)
    for number in range(1, TOPICS + 1):
        name = words.names[-100 - number]
        lines["tracker_topic"].append(line(number, f"topic-{number:02}", f"{name} question", ""))
    for number in range(1, OUTLETS + 1):
        name = words.names[-200 - number]
        reliability = random.choice(Reliability.values)
        lines["tracker_outlet"].append(
            line(number, f"outlet-{number:02}", f"The {name} Courier", "", reliability)
        )
    return lines
