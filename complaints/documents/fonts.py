"""Chinese fonts for PDF files: found on the machine, never shipped, embedded in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path(__file__).parents[2] / ".work" / "debs" / "root" / "usr" / "share" / "fonts",
)
"""Where fonts lie: those of the system, and those that scripts/debian-packages unpacked."""
PACKAGE, RARE_PACKAGE = "fonts-noto-cjk", "fonts-hanazono"
BODY = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc")
HEAD = ("NotoSansCJK-Bold.ttc", "NotoSerifCJK-Bold.ttc")
RARE = ("HanaMinA.ttf", "HanaMinB.ttf")
SIMPLIFIED = "CJK SC"


class FontMissing(Exception):
    """No Chinese font is on the machine, so no PDF can be made."""

    def __init__(self, folders: Sequence[Path]) -> None:
        looked = "、".join(str(folder) for folder in folders)
        super().__init__(
            f"没有找到中文字体，做不出 PDF（Word 文件照常可用）。请安装 Debian 软件包 {PACKAGE}；"
            f"没有 root 权限的，运行 scripts/debian-packages {PACKAGE}。找过的文件夹：{looked}"
        )


@dataclass(frozen=True)
class Face:
    """One face of a font file; `number` is its place in a collection."""

    path: Path
    number: int
    characters: frozenset[int]


@dataclass(frozen=True)
class Fonts:
    """`rare`: faces for characters that `body` lacks, in the order in which they are tried."""

    body: Face
    head: Face
    rare: tuple[Face, ...]

    def missing_characters(self, text: str) -> str:
        """The characters of a text that no face can show, each once, in order of appearance."""
        faces = (self.body, *self.rare)
        return "".join(
            dict.fromkeys(
                c
                for c in text
                if c != "\n" and not any(ord(c) in face.characters for face in faces)
            )
        )


def find(folders: Sequence[Path] = FOLDERS) -> Fonts:
    """The fonts in these folders. Raises `FontMissing` when there is no Chinese one."""
    body = next(_faces(folders, BODY), None)
    if body is None:
        raise FontMissing(folders)
    return Fonts(body, next(_faces(folders, HEAD), body), tuple(_faces(folders, RARE)))


def _faces(folders: Iterable[Path], names: Iterable[str]) -> Iterator[Face]:
    for name in names:
        for folder in folders:
            found = next((path for path in sorted(folder.rglob(name)) if path.is_file()), None)
            if found:
                yield _read(found)
                break


@cache
def _read(path: Path) -> Face:
    if path.suffix != ".ttc":
        with TTFont(path, lazy=True) as font:
            return Face(path, 0, frozenset(font.getBestCmap()))
    with TTCollection(path, lazy=True) as collection:
        for number, font in enumerate(collection.fonts):
            name = font["name"].getDebugName(4) or ""
            if SIMPLIFIED in name and "Mono" not in name:
                return Face(path, number, frozenset(font.getBestCmap()))
        return Face(path, 0, frozenset(collection.fonts[0].getBestCmap()))
