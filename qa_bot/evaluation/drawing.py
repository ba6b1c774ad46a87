"""HTML and SVG in which nothing is left unescaped: whatever is no Html yet is escaped on the way in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from qa_bot.evaluation.figures import Bin
from qa_bot.named_tuples import NamedTuple

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN = re.compile(  # what reorders the text around it, or has no width
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_ALONE = ("meta", "br", "line", "circle", "rect", "polyline", "path")
WIDTH, HEIGHT = 400, 280  # of a chart, and below its margins, in units of the drawing
LEFT, RIGHT, TOP, BOTTOM = 62, 20, 12, 44
MOST_POINTS = 240  # of a curve: finer than the drawing shows


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: object) -> Html:
    """Return an element; `class_` becomes the attribute class, `aria_label` aria-label."""
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items()
    )
    if name in _ALONE and not children:
        return Html(f"<{name}{words}>" if name in ("meta", "br") else f"<{name}{words}/>")
    return Html(f"<{name}{words}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Put parts after one another, escaping those that are no Html."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def escape(text: str) -> str:
    """Escape text for HTML; control characters become a replacement mark, unseen ones are spelt out."""
    spelt = _UNSEEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", _CONTROL.sub("\ufffd", text))
    return html.escape(spelt)


def bar(parts: Sequence[tuple[str, int, str]], total: int, **attributes: str) -> Html:
    """Return a bar of coloured parts: the class of each, its number and its name."""
    pieces = [
        tag("i", style=f"width:{count / total:.2%}", class_=name, title=f"{title}: {count:,}")
        for name, count, title in parts
    ]
    return tag("div", *pieces, **{"class_": "bar", **attributes})


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int]) -> Html:
    """Return a table whose columns `numbers` are set to the right; each row begins with what it is about."""
    kind = ["n" if place in numbers else "t" for place in range(len(head))]
    titles = [tag("th", name, class_=kind[place]) for place, name in enumerate(head)]
    body = [_row(row, kind) for row in rows]
    return tag("div", tag("table", tag("thead", tag("tr", *titles)), tag("tbody", *body)), class_="wide")


def _row(row: Sequence[str], kind: Sequence[str]) -> Html:
    cells = [tag("td", words, class_=kind[place]) for place, words in enumerate(row) if place]
    return tag("tr", tag("th", row[0], scope="row"), *cells)


class _Plot(NamedTuple):
    """Places on the drawing: shares from 0 to 1 across, from 0 to `top` upwards."""

    top: float = 1.0

    def x(self, share: float) -> float:
        """Return the distance from the left edge."""
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, share: float) -> float:
        """Return the distance from the upper edge."""
        return round(HEIGHT - BOTTOM - share / self.top * (HEIGHT - TOP - BOTTOM), 1)

    def points(self, pairs: Sequence[tuple[float, float]]) -> str:
        """Return the points of a polyline."""
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in pairs)


def risk_coverage_chart(curve: Sequence[tuple[float, float]], here: tuple[float, float] | None) -> Html:
    """Draw the share of wrong sentences as more questions are answered; `here` is where the run stands."""
    highest = max((risk for _, risk in [*curve, *([here] if here else [])]), default=1.0)
    plot = _Plot(min(1.0, max(0.1, (int(highest * 10) + 1) / 10)))
    step = max(1, len(curve) // MOST_POINTS)
    line = tag("polyline", points=plot.points([*curve[::step], *curve[-1:]]), class_="curve")
    axes = _axes(plot, "coverage: share of answerable questions answered", "risk: share of these wrong")
    parts = [axes, line]
    if here:
        label = f"this run: {here[0]:.1%} answered, {here[1]:.1%} of these wrong"
        parts.append(_dot(plot, here, 6, "here", label))
    return _drawing("Risk-coverage curve", parts)


def reliability_chart(bins: Sequence[Bin]) -> Html:
    """Draw the share right against the confidence: on the diagonal, confidence means what it says."""
    plot = _Plot()
    pairs = [(one.confidence, one.right) for one in reversed(bins)]
    diagonal = tag("polyline", points=plot.points([(0, 0), (1, 1)]), class_="ideal")
    parts = [_axes(plot, "confidence", "share of sentences right"), diagonal]
    parts.append(tag("polyline", points=plot.points(pairs), class_="curve thin"))
    for one in bins:
        label = f"confidence {one.confidence:.1%}, right {one.right:.1%}, {one.size:,} questions"
        parts.append(_dot(plot, (one.confidence, one.right), 4, "bin", label))
    return _drawing("Reliability diagram", parts)


def _drawing(name: str, parts: Sequence[Html]) -> Html:
    view = f"0 0 {WIDTH} {HEIGHT}"
    return tag("svg", tag("title", name), *parts, viewBox=view, role="img", aria_label=name, class_="chart")


def _axes(plot: _Plot, across: str, up: str) -> Html:
    middle = (HEIGHT - BOTTOM + TOP) / 2
    return join(
        *(_across(plot, number / 4) for number in range(5)),
        *(_up(plot, plot.top * number / 4) for number in range(5)),
        tag("text", across, x=(WIDTH + LEFT - RIGHT) / 2, y=HEIGHT - 6, class_="name"),
        tag("text", up, x=12, y=middle, transform=f"rotate(-90 12 {middle})", class_="name"),
    )


def _across(plot: _Plot, share: float) -> Html:
    return tag("text", f"{share:.0%}", x=plot.x(share), y=HEIGHT - BOTTOM + 16, class_="tick middle")


def _up(plot: _Plot, share: float) -> Html:
    at = plot.y(share)
    line = tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=at, y2=at, class_="grid")
    places = 0 if plot.top * 25 % 1 < 1e-9 else 1
    return join(line, tag("text", f"{share:.{places}%}", x=LEFT - 6, y=at + 4, class_="tick end"))


def _dot(plot: _Plot, place: tuple[float, float], radius: int, kind: str, label: str) -> Html:
    at = {"cx": plot.x(place[0]), "cy": plot.y(place[1]), "r": radius}
    return tag("circle", tag("title", label), class_=kind, **at)
