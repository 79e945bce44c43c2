"""A built script for pages of other sites: compressed once, and asked for again only by its tag."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request
from fastapi.responses import Response

HEADERS = {
    "Cache-Control": "public, max-age=300, stale-while-revalidate=86400",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class _Built:
    """`state`: when the file changed last and its size, by which a newer one is noticed."""

    state: tuple[int, int]
    plain: bytes
    packed: bytes
    tag: str


class Script:
    """One file, read and compressed when it is first asked for after it changed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._built: _Built | None = None

    def response(self, request: Request) -> Response:
        """The script, or 304 to whoever has it. Raises `FileNotFoundError` before it was built."""
        built = self._read()
        small = _takes_gzip(request.headers.get("accept-encoding", ""))
        # Two encodings are two things to a cache.
        tag = f'"{built.tag}-gzip"' if small else f'"{built.tag}"'
        headers = {**HEADERS, "ETag": tag}
        had = request.headers.get("if-none-match", "")
        if tag in {one.strip().removeprefix("W/") for one in had.split(",")}:
            return Response(status_code=304, headers=headers)
        if small:
            headers["Content-Encoding"] = "gzip"
        body = built.packed if small else built.plain
        return Response(body, media_type="text/javascript; charset=utf-8", headers=headers)

    def _read(self) -> _Built:
        found = self._file.stat()
        state = found.st_mtime_ns, found.st_size
        if self._built is None or self._built.state != state:
            plain = self._file.read_bytes()
            packed = gzip.compress(plain, 9, mtime=0)
            self._built = _Built(state, plain, packed, hashlib.sha256(plain).hexdigest()[:32])
        return self._built


def _takes_gzip(accepted: str) -> bool:
    for one in accepted.lower().split(","):
        name, _, quality = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
