"""The text of pictures and PDF files, in reading order. Runs in the worker."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy
from PIL import Image
from pypdf import PdfReader

MOST_LINES = 400
_PAGES = 10
_SHORT_SIDE = 1280
_TALL = 1.6
"""A picture this much taller than wide is a screenshot or a slip; it is read in pieces, so that
small print is not scaled away."""
_TALL_WIDTH = 800
"""Print on screens is sharp: less than the full width reads as well and is found faster."""
_PIECE = 1.25
_PIECES = 12
_ENGINE = {
    "intra_op_num_threads": 1,
    "inter_op_num_threads": 1,
    # Lines upside down are rare, and 6 and 9 must never be taken for each other.
    "use_cls": False,
    # Padding lines to one width costs more than a batch saves on one core.
    "rec_batch_num": 1,
}
_DAY_AND_TIME = re.compile(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{2}日?)(?=\d{2}:\d{2})")

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Engine = Callable[[Image.Image], list[tuple[Box, str]]]


def of_picture(data: bytes, engine: Engine | None = None) -> list[str]:
    """The lines of a picture. What stands side by side is one line, parted by a space."""
    read = engine or _rapid()
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        lines = [line for piece in _pieces(image.convert("RGB")) for line in rows(read(piece))]
    return [_DAY_AND_TIME.sub(r"\1 ", line) for line in lines[:MOST_LINES]]


def of_paper(data: bytes) -> list[str]:
    """The lines of the text layer of a PDF's first pages; a scan has none."""
    reader = PdfReader(io.BytesIO(data))
    pages = [page.extract_text() for page in reader.pages[:_PAGES]]
    lines = [" ".join(line.split()) for page in pages for line in page.splitlines()]
    return [line for line in lines if line][:MOST_LINES]


def rows(found: Sequence[tuple[Box, str]]) -> list[str]:
    """Boxes of text as lines from top to bottom, each from left to right."""
    lines: list[list[tuple[Box, str]]] = []
    for box, text in sorted(found, key=lambda item: item[0][1] + item[0][3]):
        if lines and _beside(lines[-1][0][0], box):
            lines[-1].append((box, text))
        else:
            lines.append([(box, text)])
    return [" ".join(text for _, text in sorted(line)) for line in lines]


def _beside(one: Box, other: Box) -> bool:
    together = min(one[3], other[3]) - max(one[1], other[1])
    return together > 0.5 * min(one[3] - one[1], other[3] - other[1])


def _pieces(image: Image.Image) -> Iterator[Image.Image]:
    tall = image.height > _TALL * image.width
    shrink = (_TALL_WIDTH if tall else _SHORT_SIDE) / min(image.size)
    if shrink < 1:
        size = (max(1, round(image.width * shrink)), max(1, round(image.height * shrink)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if not tall:
        yield image
        return
    top = 0
    for _ in range(_PIECES):
        bottom = _cut(image, top, top + int(_PIECE * image.width))
        yield image.crop((0, top, image.width, bottom))
        top = bottom
        if top >= image.height:
            return


def _cut(image: Image.Image, top: int, bottom: int) -> int:
    """The middle of the lowest gap in the last third above `bottom`, so that no line is cut."""
    if bottom >= image.height:
        return image.height
    first = bottom - (bottom - top) // 3
    grey = numpy.asarray(image.crop((0, first, image.width, bottom)).convert("L"))
    spread = numpy.ptp(grey, axis=1)
    gap = spread == spread.min()
    last = int(numpy.flatnonzero(gap)[-1])
    inked = numpy.flatnonzero(~gap[:last])
    begin = int(inked[-1]) + 1 if inked.size else 0
    return first + (begin + last) // 2 + 1


@lru_cache(maxsize=1)
def _rapid() -> Engine:
    """The engine of the extra `ocr`. Raises `ImportError` without it."""
    import_module("cv2").setNumThreads(1)
    rapid = import_module("rapidocr_onnxruntime").RapidOCR(**_ENGINE)

    def read(image: Image.Image) -> list[tuple[Box, str]]:
        # It takes colours in OpenCV's order.
        found: list[Any] = rapid(numpy.asarray(image)[:, :, ::-1])[0] or []
        return [(_upright(corners), text) for corners, text, _ in found]

    return read


def _upright(corners: Sequence[Sequence[float]]) -> Box:
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)
