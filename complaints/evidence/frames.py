"""How the service and its worker talk: a JSON head and a body of bytes, each with its length."""

from __future__ import annotations

import json
import os
from typing import Any

_WIDTH = 4
Message = tuple[dict[str, Any], bytes]


def send(handle: int, head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message to a file descriptor. Raises `OSError` when nobody reads."""
    encoded = json.dumps(head).encode()
    sizes = len(encoded).to_bytes(_WIDTH, "big") + len(body).to_bytes(_WIDTH, "big")
    waiting = memoryview(sizes + encoded + body)
    while waiting:
        waiting = waiting[os.write(handle, waiting) :]


def receive(handle: int) -> Message:
    """Read one message. Raises `EOFError` when the other side has gone."""
    head = int.from_bytes(_exactly(handle, _WIDTH), "big")
    body = int.from_bytes(_exactly(handle, _WIDTH), "big")
    return json.loads(_exactly(handle, head)), _exactly(handle, body)


def _exactly(handle: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
