"""A paper as PDF: A4, Chinese fonts embedded in part, rows that run over pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache

from fpdf import FPDF
from fpdf.enums import Align

from complaints.documents.fonts import RARE_PACKAGE, Fonts
from complaints.documents.lines import break_lines
from complaints.documents.paper import WIDTH, Cell, Line, Paper, Row, Table

MARGIN, TOP, BOTTOM = 25.0, 22.0, 20.0
TITLE, HEAD, BODY, TABLE, SMALL = 18.0, 12.0, 12.0, 10.5, 8.0
LEADING, TIGHT = 1.6, 1.35
POINT = 25.4 / 72
PAD, AFTER = 1.5, 1.2
"""Millimetres inside a cell's edge, and after a paragraph."""
SPLIT = 60.0
"""A row higher than this many millimetres may run over pages."""
CENTRED = 25.0
"""In a row lower than this the text stands in the middle."""
KEPT = 32.0
"""What stays with the next rows needs so many millimetres, or it goes to the next page."""
LACKING = "〓"
"""Printers' mark for a character that the fonts lack."""


def to_pdf(paper: Paper, fonts: Fonts, made_on: date) -> bytes:
    """The paper as PDF. Characters that no font has become `LACKING`, with a note at the end."""
    return _Writer(paper, fonts, made_on).write()


_Box = tuple[Cell, float, float, list[str]]
"""A cell, its left edge, its width and its lines."""


class _Pages(FPDF):
    """`number`: the case number, at the top of each page."""

    number: str | None = None

    def header(self) -> None:
        if self.number:
            self.set_font("body", size=SMALL)
            self.set_y(12)
            self.cell(0, 5, f"编号：{self.number}", align=Align.R)
        self.set_y(TOP)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("body", size=SMALL)
        self.cell(0, 5, f"第 {self.page_no()} 页", align=Align.C)


class _Writer:
    def __init__(self, paper: Paper, fonts: Fonts, made_on: date) -> None:
        self._paper, self._fonts = paper, fonts
        self._lacking = fonts.missing_characters("".join(paper.text()))
        self._shown = str.maketrans(dict.fromkeys(self._lacking, LACKING))
        self._pdf = pdf = _Pages(format="A4")
        pdf.number = paper.number
        pdf.set_margins(MARGIN, MARGIN, MARGIN)
        pdf.set_auto_page_break(False)
        pdf.c_margin = 0
        pdf.str_alias_nb_pages = ""
        pdf.set_title(paper.title)
        pdf.set_lang("zh-CN")
        pdf.set_creation_date(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC))
        pdf.add_font("body", fname=fonts.body.path, collection_font_number=fonts.body.number)
        pdf.add_font("head", fname=fonts.head.path, collection_font_number=fonts.head.number)
        self._add_rare()
        self._width = cache(self._measured)

    def _add_rare(self) -> None:
        text = "".join(self._paper.text())
        names = []
        for number, face in enumerate(self._fonts.rare):
            if any(ord(c) not in self._fonts.body.characters for c in text if c != "\n"):
                name = f"rare{number}"
                self._pdf.add_font(name, fname=face.path, collection_font_number=face.number)
                names.append(name)
        if names:
            self._pdf.set_fallback_fonts(names, exact_match=False)

    def write(self) -> bytes:
        pdf = self._pdf
        pdf.add_page()
        pdf.set_font("head", size=TITLE)
        pdf.cell(0, 10, self._printed(self._paper.title), align=Align.C)
        pdf.set_y(pdf.get_y() + 14)
        for block in self._paper.blocks:
            if isinstance(block, Line):
                self._line(block)
            else:
                self._table(block)
        if self._lacking:
            self._note_lacking()
        return bytes(pdf.output())

    def _note_lacking(self) -> None:
        codes = "、".join(f"U+{ord(c):04X}" for c in self._lacking[:20])
        self._line(
            Line(
                f"注：“{LACKING}”处的字，本机字体里没有（{codes}），请手写补上，或者安装字体包 {RARE_PACKAGE} 后重新生成。",
                "note",
            )
        )

    def _printed(self, text: str) -> str:
        return text.translate(self._shown)

    def _line(self, line: Line) -> None:
        size = {"head": HEAD, "note": SMALL}.get(line.style, BODY)
        font = "head" if line.style == "head" else "body"
        height = size * POINT * LEADING
        indent = 2 * size * POINT if line.style == "body" else 0.0
        text = self._printed(line.text)
        self._use(font, size)
        pdf = self._pdf
        if line.style == "head":
            self._room(3 * height)
        for paragraph in text.split("\n"):
            rows = break_lines(paragraph, WIDTH, self._width_in(font, size), indent)
            for number, row in enumerate(rows):
                self._room(height, font, size)
                at = indent if number == 0 else 0.0
                pdf.set_x(MARGIN + at)
                pdf.cell(
                    WIDTH - at, height, row, align=Align.R if line.style == "right" else Align.L
                )
                pdf.set_y(pdf.get_y() + height)
        pdf.set_y(pdf.get_y() + AFTER)

    def _room(self, height: float, font: str = "body", size: float = BODY) -> None:
        """Goes to a new page when less than `height` is left."""
        if self._pdf.get_y() + height > self._pdf.h - BOTTOM:
            self._pdf.add_page()
            self._use(font, size)

    def _use(self, font: str, size: float) -> None:
        self._pdf.set_font(font, size=size)

    def _measured(self, font: str, size: float, unit: str) -> float:
        face = self._fonts.head if font == "head" else self._fonts.body
        if all(ord(c) in face.characters for c in unit):
            self._use(font, size)
            return float(self._pdf.get_string_width(unit))
        return len(unit) * size * POINT

    def _width_in(self, font: str, size: float) -> Callable[[str], float]:
        return lambda unit: self._width(font, size, unit)

    def _table(self, table: Table) -> None:
        header = table.rows[0] if table.header else None
        for row in table.rows:
            if row.keep:
                self._room(KEPT)
            self._row(table, row, header if row is not header else None)
        self._pdf.set_y(self._pdf.get_y() + 4)

    def _row(self, table: Table, row: Row, header: Row | None) -> None:
        """Draws a row, in pieces when it is long; `header` comes again at the top of a page."""
        boxes = list(self._boxes(table, row))
        leading = TABLE * POINT * TIGHT
        while True:
            lines = max(len(rows) for _, _, _, rows in boxes)
            height = max(lines * leading + 2 * PAD, row.least)
            left = self._pdf.h - BOTTOM - self._pdf.get_y()
            if height > left and (height <= SPLIT or left < 5 * leading):
                self._next_page(table, header)
                left = self._pdf.h - BOTTOM - self._pdf.get_y()
            fits = max(1, int((left - 2 * PAD) / leading))
            if lines <= fits:
                self._draw(boxes, min(height, left), leading)
                return
            self._draw(
                [(*box[:3], box[3][:fits]) for box in boxes], fits * leading + 2 * PAD, leading
            )
            boxes = [(*box[:3], box[3][fits:]) for box in boxes]
            row = Row(row.cells)
            self._next_page(table, header)

    def _next_page(self, table: Table, header: Row | None) -> None:
        self._pdf.add_page()
        if header:
            self._row(table, header, None)

    def _boxes(self, table: Table, row: Row) -> Iterator[_Box]:
        """Each cell with its left edge, its width and its lines."""
        column, x = 0, MARGIN
        for cell in row.cells:
            width = sum(table.widths[column : column + cell.span])
            font, size = _font_of(cell)
            lines = break_lines(
                self._printed(cell.text), width - 2 * PAD, self._width_in(font, size)
            )
            yield cell, x, width, lines
            column, x = column + cell.span, x + width

    def _draw(self, boxes: list[_Box], height: float, leading: float) -> None:
        pdf, top = self._pdf, self._pdf.get_y()
        for cell, x, width, lines in boxes:
            if cell.label:
                pdf.set_fill_color(242)
            pdf.rect(x, top, width, height, style="DF" if cell.label else "D")
            self._use(*_font_of(cell))
            centred = cell.label or len(lines) == 1 or height < CENTRED
            y = top + ((height - len(lines) * leading) / 2 if centred else PAD)
            for line in lines:
                pdf.set_xy(x + PAD, y)
                pdf.cell(width - 2 * PAD, leading, line, align=Align.C if cell.label else Align.L)
                y += leading
        pdf.set_y(top + height)


def _font_of(cell: Cell) -> tuple[str, float]:
    return ("head" if cell.label else "body"), (SMALL if cell.small else TABLE)
