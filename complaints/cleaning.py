"""Text from people made fit for paper: nothing invisible, nothing that turns other text around."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 20_000
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Emoji and variation selectors: pictures have no place in a form, and a rare character is itself
without its selector."""
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
"""Control and formatting characters (bidirectional marks, zero width), lone surrogates, characters
that are none."""


def clean(text: str) -> str:
    """The text as one can print it: lines kept, tabs as blanks, at most `MAX_TEXT` characters."""
    text = text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _PICTURES.sub("", text.replace("\t", " ").replace("\u2029", "\n").replace("\xa0", " "))
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _UNWANTED)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()
