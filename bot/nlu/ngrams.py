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
    padded = f"^{shown}$"
    features = [
        f"{size}{padded[start : start + size]}"
        for size in range(1, LONGEST_RUN + 1)
        for start in range(len(padded) - size + 1)
    ]
    plain = [_DIGITS.sub("0", word.lower()) for word in words]
    features += [f"w{word}" for word in plain]
    features += [f"p{a} {b}" for a, b in pairwise(plain)]
    mask = (1 << BITS) - 1
    return np.fromiter(
        (crc32((part + f).encode()) & mask for f in features), np.uint32, len(features)
    )
