"""The sentences that are written for the purpose stay read as well as they are."""

from tests.evaluation.invented import score


def test_most_sides_of_the_sentences_are_told_right() -> None:
    sentences, sources, targets = score()
    assert sentences >= 260
    assert sources / sentences >= 0.93
    assert targets / sentences >= 0.86
