"""The modes of PLOVER types in words that readers know, to stand after those of the type."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise as StrPromise

MODES_IN_WORDS: "Mapping[str, Mapping[str, StrPromise]]" = {
    "CONSULT": {
        "visit": _("a visit"),
        "third-party": _("at a third party's"),
        "multilateral": _("among several"),
        "phone": _("by telephone"),
    },
    "RETREAT": {
        "withdraw": _("withdrawal"),
        "release": _("release"),
        "disarm": _("disarmament"),
        "ceasefire": _("ceasefire"),
        "access": _("access granted"),
        "resign": _("resignation"),
    },
    "REQUEST": {
        "assist": _("for help"),
        "change": _("for a change"),
        "yield": _("to give way"),
        "meet": _("to meet"),
    },
    "ACCUSE": {
        "disapprove": _("disapproval"),
        "investigate": _("an inquiry"),
        "allege": _("an allegation"),
    },
    "REJECT": {
        "assist": _("no help"),
        "change": _("no change"),
        "yield": _("no giving way"),
        "meet": _("no meeting"),
    },
    "THREATEN": {
        "restrict": _("with restrictions"),
        "arrest": _("with arrest"),
        "relations": _("with cutting relations"),
        "expel": _("with expulsion"),
        "territory": _("with taking territory"),
        "violence": _("with violence"),
    },
    "PROTEST": {
        "demo": _("a demonstration"),
        "riot": _("a riot"),
        "strike": _("a strike"),
        "hunger": _("a hunger strike"),
        "boycott": _("a boycott"),
        "obstruct": _("obstruction"),
        "vandalize": _("vandalism"),
    },
    "SANCTION": {
        "convict": _("conviction"),
        "expel": _("expulsion"),
        "withdraw": _("withdrawal"),
        "discontinue": _("dealings cut"),
    },
    "MOBILIZE": {
        "troops": _("troops"),
        "weapons": _("weapons"),
        "police": _("police"),
        "militia": _("militia"),
    },
    "COERCE": {
        "seize": _("seizure"),
        "restrict": _("restrictions"),
        "censor": _("censorship"),
        "curfew": _("a curfew"),
        "martial-law": _("martial law"),
        "arrest": _("arrest"),
        "deport": _("deportation"),
        "withhold": _("withholding"),
        "misinformation": _("misinformation"),
        "cyber": _("a cyberattack"),
    },
    "ASSAULT": {
        "abduct": _("abduction"),
        "beat": _("beating"),
        "torture": _("torture"),
        "sexual": _("sexual violence"),
        "targeted": _("a targeted killing"),
        "destroy": _("destruction"),
        "primitive": _("simple weapons"),
        "firearms": _("firearms"),
        "explosives": _("explosives"),
        "suicide-attack": _("a suicide attack"),
        "aerial": _("from the air"),
        "drone": _("drones"),
        "heavy-weapons": _("heavy weapons"),
        "crowd-control": _("crowd control"),
        "unconventional": _("unconventional weapons"),
    },
}
