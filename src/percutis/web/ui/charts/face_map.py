"""The drawn face: the outline of every zone, and what is never needled, seen from the front and from both sides.

Drawn by us on a grid of 300 by 380; the patient's right lies on the viewer's left, and the other half is its mirror
image. The oblique views are the same drawing laid on a simple head (a cylinder with a nose, lips and a chin) and turned.
"""

import re
from collections.abc import Iterator
from functools import cache
from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT, MIDDLE = 300, 380, 150
TURNED = 27.0  # degrees of an oblique view
RADIUS = 104.0
SHIFT = 62.0  # keeps a turned head in the middle of the drawing
Point = tuple[float, float]

# The patient's right half, clockwise; `left` zones are mirrored.
RIGHT = {
    "temple_right": "M84 88 C87 108 89 124 88 142 C84 150 81 158 80 168 L52 168 C52 138 62 108 84 88 Z",
    "periorbital_right": "M80 168 C82 192 108 204 134 190 L137 176 C122 188 96 188 86 166 C86 158 88 152 92 146 L88 142 "
    "C84 150 81 158 80 168 Z",
    "cheekbone_right": "M52 168 L80 168 C82 192 108 204 134 190 L127 213 C106 224 80 224 57 215 C54 200 52 184 52 168 Z",
    "cheek_right": "M57 215 C80 224 106 224 127 213 L122 236 C122 240 123 243 125 245 C112 252 105 266 104 283 L98 298 "
    "C84 290 74 277 67 259 C62 245 59 230 57 215 Z",
    "jawline_right": "M67 259 C74 277 84 290 98 298 L113 312 C117 322 119 332 120 343 C98 330 80 299 67 259 Z",
}
MIDLINE = {
    "forehead": "M84 88 C102 62 126 56 150 56 C174 56 198 62 216 88 C213 108 211 124 212 142 C198 126 182 124 166 134 "
    "L134 134 C118 124 102 126 88 142 C89 124 87 108 84 88 Z",
    "glabella": "M134 134 L166 134 C164 144 163 152 162 160 L138 160 C137 152 136 144 134 134 Z",
    "nose": "M138 160 L162 160 C163 166 163 171 163 176 L166 190 L173 213 L178 236 C178 240 177 243 175 245 C166 250 134 250 "
    "125 245 C123 243 122 240 122 236 L127 213 L134 190 L137 176 C137 171 137 166 138 160 Z",
    "perioral": "M125 245 C134 250 166 250 175 245 C188 252 195 266 196 283 L202 298 L187 312 C168 300 132 300 113 312 L98 298 "
    "L104 283 C105 266 112 252 125 245 Z",
    "chin": "M113 312 C132 300 168 300 187 312 C183 322 181 332 180 343 C166 354 134 354 120 343 C119 332 117 322 113 312 Z",
}
HEAD = (
    "M150 40 C96 40 58 78 52 136 C46 176 52 220 66 258 C80 300 100 330 120 343 C134 354 166 354 180 343 "
    "C200 330 220 300 234 258 C248 220 254 176 248 136 C242 78 204 40 150 40 Z"
)
HAIR = (
    "M47 150 C36 84 84 22 150 22 C216 22 264 84 253 150 C248 118 238 96 216 80 C198 60 174 53 150 53 C126 53 102 60 84 80 "
    "C62 96 52 118 47 150 Z"
)
EYE_RIGHT = "M92 168 C101 157 121 157 131 170 C121 178 101 178 92 168 Z"
LID_RIGHT = "M87 165 C94 148 126 146 137 172 C124 188 96 187 87 165 Z"
BROW_RIGHT = "M86 144 C100 130 118 129 133 139 C118 135 102 136 87 148 Z"
LIPS = "M126 276 C136 268 144 268 150 271 C156 268 164 268 174 276 C164 288 136 288 126 276 Z"
MOUTH = "M126 276 C138 279 162 279 174 276"
NOSTRIL_RIGHT = "M136 242 C138 237 145 237 147 242 C144 245 139 245 136 242 Z"
EAR_RIGHT = "M51 160 C40 152 37 168 42 186 C45 200 52 206 57 202"
NECK = "M104 330 C106 352 104 366 92 380 L208 380 C196 366 194 352 196 330 C182 352 118 352 104 330 Z"


def mirrored(path: str) -> str:
    """The path on the other half of the face."""
    return " ".join(_mirror(re.findall(r"-?\d+(?:\.\d+)?|[A-Z]", path)))


def _mirror(parts: list[str]) -> Iterator[str]:
    is_x = True
    for part in parts:
        if part.isalpha():
            yield part
            is_x = True
        else:
            yield f"{WIDTH - float(part):g}" if is_x else part
            is_x = not is_x


@cache
def zone_paths() -> dict[str, str]:
    """Every zone of the face, seen from the front, by its name in the vocabulary."""
    left = {name.replace("right", "left"): mirrored(path) for name, path in RIGHT.items()}
    return {**MIDLINE, **RIGHT, **left}


@cache
def features() -> dict[str, tuple[str, ...]]:
    """What is drawn over the zones and never needled, and the lines of the head."""
    return {
        "back": (HAIR, NECK),
        "head": (HEAD,),
        "never": (LID_RIGHT, mirrored(LID_RIGHT), LIPS),
        "eye": (EYE_RIGHT, mirrored(EYE_RIGHT)),
        "brow": (BROW_RIGHT, mirrored(BROW_RIGHT)),
        "nostril": (NOSTRIL_RIGHT, mirrored(NOSTRIL_RIGHT)),
        "line": (MOUTH, EAR_RIGHT, mirrored(EAR_RIGHT)),
    }


def points_of(path: str, steps: int = 6) -> list[Point]:
    """The points along a path of M, L, C and Z."""
    found: list[Point] = []
    for command, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", path):
        values = [float(value) for value in numbers.replace(",", " ").split()]
        pairs = list(zip(values[::2], values[1::2], strict=True))
        if command in "ML":
            found.extend(pairs)
        for at in range(0, len(pairs), 3) if command == "C" else ():
            found.extend(_curve(found[-1], *pairs[at : at + 3], steps))
    return found


def _curve(start: Point, one: Point, two: Point, end: Point, steps: int) -> list[Point]:
    def at(t: float) -> Point:
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
        x, y = (a * p + b * q + c * r + d * s for p, q, r, s in zip(start, one, two, end, strict=True))
        return x, y

    return [at(step / steps) for step in range(1, steps + 1)]


def _depth(x: float, y: float) -> float:
    """How far the face stands out at a point of the drawing: nose, lips and chin before the rounded head."""
    across = (x - MIDDLE) / RADIUS
    round_head = RADIUS * sqrt(max(0.0, 1 - across * across)) * 0.86
    below_tip = 1.0 if y < 240 else max(0.0, (256 - y) / 16)
    nose = 34 * max(0.0, 1 - abs(x - MIDDLE) / 26) * max(0.0, min(1.0, (y - 150) / 78)) * below_tip
    lips = 9 * max(0.0, 1 - abs(x - MIDDLE) / 34) * max(0.0, 1 - abs(y - 276) / 22)
    chin = 9 * max(0.0, 1 - abs(x - MIDDLE) / 44) * max(0.0, 1 - abs(y - 330) / 26)
    brow = 4 * max(0.0, 1 - abs(y - 138) / 20)
    return round_head + nose + lips + chin + brow


def turned(point: Point, degrees: float) -> Point:
    """Where a point of the front lies when the head is turned."""
    x, y = point
    angle = radians(degrees)
    return (MIDDLE + (x - MIDDLE) * cos(angle) * 1.04 + _depth(x, y) * sin(angle) - SHIFT * sin(angle), y)


def is_seen(path: str, degrees: float) -> bool:
    """Whether most of a zone faces the viewer when the head is turned."""
    points = points_of(path)
    facing = [asin(max(-1.0, min(1.0, (x - MIDDLE) / RADIUS))) + radians(degrees) for x, _ in points]
    return sum(abs(angle) < radians(84) for angle in facing) > len(facing) * 0.6


def turned_path(path: str, degrees: float) -> str:
    """The path as it is seen when the head is turned: a polygon, or a line where the path is not closed."""
    points = [turned(point, degrees) for point in points_of(path)]
    drawn = " ".join(f"{round(x)} {round(y)}" for x, y in points)
    return f"M{drawn}{'Z' if path.rstrip().endswith('Z') else ''}"
