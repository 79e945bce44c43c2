"""The real server as a process of its own, for tests that start, stop and kill it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.settings import ROOT

DAY = {"day": "2026-11-24"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server process with a database of its own; the built model and knowledge are shared."""

    def __init__(self, work: Path, *command: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.command = command or ("-m", "bot.cli", "run")
        self.environment = {
            **os.environ,
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            "WEIQUAN_DATABASE_URL": f"sqlite:///{work / 'db.sqlite'}",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start and wait until it is ready; returns the seconds that took."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *self.command], cwd=ROOT, env=self.environment
        )
        while time.perf_counter() - began < 60 and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/readyz").status_code == 200:
                    return time.perf_counter() - began
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the server ended or was not ready after 60 s")

    def stop(self, how: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(20)

    def say(self, text: str, key: str, **details: object) -> list[dict[str, object]]:
        reply = httpx.post(
            f"{self.url}/webhooks/rest/webhook",
            timeout=20,
            json={"sender": "u1", "message": text, "metadata": {"id": key, **DAY, **details}},
        )
        reply.raise_for_status()
        replies: list[dict[str, object]] = reply.json()
        return replies


@contextmanager
def running(work: Path, **environment: str) -> Iterator[Server]:
    """A server that has been started; a test may stop it and start it again."""
    server = Server(work)
    server.environment.update(environment)
    server.start()
    try:
        yield server
    finally:
        server.stop(signal.SIGKILL)
