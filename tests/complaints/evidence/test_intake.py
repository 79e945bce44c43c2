"""Uploads are taken for what they are, cleaned, or refused with a sentence that helps."""

from __future__ import annotations

import io
from contextlib import suppress

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from complaints.evidence import MOST_BYTES, Clean, Refused, inspect
from complaints.evidence.papers import MOST_PAGES, bare_jpeg
from tests.complaints.evidence import made

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"


def opened(clean: Clean) -> Image.Image:
    return Image.open(io.BytesIO(clean.data))


def test_a_photo_loses_place_camera_and_comments_and_stands_upright() -> None:
    sent = made.jpeg_with_place(orientation=6)
    assert made.SECRET in sent
    clean = inspect("IMG_0001.HEIC", sent)
    assert (clean.name, clean.media_type, clean.pages) == ("IMG_0001.jpg", "image/jpeg", 1)
    assert made.SECRET not in clean.data
    kept = opened(clean)
    assert kept.size == (40, 60)
    assert not kept.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(kept.info)
    red, white = kept.convert("RGB").getpixel((20, 5)), kept.convert("RGB").getpixel((20, 55))
    assert isinstance(red, tuple) and isinstance(white, tuple)
    assert red[0] > 200 > 60 > red[1] and min(white) > 240


@pytest.mark.filterwarnings("ignore:Corrupt EXIF:UserWarning")
def test_broken_exif_is_no_reason_to_refuse_a_photo() -> None:
    sent = made.encoded(made.photo(), "JPEG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff")
    assert inspect("a.jpg", sent).media_type == "image/jpeg"


def test_a_screenshot_stays_lossless_and_loses_its_text_chunks() -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "SECRET")
    notes.add_itxt("XML:com.adobe.xmp", "SECRET", zip=True)
    image = made.photo()
    clean = inspect("a.png", made.encoded(image, "PNG", pnginfo=notes, icc_profile=b"SECRET"))
    assert clean.media_type == "image/png"
    assert b"SECRET" not in clean.data
    assert opened(clean).tobytes() == image.tobytes()
    assert opened(clean).info == {}


def test_what_transparency_hid_is_not_kept() -> None:
    image = Image.new("RGBA", (10, 10), (10, 20, 30, 0))
    for kind in ("PNG", "WEBP"):
        clean = inspect("a", made.encoded(image, kind, lossless=True))
        pixel = opened(clean).convert("RGB").getpixel((5, 5))
        assert isinstance(pixel, tuple) and min(pixel) > 250


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    image = Image.new(mode, (8, 8))
    assert opened(inspect("a.png", made.encoded(image, "PNG"))).size == (8, 8)


def test_print_colours_are_read() -> None:
    clean = inspect("a.jpg", made.encoded(Image.new("CMYK", (8, 8)), "JPEG"))
    assert opened(clean).mode == "RGB"


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    for kind in ("PNG", "WEBP"):
        moving = made.encoded(first, kind, save_all=True, append_images=[second])
        kept = opened(inspect("a", moving))
        pixel = kept.convert("RGB").getpixel((4, 4))
        assert isinstance(pixel, tuple) and pixel[0] > 200
        assert getattr(kept, "n_frames", 1) == 1


def test_what_is_appended_to_a_picture_is_gone() -> None:
    for picture in (made.encoded(made.photo(), "JPEG"), made.encoded(made.photo(), "PNG")):
        for tail in (PHP, HTML, made.zipped({"a": b"x"}), made.paper()):
            clean = inspect("evil.php.jpg", picture + tail)
            assert tail[:20] not in clean.data
            assert b"<?php" not in clean.data


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jpg", b"", "empty"),
        ("a.png", HTML, "unknown_kind"),
        ("a.svg", SVG, "unknown_kind"),
        ("a.jpg", PHP, "unknown_kind"),
        ("a.jpg", b"MZ\x90\x00" + bytes(100), "unknown_kind"),
        ("a.pdf", b"\n" + made.paper(), "unknown_kind"),
        ("a.jpg", b"GIF89a" + bytes(100), "animation"),
        ("a.jpg", b"\x00\x00\x00\x18ftypheic" + bytes(100), "heic"),
        ("a.jpg", b"\x00\x00\x00\x18ftypmp42" + bytes(100), "video"),
        ("a.docx", made.zipped({"word/document.xml": bytes(1000_000)}), "office"),
        ("a.zip", made.zipped({"../../etc/passwd": b"x"}), "office"),
        ("a.jpg", b"\xff\xd8\xff", "damaged"),
        ("a.jpg", made.encoded(made.photo(), "JPEG")[:-400], "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + HTML, "damaged"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBP" + HTML, "damaged"),
        ("a.png", made.png_claiming(20_000, 20_000), "too_many_pixels"),
        ("a.png", made.png_claiming(12_000, 8_000), "too_many_pixels"),
        ("a.png", made.png_claiming(2**31 - 1, 2**31 - 1), "too_many_pixels"),
        ("a.pdf", b"%PDF-1.7\n" + SVG, "damaged"),
        ("a.pdf", made.paper()[:300], "damaged"),
        ("a.pdf", made.paper(pages=MOST_PAGES + 1), "too_many_pages"),
        ("a.pdf", made.locked(made.paper(), "geheim"), "encrypted"),
        ("a.jpg", bytes(MOST_BYTES + 1), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_is_refused_with_a_reason(name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        inspect(name, data)
    assert refused.value.code == code
    assert refused.value.reason.endswith("。")


def test_the_largest_photos_of_telephones_are_taken() -> None:
    image = Image.new("RGB", (8160, 6120), "grey")
    assert opened(inspect("a.jpg", made.encoded(image, "JPEG"))).size == (8160, 6120)


def test_a_pdf_keeps_what_is_seen_and_nothing_that_acts() -> None:
    sent = made.hostile_paper()
    clean = inspect("合同.pdf", sent)
    assert (clean.name, clean.media_type, clean.pages) == ("合同.pdf", "application/pdf", 1)
    for word in (b"SECRET", b"/JS", b"/JavaScript", b"/OpenAction", b"/AA", b"/Launch", b"/Annots",
                 b"/AcroForm", b"/EmbeddedFile", b"/Names", b"/Metadata", b"/Info"):  # fmt: skip
        assert word not in clean.data, word
    page = PdfReader(io.BytesIO(clean.data)).pages[0]
    assert "Contract" in page.extract_text()
    before, after = (
        pypdfium2.PdfDocument(data)[0].render().to_pil() for data in (sent, clean.data)
    )
    assert after.getpixel((350, after.height - 150)) == (255, 0, 0)
    assert before.size == after.size


def test_photos_inside_a_pdf_lose_their_place_but_no_pixel() -> None:
    sent = made.jpeg_with_place()
    bare = bare_jpeg(sent)
    assert made.SECRET in sent and made.SECRET not in bare
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(sent)).tobytes()


def test_a_pdf_that_only_forbids_changes_is_opened() -> None:
    clean = inspect("invoice.pdf", made.locked(made.paper(), "", "owner"))
    reader = PdfReader(io.BytesIO(clean.data))
    assert not reader.is_encrypted
    assert "456.78" in reader.pages[0].extract_text()


def test_a_pdf_of_as_many_pages_as_allowed_is_taken() -> None:
    assert inspect("a.pdf", made.paper(pages=MOST_PAGES)).pages == MOST_PAGES


@settings(max_examples=150, deadline=None)
@given(
    start=st.sampled_from(
        [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFFxxxxWEBP", b"%PDF-1.4\n"]
    ),
    rest=st.binary(max_size=600),
    name=st.text(max_size=300),
)
def test_no_bytes_break_it(start: bytes, rest: bytes, name: str) -> None:
    with suppress(Refused):
        inspect(name, start + rest)


WHOLE = [
    made.jpeg_with_place(),
    made.encoded(made.photo((20, 20)), "PNG"),
    made.encoded(made.photo((20, 20)), "WEBP"),
    made.hostile_paper(),
]


@settings(max_examples=200, deadline=None)
@given(
    which=st.sampled_from(range(len(WHOLE))),
    changes=st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=20),
    cut=st.integers(0),
)
def test_no_damaged_file_breaks_it(which: int, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(WHOLE[which])
    for place, value in changes:
        data[place % len(data)] = value
    if cut % 3 == 0:
        del data[cut % len(data) :]
    with suppress(Refused):
        inspect("a", bytes(data))
