"""Photographs of nobody: a face drawn by code on the mean of the landmark model's faces, with scars that fade.

Every stroke lies on landmarks, so the machine finds the face and its zones as in a photograph. Nobody was the model.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import cos, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Place = tuple[float, float]
Colour = tuple[int, int, int]
WIDTH, HEIGHT, UNIT = 880, 1160, 365  # pixels; one unit lies between the outer corners of the eyes
TURNS = {"front": 0.0, "left_oblique": -45.0, "right_oblique": 45.0}
IRIS = {"eye_right": (33, 133), "eye_left": (362, 263)}
SCARRED = ("cheek_left", "cheek_right")
HAIR, WALL, CLOTH = (38, 30, 28), (206, 211, 212), (92, 118, 122)


@dataclass(frozen=True, slots=True)
class Look:
    """One face on one day: its skin, how many scars are left and how deep, how red, and how light and head stand."""

    skin: Colour
    scars: int
    depth: float
    redness: float
    seed: int
    light: float = 1.0
    warmth: float = 0.0
    turn: float = 0.0
    shift: Place = (0.0, 0.0)


def portrait(look: Look, view: str = "front") -> bytes:
    """The face from that view as a JPEG."""
    at = _Placing(look, TURNS[view] + look.turn)
    edge = _around(at.points[:468])
    picture = _ground()
    _hair(picture, at, edge, look.shift)
    _neck(picture, at, look)
    face = Image.new("RGB", picture.size, look.skin)
    _shade(face, at, look)
    _marks(face, at, look)
    _features(face, at, look)
    picture.paste(face, mask=_mask(edge, 3))
    kept = BytesIO()
    _lit(_grain(picture, look.shift), look).save(kept, "JPEG", quality=92)
    return kept.getvalue()


class _Placing:
    """Where a landmark lies in the picture, the head turned."""

    def __init__(self, look: Look, degrees: float) -> None:
        turn, dx, dy = radians(degrees), *look.shift
        self.points = [
            (WIDTH / 2 + dx + UNIT * (x * cos(turn) - z * sin(turn)), HEIGHT * 0.42 + dy + UNIT * y)
            for x, y, z in _mean()
        ]

    def __call__(self, index: int) -> Place:
        return self.points[index]


def _around(points: list[Place]) -> list[Place]:
    """The outline of the turned head: the convex hull of its landmarks."""
    found: list[Place] = []
    for way in (sorted(points), sorted(points, reverse=True)):
        side: list[Place] = []
        for point in way:
            while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
                side.pop()
            side.append(point)
        found += side[:-1]
    return found


def _turn(one: Place, two: Place, three: Place) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


@cache
def _mean() -> list[list[float]]:
    from percutis.photo.by_hand import mean_face

    found: list[list[float]] = mean_face().tolist()
    return found


@cache
def _loops() -> dict[str, tuple[int, ...]]:
    from percutis.photo.zones import NO_SKIN, OUTLINES

    return {**OUTLINES, **NO_SKIN}


def _ground() -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), WALL)
    shade = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda value: 225 + value // 9)
    return ImageChops.multiply(picture, Image.merge("RGB", [shade] * 3))


def _hair(picture: Image.Image, at: _Placing, edge: list[Place], shift: Place) -> None:
    """Close to the head, behind the face, where it is turned too."""
    top = min(y for _x, y in edge)
    middle = WIDTH / 2 + shift[0]
    back = middle - (at(1)[0] - middle) * 1.1
    ImageDraw.Draw(picture).ellipse((back - 322, top - 85, back + 322, at(152)[1] + 30), fill=HAIR)


def _neck(picture: Image.Image, at: _Placing, look: Look) -> None:
    middle, chin = (at(172)[0] + at(397)[0]) / 2, at(152)[1]
    sides = [(middle - 130, chin - 150), (middle + 130, chin - 150), (middle + 145, HEIGHT), (middle - 145, HEIGHT)]
    _fill(picture, [(float(x), float(y)) for x, y in sides], _times(look.skin, 0.76), blur=5)
    ImageDraw.Draw(picture).ellipse((middle - 470, chin + 105, middle + 470, HEIGHT + 500), fill=CLOTH)


def _shade(picture: Image.Image, at: _Placing, look: Look) -> None:
    """Light from the front: the sides, the sockets and the underside of the nose are darker, the middle lighter."""
    dark, light = _times(look.skin, 0.84), _times(look.skin, 1.09)
    for name in ("jawline_left", "jawline_right", "temple_left", "temple_right"):
        _fill(picture, [at(index) for index in _loops()[name]], dark, blur=34)
    for name in ("periorbital_left", "periorbital_right"):
        _fill(picture, [at(index) for index in _loops()[name]], _times(look.skin, 0.93), blur=16)
    _fill(picture, [at(index) for index in _loops()["nose"]], _times(look.skin, 0.93), blur=14)
    _fill(picture, [at(index) for index in (168, 6, 197, 195, 5, 4, 44, 1, 274)], light, grow=1.25, blur=12)
    for name in ("forehead", "cheekbone_left", "cheekbone_right", "chin"):
        _fill(picture, [at(index) for index in _loops()[name]], light, grow=0.62, blur=34)
    _fill(
        picture, [at(index) for index in (98, 97, 2, 326, 327, 294, 4, 64)], _times(look.skin, 0.78), grow=0.9, blur=9
    )
    red = (min(255, round(look.skin[0] * 1.03)), round(look.skin[1] * 0.9), round(look.skin[2] * 0.9))
    if look.redness:
        for name in SCARRED:
            _fill(picture, [at(index) for index in _loops()[name]], red, grow=0.9, blur=22, part=look.redness)


def _marks(picture: Image.Image, at: _Placing, look: Look) -> None:
    """Scars on the cheeks: a darker dip with a lighter edge; always the same, the first to go are the last drawn."""
    layer = picture.copy()
    draw = ImageDraw.Draw(layer)
    for name in SCARRED:
        chance = Random(f"{look.seed}{name}")  # noqa: S311 - a drawing, and the same every time
        outline = [at(index) for index in _loops()[name]]
        for _ in range(look.scars):
            weights = [chance.random() ** 2 for _ in outline]
            x, y = (sum(w * p[axis] for w, p in zip(weights, outline, strict=True)) / sum(weights) for axis in (0, 1))
            x, y = x + chance.gauss(0, 22), y + chance.gauss(0, 26)
            wide, high = chance.uniform(3, 7), chance.uniform(3, 9)
            draw.ellipse((x - wide, y - high + 3, x + wide, y + high + 3), fill=_times(look.skin, 1.08))
            draw.ellipse((x - wide, y - high, x + wide, y + high), fill=_times(look.skin, 1 - look.depth))
    picture.paste(layer.filter(ImageFilter.GaussianBlur(2.6)))


def _features(picture: Image.Image, at: _Placing, look: Look) -> None:
    for name in ("brow_left", "brow_right"):
        _fill(picture, [at(index) for index in _loops()[name]], HAIR, grow=0.95, blur=3)
    for name, (one, other) in IRIS.items():
        loop = [at(index) for index in _loops()[name]]
        _fill(picture, loop, _times(look.skin, 0.6), grow=1.22, blur=4)
        _fill(picture, loop, (232, 228, 224), grow=0.98, blur=1.2)
        (x0, y0), (x1, y1) = at(one), at(other)
        x, y, r = (x0 + x1) / 2, (y0 + y1) / 2 - 3, UNIT * 0.055
        _disc(picture, loop, (x, y, r), (64, 44, 34))
        _disc(picture, loop, (x, y, r * 0.45), (16, 12, 12))
        _disc(picture, loop, (x + r * 0.3, y - r * 0.35, r * 0.18), (250, 250, 250))
    for name in ("nostril_left", "nostril_right"):
        _fill(picture, [at(index) for index in _loops()[name]], _times(look.skin, 0.42), grow=0.7, blur=3)
    lips = (round(look.skin[0] * 0.86), round(look.skin[1] * 0.62), round(look.skin[2] * 0.64))
    _fill(picture, [at(index) for index in _loops()["lips"]], lips, blur=2.5)
    line = [at(index) for index in (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)]
    ImageDraw.Draw(picture).line(line, fill=_times(lips, 0.55), width=4, joint="curve")


def _disc(picture: Image.Image, loop: list[Place], place: tuple[float, float, float], colour: Colour) -> None:
    """A disc inside an eye, cut by its lids."""
    x, y, r = place
    lids, disc = _mask(loop, 0), Image.new("L", picture.size, 0)
    ImageDraw.Draw(disc).ellipse((x - r, y - r, x + r, y + r), fill=255)
    picture.paste(colour, mask=ImageChops.multiply(lids, disc))


def _fill(
    picture: Image.Image, loop: list[Place], colour: Colour, *, grow: float = 1.0, blur: float = 0, part: float = 1.0
) -> None:
    """A loop of points filled with a colour, its edge as soft as said."""
    x, y = (sum(point[axis] for point in loop) / len(loop) for axis in (0, 1))
    grown = [(x + (px - x) * grow, y + (py - y) * grow) for px, py in loop]
    pad = round(3 * blur) + 2
    across, down = [x for x, _y in grown], [y for _x, y in grown]
    left, top = int(min(across)) - pad, int(min(down)) - pad
    size = (int(max(across)) + pad - left, int(max(down)) + pad - top)
    soft = _mask([(px - left, py - top) for px, py in grown], blur, part, size)
    picture.paste(Image.new("RGB", size, colour), (left, top), soft)


def _mask(loop: list[Place], blur: float, part: float = 1.0, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """White inside a loop of points, with a soft edge, drawn smaller where that shows as much."""
    by = 4 if blur > 10 else 1
    small = Image.new("L", (size[0] // by + 1, size[1] // by + 1), 0)
    ImageDraw.Draw(small).polygon([(x / by, y / by) for x, y in loop], fill=round(255 * part))
    soft = small.filter(ImageFilter.GaussianBlur(blur / by)) if blur else small
    whole = soft if by == 1 else soft.resize((small.width * by, small.height * by), Image.Resampling.BILINEAR)
    return whole.crop((0, 0, *size))


@cache
def _noise() -> Image.Image:
    fine = Image.effect_noise((WIDTH // 2, HEIGHT // 2), 26).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return fine.filter(ImageFilter.GaussianBlur(0.8)).point(lambda value: 128 + (value - 128) * 0.4)


def _grain(picture: Image.Image, shift: Place) -> Image.Image:
    """Skin is never even: a fine grain, the same in every channel, that goes with the face."""
    grain = ImageChops.offset(_noise(), round(shift[0]), round(shift[1]))
    return Image.merge("RGB", [ImageChops.overlay(band, grain) for band in picture.split()])


def _lit(picture: Image.Image, look: Look) -> Image.Image:
    """In the light of the day: stronger or weaker, warmer or colder."""
    gains = (look.light * (1 + look.warmth), look.light, look.light * (1 - look.warmth))
    bands = [
        band.point([min(255, round(value * by)) for value in range(256)])
        for band, by in zip(picture.split(), gains, strict=True)
    ]
    return Image.merge("RGB", bands)


def _times(colour: Colour, by: float) -> Colour:
    red, green, blue = (max(0, min(255, round(one * by))) for one in colour)
    return red, green, blue
