"""File names people send, made safe to show. A name is never used as a path."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
_APART = re.compile(r"[\\/]")
_FORBIDDEN = re.compile(r'[<>:"|?*.\s]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_EXTENSION = re.compile(r"\.\w{1,8}$", re.ASCII)
NAMELESS = "材料"


def safe_name(name: str, extension: str) -> str:
    """`name` without folders, controls, direction marks, forbidden characters and its own
    extension, at most `LONGEST` characters, followed by `extension` (as ".jpg")."""
    last = _APART.split(name[-4096:])[-1]
    # Cc controls, Cf direction marks and zero widths, Cs lone surrogates, Co and Cn unassigned.
    seen = "".join(
        character
        for character in unicodedata.normalize("NFC", last)
        if unicodedata.category(character)[0] != "C"
    )
    stem = _FORBIDDEN.sub("_", _EXTENSION.sub("", seen.strip()))
    # A name that begins with these is a formula in a spreadsheet or an option on a command line.
    stem = stem.lstrip("_=+-@ ")[:LONGEST].rstrip("_ ")
    if _RESERVED.fullmatch(stem):
        stem = f"{NAMELESS}_{stem}"
    return (stem or NAMELESS) + extension
