"""Words of Chinese text: jieba with a dictionary of its frequent words and those of our field.

jieba's own dictionary holds 349,000 words; 200,000 of them were seen three times or less in its
corpus. Without these it takes half the memory and a third of the time to load.
"""

from __future__ import annotations

import importlib.resources
import logging
from collections.abc import Iterable, Mapping

import jieba

RARE = 3
"""Words seen this often or less in jieba's corpus are left out."""

jieba.setLogLevel(logging.WARNING)


def frequencies(words: Iterable[str]) -> dict[str, int]:
    """Word → frequency: jieba's frequent words, and `words` so that each is kept whole."""
    known: dict[str, int] = {}
    with importlib.resources.files("jieba").joinpath("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, *_ = line.split(" ")
            if int(count) > RARE:
                known[word] = int(count)
    segmenter = tokenizer(known)
    for word in sorted(set(words)):
        segmenter.add_word(word)
    return {word: count for word, count in segmenter.FREQ.items() if count}


def tokenizer(known: Mapping[str, int]) -> jieba.Tokenizer:
    """A jieba tokenizer on these frequencies; nothing is read from disk or written to it."""
    made = jieba.Tokenizer()
    every = dict(known)
    for word in known:
        for end in range(1, len(word)):
            # jieba looks for words along their beginnings, which therefore must be there.
            every.setdefault(word[:end], 0)
    made.FREQ, made.total, made.initialized = every, sum(known.values()), True
    return made
