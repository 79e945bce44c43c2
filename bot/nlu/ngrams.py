"""A text as hashed counts of character runs and words (Weinberger et al. 2009, feature hashing).

No vocabulary is kept: a feature's number is a checksum of its spelling, so that training and use
agree wherever they run, and a model is a few arrays instead of a pickle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint32]
"""Feature numbers."""
BITS = 20
LONGEST_RUN = 3
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"\s+")


def ngrams(text: str, words: Sequence[str], part: str = "") -> Ids:
    """Feature numbers of one text, with repetition: runs of 1 to 3 characters, words, word pairs.

    Numbers in the text count as one character, so that 3999 and 4999 look alike. `part` keeps the
    features of a part of a message apart from those of the whole.
    """
    shown = _SPACE.sub(" ", _DIGITS.sub("0", text.lower()))
    plain = [_DIGITS.sub("0", word.lower()) for word in words]
    named = [f"{part}w{word}" for word in plain] + [f"{part}p{a} {b}" for a, b in pairwise(plain)]
    numbers = np.fromiter((crc32(name.encode()) for name in named), np.uint32, len(named))
    return np.concatenate([*_runs(f"^{shown}$", part), numbers & _MASK])


_MASK = np.uint32((1 << BITS) - 1)
_MIXER = np.uint32(2654435761)
"""Knuth's multiplier (The Art of Computer Programming 6.4): spreads neighbouring numbers apart."""


def _runs(text: str, part: str) -> list[Ids]:
    """The numbers of all runs of characters, one array a length."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    mixed = np.full(len(codes), crc32(part.encode()), np.uint32)
    found = []
    for size in range(1, LONGEST_RUN + 1):
        if size > len(codes):
            break
        mixed = (mixed[: len(codes) - size + 1] + codes[size - 1 :]) * _MIXER
        found.append((mixed + np.uint32(size)) * _MIXER >> np.uint32(32 - BITS))
    return found
