"""The worker: looks at uploads and reads their text, apart from the service.

`python -m complaints.evidence.worker IDLE_SECONDS MEMORY` takes jobs on standard input, answers on
standard output (`frames`), and ends when its input ends or when it was idle for long. Its memory
is limited, it writes no files and gives way to the service.
"""

from __future__ import annotations

import os
import resource
import select
import sys
from contextlib import suppress
from typing import Any

from complaints.evidence import frames, intake, texts
from complaints.evidence.errors import Refused

_NICENESS = 5


def main(idle_seconds: float, memory: int) -> None:
    """Answer jobs until the input ends or nothing came for `idle_seconds`."""
    _limit(memory)
    jobs, answers = os.dup(0), os.dup(1)
    # What a library prints must not get between the answers.
    os.dup2(2, 1)
    while select.select([jobs], [], [], idle_seconds)[0]:
        try:
            head, body = frames.receive(jobs)
        except EOFError:
            return
        frames.send(answers, *_answer(head, body))


def _answer(head: dict[str, Any], body: bytes) -> frames.Message:
    try:
        if head["job"] == "inspect":
            clean = intake.inspect(head["name"], body)
            kept = {"name": clean.name, "media_type": clean.media_type, "pages": clean.pages}
            return {"answer": "clean", **kept}, clean.data
        read = texts.of_paper if head["job"] == "read_paper" else texts.of_picture
        return {"answer": "lines", "lines": read(body)}, b""
    except Refused as refused:
        return {"answer": "refused", "code": refused.code, "reason": refused.reason}, b""
    except ImportError:
        return {"answer": "not_installed"}, b""
    except Exception:
        return {"answer": "gave_up"}, b""


def _limit(memory: int) -> None:
    os.nice(_NICENESS)
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS has no limit of the address space.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
