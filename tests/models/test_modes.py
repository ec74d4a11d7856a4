from tracker.models import PLOVER
from tracker.models.modes import MODES_IN_WORDS


def test_every_mode_of_every_type_has_its_words() -> None:
    assert {name: tuple(modes) for name, modes in MODES_IN_WORDS.items()} == {
        name: plover.modes for name, plover in PLOVER.items() if plover.modes
    }
