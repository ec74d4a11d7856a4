"""A report, and one of something else: for what is reprinted."""

WIRE = (
    "The envoys of Arland and Belmark met at the lake on Thursday and parted without a word. "
    "Whoever had hoped for a date went home with none. The mediator, who had brought maps, folded "
    "them up again; the harbour, he said, would stay as it is until somebody gives way.\n\n"
    "In Belmark the news was read calmly. Its delegation had come to listen, a member of it said, "
    "and had done so for six hours. The prisoners, whose lists both sides carry with them, were "
    "not spoken of. A ship that had waited for the outcome left in the evening.\n\n"
    "Arland means to try again before the ice comes. Two dates are under discussion, both in the "
    "month after next, and a third place, since neither capital wants to be the one that invites."
)
OTHER = (
    "Nine firms from Arland have asked the court to look again at the tolls of the canal. They "
    "hold that the rates of last spring were set without a hearing, and that Belmark's own ships "
    "pay less. The court has given itself until autumn; a decision binds both sides for ten years, "
    "which is why neither wanted to be the one that goes first."
)


def two_thirds(text: str) -> str:
    return text[: len(text) * 2 // 3]
