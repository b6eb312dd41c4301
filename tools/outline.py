"""The country's outline for the map: `python -m tools.outline countries-50m.json`.

Takes the file of that name from the npm package `world-atlas` (2.0.2, ISC licence), which holds Natural Earth's
countries at 1:50 million (public domain), and writes `gelombang/portal/static/portal/outline.svg`. Run once; what it
wrote is committed with its licence beside it.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from gelombang.portal.region_map import OUTLINED, WIDTH

INDONESIA = "360"  # ISO 3166-1
TARGET = Path(__file__).resolve().parent.parent / "gelombang" / "portal" / "static" / "portal" / "outline.svg"
TOLERANCE = 0.45  # units of the map: less than a line's width
SOURCE = "Natural Earth 1:50m, public domain, by way of world-atlas 2.0.2 (ISC): see outline.LICENSE.txt"

Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Every arc in degrees: TopoJSON keeps differences of whole numbers."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def rings(topology: dict[str, Any], country: str) -> list[list[Point]]:
    """The outer and inner rings of a country, each a closed line."""
    shapes = topology["objects"]["countries"]["geometries"]
    shape = next(one for one in shapes if one.get("id") == country)
    known, found = arcs(topology), []
    for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
        for ring in polygon:
            line: list[Point] = []
            for index in ring:
                part = known[index] if index >= 0 else known[~index][::-1]
                line += part[1:] if line else part
            found.append(line)
    return found


def simpler(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker (1973): as few points as stay within the tolerance of the line."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5

    def distance(point: Point) -> float:
        x, y = point
        if length == 0:
            return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
        return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)

    far = max(range(1, len(line) - 1), key=lambda index: distance(line[index]))
    if distance(line[far]) <= tolerance:
        return [line[0], line[-1]]
    return simpler(line[: far + 1], tolerance)[:-1] + simpler(line[far:], tolerance)


def path_of(ring: list[Point]) -> str:
    """The ring in units of the map, whole ones, each from the one before; empty for a speck."""
    placed = simpler([OUTLINED.place(*point) for point in ring], TOLERANCE)
    whole = [(round(x), round(y)) for x, y in placed]
    steps = [
        (x - before_x, y - before_y)
        for (before_x, before_y), (x, y) in pairwise(whole)
        if (x, y) != (before_x, before_y)
    ]
    if len(steps) < 3:
        return ""
    return (
        f"M{whole[0][0]} {whole[0][1]}l"
        + " ".join(f"{x} {y}" for x, y in steps[:-1]).replace(" -", "-")
        + "z"
    )


def main(source: str) -> int:
    """Write the outline; returns the exit code."""
    topology = json.loads(Path(source).read_text("utf-8"))
    path = "".join(path_of(ring) for ring in rings(topology, INDONESIA))
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {OUTLINED.height}"><!-- {SOURCE} -->'
        f'<path id="land" d="{path}"/></svg>\n',
        "utf-8",
    )
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
