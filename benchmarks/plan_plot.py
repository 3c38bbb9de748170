"""Gap against time as an SVG, both axes logarithmic."""

from collections.abc import Mapping, Sequence
from math import log10

WIDTH, HEIGHT, MARGIN = 720, 400, 60
SECONDS, GAPS = (0.05, 100.0), (1e-4, 1.0)
COLOURS = ("#0b6e4f", "#1d4e89", "#b5541b", "#7a3b8f", "#a31621", "#4a4a4a", "#8a6d00", "#00798c")


def plot(traces: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """One line a planner and size: the proven gap it had after so many seconds."""
    lines = [_line(points, COLOURS[n % len(COLOURS)]) for n, points in enumerate(traces.values())]
    names = [
        f'<text x="{WIDTH - 190}" y="{MARGIN + 16 * n}" fill="{COLOURS[n % len(COLOURS)]}">{name}</text>'
        for n, name in enumerate(traces)
    ]
    body = "\n".join([*_axes(), *lines, *names])
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    style = 'font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n<title>Proven gap</title>\n{body}\n</svg>\n'


def _line(points: Sequence[tuple[float, float]], colour: str) -> str:
    placed = " ".join(f"{_x(seconds):.1f},{_y(gap):.1f}" for seconds, gap in points if seconds > 0 and gap >= 0)
    return f'<polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{placed}"/>'


def _axes() -> list[str]:
    marks = [
        f'<text x="{_x(seconds)}" y="{HEIGHT - MARGIN + 18}" text-anchor="middle">{seconds:g} s</text>'
        for seconds in (0.1, 1.0, 10.0, 100.0)
    ]
    marks += [
        f'<text x="{MARGIN - 8}" y="{_y(gap) + 4}" text-anchor="end">{gap:.2%}</text>'
        f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{_y(gap)}" y2="{_y(gap)}" stroke="#ddd"/>'
        for gap in (1e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 1e-1, 1.0)
    ]
    return marks


def _x(seconds: float) -> float:
    return MARGIN + (WIDTH - 2 * MARGIN) * _share(seconds, SECONDS)


def _y(gap: float) -> float:
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * _share(gap, GAPS)


def _share(value: float, ends: tuple[float, float]) -> float:
    low, high = (log10(end) for end in ends)
    return min(1.0, max(0.0, (log10(max(value, ends[0])) - low) / (high - low)))
