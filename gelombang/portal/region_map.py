"""A map of points over the country's outline: each region where its main town lies, its area as its number.

The outline is `static/portal/outline.svg`, made by `tools/outline.py` for the frame below. Regions that do not lie in
the frame, another country's, are shown in a frame of their own and without an outline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

WIDTH = 1000
LARGEST, LEAST = 26.0, 1.6
"""Radii of the largest number and of the smallest, in units of the map."""


@dataclass(frozen=True)
class Frame:
    """Degrees as far as the map reaches, and how many units a degree has: both ways the same, which near the equator
    is true enough (at 11 degrees south a degree of longitude is drawn two hundredths too wide)."""

    west: float
    north: float
    south: float
    scale: float

    @property
    def height(self) -> int:
        """Units from north to south."""
        return round((self.north - self.south) * self.scale)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place lies, from the upper left corner."""
        return (longitude - self.west) * self.scale, (self.north - latitude) * self.scale

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a place lies in it."""
        x, y = self.place(longitude, latitude)
        return 0 <= x <= WIDTH and 0 <= y <= self.height


OUTLINED = Frame(west=94.6, north=6.4, south=-11.4, scale=21.2)
"""Indonesia, from Sabang to Merauke and from Miangas to Rote."""


@dataclass(frozen=True)
class Point:
    """A region's number, of which `won` is a part, at a place."""

    code: str
    longitude: float
    latitude: float
    n: int
    won: int


@dataclass(frozen=True)
class Circle:
    """Centre and radius, and the radius of its part, as the SVG has them: tenths, with a point."""

    x: str
    y: str
    r: str
    won: str


@dataclass(frozen=True)
class Scale:
    """What the circles of the legend stand for."""

    n: int
    r: str


@dataclass(frozen=True)
class Map:
    """Circles, the largest first so that none hides a smaller one; `is_outlined` whether the outline belongs below."""

    circles: Sequence[Circle]
    legend: Sequence[Scale]
    height: int
    is_outlined: bool


def map_of(points: Iterable[Point]) -> Map | None:
    """The map of those points that have a number; None where none has."""
    known = sorted((point for point in points if point.n), key=lambda point: (-point.n, point.code))
    if not known:
        return None
    is_outlined = all(OUTLINED.holds(point.longitude, point.latitude) for point in known)
    frame = OUTLINED if is_outlined else _around(known)
    most = known[0].n
    circles = []
    for point in known:
        x, y = frame.place(point.longitude, point.latitude)
        won = _radius(point.won, most) if point.won else 0.0
        circles.append(
            Circle(_short(x), _short(y), _short(_radius(point.n, most)), _short(won) if won else "")
        )
    return Map(circles, _legend(most), frame.height, is_outlined)


def _around(points: Sequence[Point]) -> Frame:
    """A frame about all points with a margin."""
    west, east = (pick(point.longitude for point in points) for pick in (min, max))
    south, north = (pick(point.latitude for point in points) for pick in (min, max))
    margin = max(east - west, north - south, 0.5) * 0.08
    wide = max(east - west + 2 * margin, (north - south + 2 * margin) * 1.4)
    west = (west + east - wide) / 2
    return Frame(west, north + margin, south - margin, WIDTH / wide)


def _radius(n: int, most: int) -> float:
    """The area is as the number."""
    return max(LEAST, LARGEST * sqrt(n / most))


def _legend(most: int) -> list[Scale]:
    """The largest, and round numbers of about a quarter and a twentieth of it."""
    numbers = dict.fromkeys(n for n in (most, _round(most / 4), _round(most / 20)) if n >= 1)
    return [Scale(n, _short(_radius(n, most))) for n in numbers]


def _round(n: float) -> int:
    """The next number below with one digit that is not nought."""
    if n < 1:
        return 0
    digits = str(int(n))
    return int(digits[0] + "0" * (len(digits) - 1))


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
