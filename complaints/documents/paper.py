"""What a document holds, before it is a Word or PDF file: lines of text and ruled tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Style = Literal["body", "plain", "head", "right", "note"]
"""body: first line indented; plain: not; head: a heading; right: to the right edge; note: small."""


@dataclass(frozen=True)
class Line:
    """A paragraph; line breaks inside it are kept."""

    text: str
    style: Style = "body"


@dataclass(frozen=True)
class Cell:
    """`span`: columns it covers; `label`: names what stands beside it; `small`: in small print."""

    text: str
    span: int = 1
    label: bool = False
    small: bool = False


@dataclass(frozen=True)
class Row:
    """`least`: the least height in millimetres, to leave room for handwriting; `keep`: stays on
    the page of what follows (a heading, the words above a signature)."""

    cells: tuple[Cell, ...]
    least: float = 0.0
    keep: bool = False


@dataclass(frozen=True)
class Table:
    """`widths` in millimetres; with `header` the first row is repeated on each page."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    header: bool = False


Block = Line | Table

WIDTH = 160.0
"""Millimetres between the margins of a page."""


@dataclass(frozen=True)
class Paper:
    """`number`: the case number, shown at the top of each page."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    number: str | None = None

    def text(self) -> Iterator[str]:
        """Every text on it."""
        yield self.title
        for block in self.blocks:
            if isinstance(block, Line):
                yield block.text
            else:
                yield from (cell.text for row in block.rows for cell in row.cells)
