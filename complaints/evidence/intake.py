"""What a person uploads: recognised by its content, cleaned, or refused with a reason.

Neither the name nor the declared type is believed. Pictures are drawn anew (`pictures`), PDF pages
are copied into a new file without anything that acts (`papers`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from complaints.evidence import papers, pictures
from complaints.evidence.errors import Refused
from complaints.evidence.names import safe_name

MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Clean:
    """What may be kept: a name only for showing, the media type of `data`, the number of pages."""

    name: str
    media_type: str
    data: bytes
    pages: int


_EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
_PICTURE = "只收照片、截图（JPG、PNG、WEBP）和 PDF。"


def inspect(name: str, data: bytes) -> Clean:
    """The upload as it may be kept. Raises `Refused`, and nothing else, with one of the codes
    empty, too_large, heic, animation, office, video, unknown_kind, too_many_pixels, damaged,
    encrypted, too_many_pages, gave_up."""
    if not data:
        raise Refused("empty", "文件是空的，请重新选择。")
    if len(data) > MOST_BYTES:
        raise too_large()
    try:
        media_type, kept, pages = _clean(data)
    except MemoryError as error:
        raise gave_up() from error
    return Clean(safe_name(name, _EXTENSIONS[media_type]), media_type, kept, pages)


def _clean(data: bytes) -> tuple[str, bytes, int]:
    if _is_picture(data):
        drawn = pictures.redraw(data, MOST_BYTES)
        return drawn.media_type, drawn.data, 1
    if data.startswith(b"%PDF-"):
        copied = papers.copy(data)
        return "application/pdf", copied.data, copied.pages
    raise _refusal(data)


def too_large() -> Refused:
    """The refusal of a file over `MOST_BYTES`, also for channels that stop reading before."""
    return Refused(
        "too_large", f"文件太大，最多 {MOST_BYTES // 1024 // 1024} MB。可以截图或者压缩后再传。"
    )


def gave_up() -> Refused:
    """The refusal of a file that took more time or memory than there is."""
    return Refused("gave_up", "这个文件处理不了。请截图，或者换一份简单一点的再传。")


def _is_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or _is_riff(data, b"WEBP")


def _is_riff(data: bytes, kind: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == kind


def _is_iso(data: bytes, *brands: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in brands


_TOLD: tuple[tuple[Callable[[bytes], bool], str, str], ...] = (
    (
        lambda data: _is_iso(data, b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"),
        "heic",
        "这种照片格式（HEIC、AVIF）暂时打不开。请在相册里打开照片截一张图再传；"
        "苹果手机也可以在“设置-相机-格式”里选“兼容性最佳”。",
    ),
    (
        lambda data: (
            data[4:8] == b"ftyp" or _is_riff(data, b"AVI ") or data[:4] == b"\x1aE\xdf\xa3"
        ),
        "video",
        f"{_PICTURE}视频请截取关键画面上传，原视频自己保存好。",
    ),
    (
        lambda data: data.startswith(b"GIF8"),
        "animation",
        f"{_PICTURE}动图请截一张图再传。",
    ),
    (
        lambda data: data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")),
        "office",
        f"{_PICTURE}Word、Excel 请另存为 PDF 再传，压缩包请解压后逐个传。",
    ),
)


def _refusal(data: bytes) -> Refused:
    for fits, code, reason in _TOLD:
        if fits(data):
            return Refused(code, reason)
    return Refused("unknown_kind", f"{_PICTURE}这个文件不是，或者已经损坏。")
