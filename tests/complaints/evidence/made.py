"""Uploads as people and attackers make them, real files made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

SECRET = b"SECRET"
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)

RECEIPT = (
    "惠民生活超市", "收银小票", "店号 0312  收银员 08", "流水号 202611010078", "2026-11-01 18:23:05",
    "品名  数量  单价  小计", "鲜牛奶 1L  2  12.90  25.80", "面包  1  9.90  9.90", "件数 3",
    "合计 35.70", "实收 50.00", "找零 14.30", "谢谢惠顾 请保留小票",
)  # fmt: skip
ORDER = (
    "订单详情", "卖家已发货", "优品数码旗舰店 >", "蓝牙耳机 主动降噪 白色", "￥299.00 x1", "商品总价 ￥299.00",
    "运费 ￥0.00", "店铺优惠 -￥20.00", "实付款 ￥279.00", "订单编号：2601234567890123456",
    "创建时间：2026-11-01 10:20:33", "付款时间：2026-11-01 10:20:50", "发货时间：2026-11-02 18:00:01",
    "申请售后  查看物流",
)  # fmt: skip
CHAT = (
    "优品数码客服", "昨天 20:15", "你好，耳机收到就有划痕", "亲，在的呢，请稍等", "我要求退货退款",
    "亲，拆封了不支持退货哦", "这是商品质量问题", "您可以联系厂家售后", "已读", "按住 说话",
)  # fmt: skip


def encoded(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def photo(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """A picture with something in every corner."""
    return Image.effect_noise(size, 60).convert("RGB")


def noisy_png(side: int = 400) -> bytes:
    """A picture that no compression makes small."""
    return encoded(photo((side, side)), "PNG")


def jpeg_with_place(orientation: int = 1) -> bytes:
    """A JPEG that says where and with what it was taken, in EXIF, comment and XMP."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "SECRET description"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 10.0), 3: "E", 4: (120.0, 9.0, 5.0)})
    left = Image.new("RGB", (60, 40), "white")
    left.paste("red", (0, 0, 20, 40))
    xmp = b"<x:xmpmeta>SECRET</x:xmpmeta>"
    return encoded(left, "JPEG", exif=exif, comment=b"SECRET comment", xmp=xmp, quality=95)


def screen(
    lines: Sequence[str], size: tuple[int, int] = (1080, 2400), print_size: int = 36
) -> bytes:
    """A screenshot with these lines. Raises `OSError` without a Chinese font."""
    image = Image.new("RGB", size, "white")
    draw, font = ImageDraw.Draw(image), chinese(print_size)
    for place, line in enumerate(lines):
        draw.text((60, 60 + place * print_size * 2), line, font=font, fill="black")
    return encoded(image, "PNG")


def chinese(size: int) -> ImageFont.FreeTypeFont:
    for path in FONTS:
        try:
            return ImageFont.truetype(path, size)
        except OSError:
            continue
    raise OSError("no Chinese font")


def png_claiming(width: int, height: int) -> bytes:
    """A small file that claims to be a huge picture and would unpack to it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes(1 + min(width, 20_000) // 8) * min(height, 20_000), 9)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return out.getvalue()


def paper(text: str = "Invoice 123 total 456.78", pages: int = 1) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=20)
    for _ in range(pages):
        made.add_page()
        made.cell(0, 10, text)
    return bytes(made.output())


def hostile_paper() -> bytes:
    """A PDF with all that a page does not need: a script run on opening, a link, an attachment, a
    form field, metadata, a photo that says where it was taken; and a stamp that is seen."""
    made = FPDF()
    made.set_font("helvetica", size=20)
    made.add_page()
    made.cell(0, 10, "Contract")
    made.image(io.BytesIO(jpeg_with_place()), x=10, y=50)
    made.set_title("SECRET title")
    made.embed_file(bytes=b"SECRET file", basename="SECRET.exe")
    writer = PdfWriter(clone_from=io.BytesIO(bytes(made.output())))
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('SECRET')")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    launch = DictionaryObject({
        NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("SECRET.exe"),
    })  # fmt: skip
    field = _annotation("/Widget", (50, 500, 200, 520))
    field.update({
        NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): TextStringObject("SECRET field"),
        NameObject("/A"): launch,
    })  # fmt: skip
    seal = DecodedStreamObject()
    seal.set_data(b"1 0 0 rg 0 0 10 10 re f")
    seal[NameObject("/BBox")] = _numbers((0, 0, 10, 10))
    stamp = _annotation("/Stamp", (300, 100, 400, 200))
    stamp[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(seal)})
    notes = [writer._add_object(note) for note in (field, stamp)]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(notes)
    return written(writer)


def locked(data: bytes, password: str, owner: str | None = None) -> bytes:
    """A PDF with a password for opening, or, with an empty one, only against changes."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, owner, algorithm="AES-256")
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _annotation(kind: str, place: Sequence[float]) -> DictionaryObject:
    return DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(kind),
        NameObject("/Rect"): _numbers(place),
    })  # fmt: skip


def _numbers(values: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])
