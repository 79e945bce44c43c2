"""Sealed files in a folder: there whole or not at all, whenever the process dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

_UNFINISHED = ".part"


class SealedFiles:
    """Files by id. The folder is made when the first one is written, for its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, item: str, data: bytes, at: datetime) -> None:
        """Write a file durably. Raises `OSError` and leaves nothing behind. The file carries the
        time `at`, by which `before` tells an upload under way from a left-over."""
        path = self.path(item)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_suffix(_UNFINISHED)
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(data)
                out.flush()
                os.utime(part, (at.timestamp(), at.timestamp()))
                os.fsync(out.fileno())
            part.rename(path)
            _sync(path.parent)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise

    def read(self, item: str) -> bytes | None:
        """The bytes, or None when the file is not there."""
        try:
            return self.path(item).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, item: str) -> None:
        """Delete a file; one that is not there is no error."""
        self.path(item).unlink(missing_ok=True)

    def path(self, item: str) -> Path:
        """Where a file lies. `item` must be an id this package made, never what somebody sent."""
        return self._folder / item[:2] / item

    def before(self, moment: datetime) -> Iterator[str]:
        """The ids of the files written before `moment`; unfinished ones are deleted on the way."""
        for path in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime >= moment.timestamp():
                    continue
                if path.suffix == _UNFINISHED:
                    path.unlink()
                else:
                    yield path.name


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
