"""The tables of deeds fit the codebook, and English verbs are bent as they should be."""

import pytest

from tracker.models.events import PLOVER, PloverType
from tracker.suggest.events.forms import forms_of, plural
from tracker.suggest.events.lexicon import lexicon


def test_types_and_modes_are_plovers() -> None:
    deeds = {phrase.deed for found in lexicon().phrases.values() for phrase, _ in found}
    for deed in deeds:
        assert set(deed.types) <= set(PloverType.values)
        assert len(deed.types) >= 2
        assert deed.mode in {"", *PLOVER[deed.types[0]].modes}
        assert 0 < deed.score <= 1
    assert {deed.types[0] for deed in deeds} == set(PloverType.values)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("sign", "sign signs signed signing"),
        ("deny", "deny denies denied denying"),
        ("urge", "urge urges urged urging"),
        ("stop", "stop stops stopped stopping"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("cancel", "cancel cancels cancelled cancelling canceled canceling"),
    ],
)
def test_a_verb_has_its_forms(verb: str, forms: str) -> None:
    irregular = {"withdraw": "withdrew withdrawn"}
    assert set(forms_of(verb, irregular, frozenset({"stop", "cancel"}))) == set(forms.split())


@pytest.mark.parametrize(("noun", "many"), [("talk", "talks"), ("treaty", "treaties")])
def test_a_noun_has_its_plural(noun: str, many: str) -> None:
    assert plural(noun) == many
