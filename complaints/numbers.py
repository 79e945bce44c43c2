"""Case numbers: hard to guess, easy to read out, and a slip of the tongue is noticed.

`WQ-7K3M-9TXE-B2H8` is eleven random characters and a check character. The alphabet has 31 signs:
the digits and the letters without I, L, O, U and Z, which are taken for 1, 1, 0, V and 2. The
check is a pure system as in ISO 7064, with the prime 31 as modulus and its primitive root 3 as
radix: it finds every wrong character and every swap of two.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

PREFIX = "WQ"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
GROUP = 4
LENGTH = 3 * GROUP
_RADIX = 3
_MODULUS = len(ALPHABET)
_MISREAD = str.maketrans("ILOUZ", "110V2")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—―−_·.,、，。]+")
_LONGEST = 60


class NotANumber(ValueError):
    """The text cannot be a case number: it is mistyped or something else."""

    def __init__(self) -> None:
        super().__init__(
            "这个编号不对。编号是 WQ 加12位数字和字母，写成 WQ-XXXX-XXXX-XXXX，请对照回执再看一遍。"
        )


class Choosing(Protocol):
    """A source of chance; `secrets.SystemRandom()` outside tests."""

    def choice(self, seq: str, /) -> str: ...


def new(random: Choosing) -> str:
    """A number of 54 random bits and its check character, in groups of four."""
    body = "".join(random.choice(ALPHABET) for _ in range(LENGTH - 1))
    return _written(body + _check(body))


def normalise(text: str) -> str:
    """The number a person typed, as `new` writes it.

    Lower case, full width, spaces, hyphens, a missing prefix and look-alike letters are accepted.
    Raises `NotANumber` for anything else, a wrong check character among it.
    """
    if len(text) > _LONGEST:
        raise NotANumber
    typed = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_MISREAD)
    if len(typed) == LENGTH + len(PREFIX):
        typed = typed.removeprefix(PREFIX)
    if len(typed) != LENGTH or set(typed) - set(ALPHABET) or _check(typed[:-1]) != typed[-1]:
        raise NotANumber
    return _written(typed)


def _written(characters: str) -> str:
    return "-".join([PREFIX, *(characters[n : n + GROUP] for n in range(0, LENGTH, GROUP))])


def _check(body: str) -> str:
    total = 0
    for character in body:
        total = (total + ALPHABET.index(character)) * _RADIX % _MODULUS
    return ALPHABET[(1 - total) % _MODULUS]
