"""PDF: pages are copied into a new file; nothing that acts and nothing hidden comes along."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NullObject,
    StreamObject,
)

from complaints.evidence.errors import Refused

MOST_PAGES = 100
MOST_KEPT_BYTES = 20 * 1024 * 1024
"""A copy may be larger than what was sent, because shared compression is lost."""
_MOST_ANNOTATIONS = 1000
_PAGE_KEYS = {
    "/Type",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
    "/Resources",
    "/Contents",
    "/Group",
}
_NEVER = (
    "/AA",
    "/AF",
    "/JS",
    "/JavaScript",
    "/LastModified",
    "/Metadata",
    "/OPI",
    "/PieceInfo",
    "/Ref",
    "/StructParent",
    "/StructParents",
    "/Thumb",
)
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")
"""In a stream: its bytes lie in another file."""
_HIDDEN = 0b100010


@dataclass(frozen=True)
class Copied:
    """The new file and how many pages it has."""

    data: bytes
    pages: int


def copy(data: bytes) -> Copied:
    """The pages as they are seen, with stamps, highlights and filled fields drawn in; without
    scripts, actions, links, attachments, form fields, layers' switches, bookmarks and metadata,
    that of embedded JPEG pictures included. A file that only forbids changes is opened.

    Raises `Refused` (encrypted, too_many_pages, too_large, damaged)."""
    try:
        return _copy(data)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # What a hostile file makes a parser raise cannot be listed; RecursionError is among it.
        raise Refused(
            "damaged", "这个 PDF 打不开，可能已经损坏。请重新导出一份，或者截图上传。"
        ) from error


def _copy(data: bytes) -> Copied:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(
            "encrypted",
            "这个 PDF 设了打开密码，我看不到内容。请去掉密码另存一份，或者打开后截图上传。"
            "不要把密码发给我。",
        )
    count = len(reader.pages)
    if not count:
        raise ValueError("no pages")
    if count > MOST_PAGES:
        raise Refused(
            "too_many_pages", f"这个 PDF 有 {count} 页，最多 {MOST_PAGES} 页。请只保留有关的几页。"
        )
    writer = PdfWriter()
    for number, page in enumerate(reader.pages):
        _copy_page(writer, page, number)
    writer.metadata = None
    for page in writer.pages:
        for stream in _streams(page, set()):
            _scrub(stream)
    out = io.BytesIO()
    writer.write(out)
    if out.tell() > MOST_KEPT_BYTES:
        raise Refused("too_large", "这个 PDF 太大。请只保留有关的几页，或者截图上传。")
    return Copied(out.getvalue(), count)


def _copy_page(writer: PdfWriter, page: PageObject, number: int) -> None:
    drawn = list(_appearances(page))
    for key in set(page) - _PAGE_KEYS:
        del page[key]
    added = writer.add_page(page, excluded_keys=_NEVER)
    if not drawn:
        return
    resources = added.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
    objects = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    strokes = []
    for place, (stream, matrix) in enumerate(drawn):
        name = f"/Drawn{number}n{place}"
        kept = stream.clone(writer, ignore_fields=_NEVER)
        kept[NameObject("/Type")] = NameObject("/XObject")
        kept[NameObject("/Subtype")] = NameObject("/Form")
        objects[NameObject(name)] = kept.indirect_reference
        strokes.append(f"q {' '.join(f'{value:.5f}' for value in matrix)} cm {name} Do Q")
    before = added.get("/Contents", NullObject())
    parts = before.get_object() if isinstance(before.get_object(), ArrayObject) else [before]
    added[NameObject("/Contents")] = ArrayObject(
        [
            _content(writer, "q"),
            *(part for part in parts if not isinstance(part.get_object(), NullObject)),
            _content(writer, "Q\n" + "\n".join(strokes)),
        ]
    )


def _content(writer: PdfWriter, code: str) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(f"\n{code}\n".encode())
    return writer._add_object(stream)


Matrix = tuple[float, float, float, float, float, float]


def _appearances(page: PageObject) -> Iterator[tuple[StreamObject, Matrix]]:
    """What annotations draw, with the matrix that puts it into its place (ISO 32000-1, 12.5.5)."""
    notes: Any = page.get("/Annots", ArrayObject()).get_object()
    for note in notes[:_MOST_ANNOTATIONS] if isinstance(notes, ArrayObject) else ():
        # One that cannot be read is left out; the page is still worth keeping.
        with suppress(AttributeError, KeyError, IndexError, TypeError, ValueError):
            yield from _appearance(note.get_object())


def _appearance(note: Any) -> Iterator[tuple[StreamObject, Matrix]]:
    stream: Any = note["/AP"]["/N"].get_object()
    if type(stream) is DictionaryObject:
        stream = stream[note.get("/AS", "/Off")].get_object()
    shown = note.get("/Subtype") != "/Popup" and not int(note.get("/F", 0)) & _HIDDEN
    if isinstance(stream, StreamObject) and shown:
        own: Any = stream.get("/Matrix", (1, 0, 0, 1, 0, 0))
        box, place = _floats(stream["/BBox"]), _floats(note["/Rect"])
        matrix = _into(place, box, _floats(own))
        if matrix:
            yield stream, matrix


def _floats(values: Any) -> list[float]:
    return [float(value) for value in values]


def _into(place: Sequence[float], box: list[float], own: list[float]) -> Matrix | None:
    corners = [(x, y) for x in box[::2] for y in box[1::2]]
    xs = [own[0] * x + own[2] * y + own[4] for x, y in corners]
    ys = [own[1] * x + own[3] * y + own[5] for x, y in corners]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if not wide or not high:
        return None
    across = (max(place[0], place[2]) - min(place[0], place[2])) / wide
    up = (max(place[1], place[3]) - min(place[1], place[3])) / high
    left = min(place[0], place[2]) - min(xs) * across
    return (across, 0, 0, up, left, min(place[1], place[3]) - min(ys) * up)


def _streams(thing: Any, seen: set[int]) -> Iterator[StreamObject]:
    """Every stream below a page, once."""
    waiting = [thing]
    while waiting:
        item = waiting.pop().get_object()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, StreamObject):
            yield item
        if isinstance(item, DictionaryObject):
            waiting += [value for key, value in item.items() if key != "/Parent"]
        elif isinstance(item, ArrayObject):
            waiting += item


def _scrub(stream: StreamObject) -> None:
    for key in _ELSEWHERE:
        stream.pop(key, None)
    if stream.get("/Subtype") == "/PS":
        stream.clear()
        stream._data = b""
    if stream.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        stream._data = bare_jpeg(stream._data)


_KEPT_SEGMENTS = {0xE0, 0xEE}
"""JFIF, and Adobe's note on the colours, without which they come out wrong."""


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without EXIF, XMP, comments and other application segments; pixels untouched. What
    does not read as JPEG is given back as it is."""
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            return b"".join([*kept, data[at:]])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _KEPT_SEGMENTS or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(data[at:end])
        at = end
    return data
