"""A paper as a Word file: A4, 宋体 and 黑体 by name, ruled tables, page numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from complaints.documents.paper import Cell, Line, Paper, Table

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
TITLE, HEAD, BODY, TABLE, SMALL = 18.0, 12.0, 12.0, 10.5, 8.0
SHADE = "F2F2F2"


def to_docx(paper: Paper, made_on: date) -> bytes:
    """The paper as .docx."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = Mm(22)
    section.bottom_margin = Mm(20)
    normal = made.styles["Normal"]
    normal.font.size = Pt(BODY)
    normal.paragraph_format.space_after = Pt(0)
    _fonts(normal.element.get_or_add_rPr(), SONG)
    day = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).replace(tzinfo=None)
    about = made.core_properties
    about.title, about.author, about.comments, about.language = paper.title, "", "", "zh-CN"
    about.created = about.modified = day
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(14)
    _run(title, paper.title, TITLE, head=True)
    for block in paper.blocks:
        if isinstance(block, Line):
            _line(made, block)
        else:
            _table(made, block)
    if paper.number:
        top = section.header.paragraphs[0]
        top.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(top, f"编号：{paper.number}", SMALL)
    _page_number(section.footer.paragraphs[0])
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _line(made: Any, line: Line) -> None:
    size = {"head": HEAD, "note": SMALL}.get(line.style, BODY)
    for text in line.text.split("\n"):
        paragraph = made.add_paragraph()
        shape = paragraph.paragraph_format
        shape.line_spacing = 1.5
        if line.style == "body":
            shape.first_line_indent = Pt(2 * size)
        if line.style == "head":
            shape.keep_with_next = True
        if line.style == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(paragraph, text, size, head=line.style == "head")


def _table(made: Any, table: Table) -> None:
    grid = made.add_table(rows=0, cols=len(table.widths))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for column, width in zip(grid.columns, table.widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate(table.rows):
        made_row = grid.add_row()
        if row.least:
            made_row.height = Mm(row.least)
        if table.header and number == 0:
            made_row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        column = 0
        for cell in row.cells:
            box = made_row.cells[column]
            if cell.span > 1:
                box = box.merge(made_row.cells[column + cell.span - 1])
            box.width = Mm(sum(table.widths[column : column + cell.span]))
            _fill(box, cell, row.keep)
            column += cell.span
    # Word wants a paragraph after a table; a full line might go to a page of its own.
    made.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _fill(box: Any, cell: Cell, keep: bool) -> None:
    if cell.label:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), SHADE)
        box._tc.get_or_add_tcPr().append(shade)
    box.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, text in enumerate(cell.text.split("\n")):
        paragraph = box.paragraphs[0] if number == 0 else box.add_paragraph()
        paragraph.paragraph_format.line_spacing = 1.15
        paragraph.paragraph_format.keep_with_next = keep
        paragraph.paragraph_format.space_before = Pt(2 if number == 0 else 0)
        if cell.label:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, text, SMALL if cell.small else TABLE, head=cell.label)


def _run(paragraph: Any, text: str, size: float, *, head: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.color.rgb = RGBColor(0, 0, 0)
    _fonts(run._element.get_or_add_rPr(), HEI if head else SONG)


def _fonts(properties: Any, chinese: str) -> None:
    """Word takes the font of Chinese characters from an attribute python-docx does not set."""
    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(attribute), LATIN)
    fonts.set(qn("w:eastAsia"), chinese)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, "第 ", SMALL)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    run.font.size = Pt(SMALL)
    field.append(run._element)
    paragraph._p.append(field)
    _run(paragraph, " 页", SMALL)
