"""Pictures, drawn anew from their pixels: nothing else of what was sent is kept."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from complaints.evidence.errors import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
"""Photos of telephones reach 50 million pixels; more would only fill the memory."""
_QUALITIES = (92, 80, 65)


@dataclass(frozen=True)
class Redrawn:
    """A picture as it is kept; `media_type` is image/jpeg or image/png."""

    data: bytes
    media_type: str


def redraw(data: bytes, most_bytes: int) -> Redrawn:
    """The picture upright, on white, the first frame only, without EXIF, place, comments, colour
    profile or anything appended. PNG stays PNG where it fits into `most_bytes`; all else becomes
    JPEG. Raises `Refused` (too_many_pixels, damaged)."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise _too_many_pixels()
            lossless = sent.format == "PNG"
            pixels = _on_white(_upright(sent))
        return _encode(pixels, lossless, most_bytes)
    except (Refused, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception as error:
        # What a hostile file makes a decoder raise cannot be listed.
        raise Refused(
            "damaged", "这张图片打不开，可能没有传完整。请换一张，或者重新截图再传。"
        ) from error


def _too_many_pixels() -> Refused:
    most = MOST_PIXELS // 10_000
    return Refused("too_many_pixels", f"图片太大，最多 {most} 万像素。请裁剪或者截图后再传。")


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        # Broken EXIF says nothing about the pixels.
        return image


def _on_white(image: Image.Image) -> Image.Image:
    """A new image, so that nothing of the old one's metadata can come along. What transparency
    hid does not stay in the file."""
    if image.mode in ("1", "L"):
        colours = image.convert("L")
        fresh = Image.new("L", image.size)
        fresh.paste(colours)
        return fresh
    fresh = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        fresh.paste(layer, mask=layer.getchannel("A"))
    elif image.mode.startswith(("I", "F")):
        fresh.paste(image.point(lambda value: value * (1 / 256)).convert("L"))
    else:
        fresh.paste(image.convert("RGB"))
    return fresh


def _encode(image: Image.Image, lossless: bool, most_bytes: int) -> Redrawn:
    if lossless:
        data = _saved(image, "PNG", optimize=False)
        if len(data) <= most_bytes:
            return Redrawn(data, "image/png")
    for quality in _QUALITIES:
        data = _saved(image, "JPEG", quality=quality)
        if len(data) <= most_bytes:
            return Redrawn(data, "image/jpeg")
    raise _too_many_pixels()


def _saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()
