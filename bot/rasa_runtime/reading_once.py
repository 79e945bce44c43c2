"""Rasa reads and checks each training file three times in one training. Here each text is parsed once.

Parsing is pure Python (ruamel), and with 16,000 sentences took more than half of a training.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def files_read_once() -> Iterator[None]:
    """While this holds, the same YAML text read in the same way gives the same objects again."""
    import rasa.shared.utils.io as reading

    parse, known = reading.read_yaml, {}

    def read(content: str, reader_type: str | list[str] = "safe") -> Any:
        key = (content, str(reader_type))
        if key not in known:
            known[key] = parse(content, reader_type)
        return known[key]

    reading.read_yaml = read
    try:
        yield
    finally:
        reading.read_yaml = parse
