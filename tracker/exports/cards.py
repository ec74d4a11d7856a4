"""Pictures for links that are shared (Open Graph, 1200 × 630): what a page is about, and where it
stands, as PNG."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from tracker.timeline.sketches import Sketch

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
# As in static/css/tokens.css, light.
PAPER, INK, QUIET, ACCENT, EDGE = "#fbfaf7", "#1c1f24", "#565d68", "#0b5c7a", "#8c8a84"
COLOURS = {"vcoop": "#2f6db3", "mcoop": "#17805d", "vconf": "#a65f00", "mconf": "#b3322c"}
TONES = {"late": "#b3322c", "soon": "#945600", "done": "#136a4d"}
# Of the machine's, in this order; where it has none of them, the one that Pillow brings along.
SERIF = ("DejaVuSerif-Bold.ttf", "NotoSerif-Bold.ttf", "LiberationSerif-Bold.ttf")
SANS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf")
LINES = 3  # of a title
HALF = 44  # pixels above the line of the drawing, and below it
TALLEST, WIDEST = 11, 14  # that one event is drawn, and a column

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Card:
    kicker: str
    title: str
    state: str
    tone: str = ""
    note: str = ""
    sketch: Sketch | None = None


def png(card: Card) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 20, HEIGHT), fill=ACCENT)
    width = WIDTH - 2 * MARGIN
    y: float = 64
    y = _text(draw, y, [clipped(card.kicker, font_of(SANS, 28), width)], font_of(SANS, 28), ACCENT)
    title = font_of(SERIF, 58)
    y = _text(draw, y + 12, wrapped(card.title, title, width, LINES), title, INK)
    state = font_of(SANS, 34)
    y = _text(draw, y + 14, wrapped(card.state, state, width, 2), state, TONES.get(card.tone, INK))
    note = font_of(SANS, 28)
    _text(draw, y + 6, [clipped(card.note, note, width)], note, QUIET)
    if card.sketch:
        _sketch(draw, card.sketch)
    draw.text((MARGIN, HEIGHT - 62), "Demarche", font=font_of(SERIF, 28), fill=INK)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def wrapped(text: str, font: Font, width: float, most: int) -> list[str]:
    """In lines that fit; the last of them clipped, where there are more."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and font.getlength(f"{line} {words[0]}") <= width:
            line += f" {words.pop(0)}"
        lines.append(clipped(line, font, width))
    if words and lines:
        lines[-1] = clipped(f"{lines[-1]} {' '.join(words)}", font, width)
    return lines


def clipped(text: str, font: Font, width: float) -> str:
    # No line holds so many characters, and measuring takes its time.
    text = text if len(text) <= 300 else f"{text[:300]}…"
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _text(draw: ImageDraw.ImageDraw, y: float, lines: list[str], font: Font, fill: str) -> float:
    """Where the next text may begin."""
    size = getattr(font, "size", 12)
    for line in lines:
        if line:
            draw.text((MARGIN, y), line, font=font, fill=fill)
            y += size * 1.3
    return y


def _sketch(draw: ImageDraw.ImageDraw, sketch: Sketch) -> None:
    room, line = WIDTH - 2 * MARGIN, HEIGHT - 130
    for bar in sketch.bars(width=room, half=HALF, tallest=TALLEST, widest=WIDEST):
        x, y = MARGIN + bar.left, line - HALF + bar.top
        draw.rectangle((x, y, x + bar.width, y + bar.height), fill=COLOURS[bar.family])
    draw.line((MARGIN, line, WIDTH - MARGIN, line), fill=EDGE, width=1)


@lru_cache(maxsize=16)
def font_of(names: tuple[str, ...], size: int) -> Font:
    for name in names:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
