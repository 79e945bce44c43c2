"""Takes uploads until it dies, as by kill -9, at a chosen place.

`dying_upload.py URL KEY FOLDER PLACE` where PLACE is write (the file is half there), row (the file
is there, its row not) or delete (the row has gone, the file not).
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from complaints import Cipher
from complaints.database import connect
from complaints.evidence import EvidenceStore
from complaints.evidence.files import SealedFiles
from tests.complaints.evidence import made


def die(*arguments: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(url: str, key: str, folder: str, place: str) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    store = EvidenceStore(connect(url), Cipher([key]), Path(folder), lambda: now)
    kept = store.take("c1", "first.png", made.encoded(made.photo((10, 10)), "PNG"))
    if place == "write":
        os.fsync = die
    elif place == "row":
        write = SealedFiles.write

        def write_and_die(self: SealedFiles, *arguments: Any) -> None:
            write(self, *arguments)
            die()

        SealedFiles.write = write_and_die  # type: ignore[method-assign]
    else:
        SealedFiles.delete = die  # type: ignore[method-assign, assignment]
        store.remove("c1", kept.id)
    store.take("c1", "second.png", made.encoded(made.photo((12, 12)), "PNG"))


if __name__ == "__main__":
    main(*sys.argv[1:])
