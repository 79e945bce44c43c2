"""Normalisation that remembers where every character came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

# NFKC is applied only where it repairs an input method's choice. Elsewhere it would damage:
# "①3999元" would become 13999 yuan, "3½" 31⁄2, "™" the curse "TM".
_COMPATIBLE = (
    (0x2000, 0x200A),  # the widths of space
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x2F00, 0x2FD5),  # radicals used as characters
    (0x3000, 0x3000),
    (0x3371, 0x33DF),  # ㎏ ㎡ ㎞
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6B),
    (0xFF01, 0xFFE6),
    (0x1D400, 0x1D7FF),  # letters and digits drawn in another style
)
_EMOJI = (
    (0x2139, 0x2139), (0x231A, 0x23FF), (0x25AA, 0x25AB), (0x25FB, 0x27BF), (0x2934, 0x2935),
    (0x2B05, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3299), (0x00A9, 0x00A9),
    (0x00AE, 0x00AE), (0x2122, 0x2122), (0x1F000, 0x1FAFF),
)  # fmt: skip
# Dropped by name although their category is not Cc, Cf, Cs or Co: variation selectors, the keycap,
# fillers that show as nothing.
_INVISIBLE = {*range(0xFE00, 0xFE10), 0x20E3, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x034F}
_UNIFIED = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"',
    "』": '"', "〝": '"', "〞": '"', "‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "─": "-", "〜": "~",
    "∼": "~", "・": "·", "•": "·", "‧": "·", "∙": "·", "／": "/", "〈": "《", "〉": "》",
    "【": "[", "】": "]", "〔": "[", "〕": "]", "⁄": "/", "\t": " ", "\x0b": " ", "\x0c": " ",
    "\u00a0": " ", "\u1680": " ", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
}  # fmt: skip
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z \n。，、《》!?;:()\[\]%+./~·\"'¥…#@&=_-]*")
# Three equal characters are emphasis enough. Not digits, whose number is the meaning, nor "*",
# which stands for digits in 138****0000.
_RUN = re.compile(r"([^0-9*])\1{3,}")


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text`, and for each of its characters the index it had in the original."""

    text: str
    origins: Sequence[int]

    def origin_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stood in the original, dropped characters inside included.

        An empty span gives an empty span. Raises IndexError outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} lies outside a text of {len(self.text)}")
        if start == end:
            at = self.origins[start] if start < len(self.text) else self._after_last()
            return at, at
        return self.origins[start], self.origins[end - 1] + 1

    def _after_last(self) -> int:
        return self.origins[-1] + 1 if self.origins else 0


def normalise(text: str) -> Normalised:
    """`text` as every reader expects it.

    Full width → half width (but ，。、 stay Chinese), traditional → simplified, invisible
    characters dropped, emoji → one space, more than three of one character → three, quotes and
    dashes unified. Never raises.
    """
    if _PLAIN.fullmatch(text) and _simple(text):
        return Normalised(text, range(len(text)))
    news = [_comma(text, i) if c in ",，" else _character(c) for i, c in enumerate(text)]
    origins = [i for i, new in enumerate(news) for _ in new]
    return _shortened(_simplified("".join(news)), origins)


def _simple(text: str) -> bool:
    return _traditional().isdisjoint(text) and not _RUN.search(text)


@lru_cache(maxsize=4096)
def _character(char: str) -> str:
    """What `char` becomes; "" when it is dropped."""
    if (" " <= char < "\x7f" and char != "`") or char == "\n":
        return char
    if "\u4e00" <= char <= "\u9fff":
        return char
    if char in _UNIFIED:
        return _UNIFIED[char]
    code = ord(char)
    if code in _INVISIBLE:
        return ""
    if _within(code, _EMOJI):
        return " "
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    return unicodedata.normalize("NFKC", char) if _within(code, _COMPATIBLE) else char


def _comma(text: str, at: int) -> str:
    """A comma inside a number is ASCII, any other Chinese: "399，200块" is two numbers."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == ",":
        return "," if before.isdecimal() and after.isdecimal() else "，"
    full = "０" <= before <= "９" and "０" <= after <= "９"
    return "," if full else "，"


def _within(code: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(low <= code <= high for low, high in ranges)


@cache
def _converter() -> object:
    from opencc import OpenCC  # 20 ms and a table: only for who writes to us

    return OpenCC("t2s")


def _convert(text: str) -> str:
    return str(_converter().convert(text))  # type: ignore[attr-defined]


@cache
def _traditional() -> frozenset[str]:
    """The characters that opencc alone would change, and 乾 瞭 著, which depend on their word."""
    blocks = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2A6E0))
    chars = [chr(code) for low, high in blocks for code in range(low, high)]
    simplified = _convert("\n".join(chars)).split("\n")
    changed = {old for old, new in zip(chars, simplified, strict=True) if old != new}
    return frozenset(changed | set("乾瞭"))


def _simplified(text: str) -> str:
    """`text` in simplified characters, as long as before.

    By phrase (瞭解 → 了解, but 瞭望); by character where a phrase would change the length.
    """
    if _traditional().isdisjoint(text):
        return text
    whole = _convert(text)
    if len(whole) == len(text):
        return whole
    singles = (_convert(c) if c in _traditional() else c for c in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, singles, strict=True))


def _shortened(text: str, origins: list[int]) -> Normalised:
    kept: list[str] = []
    kept_origins: list[int] = []
    done = 0
    for run in _RUN.finditer(text):
        keep = 1 if run[1] == " " else 3
        if _in_a_code(text, run):
            continue
        kept += text[done : run.start() + keep]
        kept_origins += origins[done : run.start() + keep]
        done = run.end()
    kept += text[done:]
    kept_origins += origins[done:]
    return Normalised("".join(kept), kept_origins)


def _in_a_code(text: str, run: re.Match[str]) -> bool:
    """Whether the run is letters beside digits, as in an order number."""
    beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
    return run[1].isascii() and run[1].isalpha() and any(c in "0123456789" for c in beside)
