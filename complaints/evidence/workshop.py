"""The worker process as the service sees it: started on demand, killed when it hangs."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from complaints.evidence import frames
from complaints.evidence.errors import GaveUp

IDLE_SECONDS = 300.0
"""After this long without work the worker ends by itself and frees its memory."""
MEMORY = 2 * 1024**3
"""Address space of the worker; reading text takes about 0.9 GB of it."""
_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}


class Workshop:
    """One worker and one job at a time; callers wait their turn. Safe to use from threads."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS, memory: int = MEMORY) -> None:
        self._arguments = [str(idle_seconds), str(memory)]
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> frames.Message:
        """Give the worker a job and wait for its answer. Raises `GaveUp` when it takes more than
        `seconds` or the worker dies of it; the next job gets a new worker."""
        with self._turn:
            process = self._running()
            if process:
                # It may have ended just now because it was idle; then a new one does the job.
                with suppress(_Ended):
                    return _asked(process, head, body, seconds)
            try:
                return _asked(self._start(), head, body, seconds)
            except _Ended:
                raise GaveUp from None

    @property
    def process_id(self) -> int | None:
        """The worker's process, if one is running."""
        process = self._running()
        return process.pid if process else None

    def close(self) -> None:
        """End the worker; a later job starts a new one."""
        with self._turn:
            process, self._process = self._process, None
            if process:
                _end(process)

    def _running(self) -> subprocess.Popen[bytes] | None:
        return self._process if self._process and self._process.poll() is None else None

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process:
            _end(self._process)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "complaints.evidence.worker", *self._arguments],
            cwd=_ROOT,
            env=_ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        return self._process


class _Ended(Exception):
    """The worker is gone."""


def _asked(
    process: subprocess.Popen[bytes], head: dict[str, Any], body: bytes, seconds: float
) -> frames.Message:
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    assert process.stdin and process.stdout
    try:
        frames.send(process.stdin.fileno(), head, body)
        return frames.receive(process.stdout.fileno())
    except (EOFError, OSError):
        process.kill()
        process.wait()
        if late.is_set():
            raise GaveUp from None
        raise _Ended from None
    finally:
        timer.cancel()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
