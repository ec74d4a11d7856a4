"""How a picture of a page is kept, and what counts as another.

Kept is a shrunken grey picture: the layout with its blocks of text, large enough to see what is
where, too small for the shapes of letters. Compared are both, blurred a little more. Measured on
the timeline and an entry: letters that are drawn half a pixel bolder, or half a pixel aside, make
0.0 % of what is drawn another; a column that moves by 6 pixels 3 %, by 12 pixels 7 %; a page that
begins 20 pixels further right or 16 further down 20 to 90 %.
"""

import io
import os
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

HERE = Path(__file__).parent
FAILED = Path(__file__).parents[3] / "var" / "looks"
ANEW = "LOOKS_ANEW"  # names of pages, or "all": pictures that are taken anew instead of compared

SHRUNK = {1280: 4, 390: 3}  # pixels of a page, by its width, that become one of the picture
BLUR = 0.8  # pixels of the picture
LEVELS = 32  # of 255: how much darker or lighter makes a pixel another
SHARE = 0.02  # of what is drawn on it may be drawn elsewhere
TALLER = 0.01  # of its height may a page have won or lost


def shrunken(screenshot: bytes, *, width: int) -> Image.Image:
    image = Image.open(io.BytesIO(screenshot)).convert("L")
    return image.reduce(SHRUNK[width])


def different(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where the two differ; over the height that they share."""
    sides = _blurred(one, other)
    return _beyond(ImageChops.difference(*sides))


def share_of(difference: Image.Image, one: Image.Image, other: Image.Image) -> float:
    """How much of what is drawn is white in the difference. On a page that is nearly empty, little
    is much."""
    drawn = Image.new("L", difference.size)
    for side in _blurred(one, other):
        paper = Image.new("L", side.size, side.histogram().index(max(side.histogram())))
        drawn = ImageChops.lighter(drawn, _beyond(ImageChops.difference(side, paper)))
    return difference.histogram()[255] / max(1, drawn.histogram()[255])


def _blurred(one: Image.Image, other: Image.Image) -> list[Image.Image]:
    box = (0, 0, min(one.width, other.width), min(one.height, other.height))
    return [side.crop(box).filter(ImageFilter.GaussianBlur(BLUR)) for side in (one, other)]


def _beyond(levels: Image.Image) -> Image.Image:
    return levels.point(lambda level: 255 if level > LEVELS else 0)


def taller(than: Image.Image, now: Image.Image) -> float:
    return now.height / than.height - 1


def is_another(one: Image.Image, other: Image.Image) -> bool:
    if one.width != other.width or abs(taller(one, other)) > TALLER:
        return True
    return share_of(different(one, other), one, other) > SHARE


def is_to_be_kept(name: str) -> bool:
    asked = os.environ.get(ANEW, "")
    return asked == "all" or name.split("-")[0] in asked.split(",")


def keep(name: str, now: Image.Image) -> None:
    now.save(_kept(name), "WEBP", quality=40, method=6)


def what_differs(name: str, now: Image.Image) -> str:
    """Empty where nothing does; else what, with the pictures that show it put aside."""
    if not _kept(name).exists():
        return "has no picture to be held against: python -m tests.browser.looks"
    before = kept(name)
    if not is_another(before, now):
        return ""
    difference = different(before, now)
    FAILED.mkdir(parents=True, exist_ok=True)
    now.save(FAILED / f"{name}.png")
    difference.save(FAILED / f"{name}.difference.png")
    share, height = share_of(difference, before, now), taller(before, now)
    shown = f"var/looks/{name}.png and {name}.difference.png"
    return f"{share:.1%} of it looks different, {height:+.1%} taller: {shown}"


def kept(name: str) -> Image.Image:
    with Image.open(_kept(name)) as image:
        return image.convert("L")


def all_kept() -> set[str]:
    return {one.stem for one in HERE.glob("*.webp")}


def forget(name: str) -> None:
    _kept(name).unlink()


def _kept(name: str) -> Path:
    return HERE / f"{name}.webp"
