"""The upper part of an invoice's first page: seller and title in one of several arrangements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from proofpress_core.content import DocumentTree
from renderers._backends.typesetting import SetLine, Style, line
from renderers.documents.linebreak import wrap
from renderers.documents.logo import MARKS
from renderers.documents.scribe import Scribe
from renderers.documents.styles import Stylist

Rows = list[tuple[SetLine, float, float]]
Lay = Callable[[str, Style, float], list[SetLine]]
_ON_ACCENT = "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the parts of a page need: the scribe, styles, texts, the margins in points, and the order of nodes drawn."""

    scribe: Scribe
    styles: Stylist
    document: DocumentTree
    left: float
    right: float
    top: float
    bottom: float
    mark: str
    drawn: list[tuple[str, int]]
    worded: dict[str, str] = field(default_factory=dict)
    """Texts of nodes that this layout words otherwise than the form."""

    def text_of(self, node: str) -> str:
        """Text of a node."""
        return next(item.text for item in self.document.nodes if item.id == node)

    def has(self, node: str) -> bool:
        """Whether the document has a node of that id."""
        return any(item.id == node for item in self.document.nodes)

    def note(self, node: str) -> None:
        """Remember that a node was drawn on the page being written."""
        self.drawn.append((node, self.scribe.pages.count - 1))

    def block(self, role: str, node: str, rows: Rows) -> None:
        """Write a node's lines."""
        self.scribe.block(role, node, rows)
        self.note(node)

    def logo(self, x: float, y: float, size: float, main: str = "accent", second: str = "rule") -> None:
        """Draw the company's mark."""
        MARKS[self.mark](self.scribe.pages, x, y, size, self.styles.colour(main), self.styles.colour(second))


def stack(
    texts: Sequence[str], style: Style, x: float, top: float, width: float, align: str = "l", lay: Lay = wrap
) -> Rows:  # fmt: skip
    """Lines of several texts under one another, broken to `width` by `lay` and aligned l, c or r."""
    rows: Rows = []
    y = top + 0.8 * style.size
    for text in texts:
        for item in lay(text, style, width):
            shift = {"l": 0.0, "c": 0.5, "r": 1.0}[align] * (width - item.width)
            rows.append((item, x + shift, y))
            y += style.leading
    return rows


def below(rows: Rows) -> float:
    """Lower edge of stacked lines."""
    return rows[-1][2] + 0.3 * rows[-1][0].atoms[0].style.size


def split(desk: Desk) -> float:
    """Mark and seller left, the title large at the right; returns the lower edge."""
    half = (desk.right - desk.left) * 0.58
    desk.logo(desk.left, desk.top, 30)
    name = stack([desk.text_of("seller")], desk.styles.head(14), desk.left + 42, desk.top, half - 42)
    desk.block("paragraph", "seller", name)
    address = stack(_address(desk), desk.styles.body(8.6, colour="muted"), desk.left + 42, below(name) + 4, half - 42)
    desk.block("paragraph", "address", address)
    style = desk.styles.head(26, colour="accent")
    room = desk.right - desk.left - half
    desk.block("title", "title", stack([desk.text_of("title")], style, desk.left + half, desk.top, room, "r"))
    return below(address) + 26


def band(desk: Desk) -> float:
    """A coloured band over the whole width with seller and title in white; the address stands below it."""
    pages = desk.scribe.pages
    depth = 92.0
    pages.fill((0, 0, pages.width, depth), desk.styles.colour("accent"))
    desk.logo(desk.left, depth / 2 - 15, 30, _ON_ACCENT, "rule")
    room = (desk.right - desk.left) * 0.55
    name = desk.styles.head(15, colour=_ON_ACCENT)
    lines = wrap(desk.text_of("seller"), name, room - 44)
    top = depth / 2 - len(lines) * name.leading / 2
    desk.block("paragraph", "seller", stack([desk.text_of("seller")], name, desk.left + 44, top + 1, room - 44))
    title = desk.styles.head(24, colour=_ON_ACCENT)
    rows = stack([desk.text_of("title")], title, desk.left + room, depth / 2 - 10, desk.right - desk.left - room, "r")
    desk.block("title", "title", rows)
    address = [line(_in_one(desk), desk.styles.body(8.6, colour="muted"))]
    desk.block("paragraph", "address", [(address[0], desk.left, depth + 22)])
    return depth + 46


def centred(desk: Desk) -> float:
    """Everything on the middle axis, the title between two rules."""
    width = desk.right - desk.left
    desk.logo((desk.left + desk.right) / 2 - 14, desk.top - 6, 28)
    name = stack([desk.text_of("seller")], desk.styles.head(15), desk.left, desk.top + 32, width, "c")
    desk.block("paragraph", "seller", name)
    style = desk.styles.body(8.6, colour="muted")
    address = stack([_in_one(desk)], style, desk.left, below(name) + 5, width, "c")
    desk.block("paragraph", "address", address)
    top = below(address) + 13
    rows = stack([desk.text_of("title")], desk.styles.head(17, colour="accent"), desk.left, top + 10, width, "c")
    for y in (top, below(rows) + 8):
        desk.scribe.pages.rule((desk.left, y), (desk.right, y), desk.styles.colour("rule"), 0.7)
    desk.block("title", "title", rows)
    return below(rows) + 30


def large(desk: Desk) -> float:
    """A very large title at the left, the seller small at the right under its mark."""
    half = (desk.left + desk.right) / 2
    title = desk.styles.head(34, colour="accent")
    rows = stack([desk.text_of("title")], title, desk.left - 1, desk.top, half - desk.left + 40)
    desk.block("title", "title", rows)
    width = desk.right - half - 50
    desk.logo(desk.right - 26, desk.top - 4, 26)
    name = stack([desk.text_of("seller")], desk.styles.head(10.5), half + 50, desk.top + 34, width, "r")
    desk.block("paragraph", "seller", name)
    style = desk.styles.body(8.6, colour="muted")
    address = stack(_address(desk), style, half + 50, below(name) + 4, width, "r")
    desk.block("paragraph", "address", address)
    return max(below(address), below(rows)) + 26


def strip(desk: Desk) -> float:
    """A narrow coloured strip down the left edge; title and seller share a baseline over a heavy rule."""
    pages = desk.scribe.pages
    pages.fill((0, 0, 14, pages.height), desk.styles.colour("accent"))
    desk.logo(desk.left, desk.top, 24)
    room = (desk.right - desk.left) * 0.62
    name = stack([desk.text_of("seller")], desk.styles.head(13), desk.left + 36, desk.top + 5, room - 36)
    desk.block("paragraph", "seller", name)
    title = desk.styles.head(20)
    width = desk.right - desk.left - room
    desk.block("title", "title", stack([desk.text_of("title")], title, desk.left + room, desk.top + 1, width, "r"))
    y = max(below(name), desk.top + 26) + 8
    pages.rule((desk.left, y), (desk.right, y), desk.styles.colour("accent"), 1.6)
    style = desk.styles.body(8.6, colour="muted")
    address = stack([_in_one(desk)], style, desk.left, y + 9, desk.right - desk.left)
    desk.block("paragraph", "address", address)
    return below(address) + 24


def _address(desk: Desk) -> list[str]:
    return desk.text_of("address").split("\n")


def _in_one(desk: Desk) -> str:
    """The address as one line, the web address set off; the node takes that wording."""
    *street, web = _address(desk)
    comma = "" if desk.document.language == "zh" else ", "
    desk.worded["address"] = f"{comma.join(street)} · {web}"
    return desk.worded["address"]


HEADS: dict[str, Callable[[Desk], float]] = {
    "split": split, "band": band, "centred": centred, "large": large, "strip": strip,
}  # fmt: skip
