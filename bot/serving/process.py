"""Running the service: one process, one port."""

from __future__ import annotations

import errno
import fcntl
import socket
from collections.abc import Callable
from pathlib import Path
from typing import IO

import uvicorn
from sqlalchemy import make_url

from bot.channels.web import Streams
from bot.rasa_runtime import prepare
from bot.serving.masking import log_masked
from bot.settings import Settings

GRACE = 15
"""Seconds that turns under way may take to end when the process is asked to stop."""


class CannotServe(Exception):
    """Something about this machine prevents serving; the message says what to do."""


class PortTaken(CannotServe):
    """Another process listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"端口{port}已被占用。换一个端口：PORT=5006 make run")


class DatabaseTaken(CannotServe):
    """Another server of ours works on the same SQLite file."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"另一个服务正在用数据库 {path}。先停掉它，或用 WEIQUAN_DATABASE_URL 另选一个。"
        )


def serve(settings: Settings, say: Callable[[str], object]) -> None:
    """Build what is missing, then serve until stopped. Raises `PortTaken`, `DatabaseTaken`."""
    _check_port(settings)
    held = _hold_database(settings.database)
    log_masked()
    prepare()
    from bot.serving.app import create_app

    app = create_app(settings, say)
    say(f"维权助手已就绪：http://{settings.host}:{settings.port}/ （按 Ctrl+C 停止）")
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE,
        server_header=False,
        ws="none",
    )
    Server(config, app.state.streams).run()
    if held:
        held.close()


class Server(uvicorn.Server):
    """Ends the open streams when it stops, instead of waiting for them as for turns under way."""

    def __init__(self, config: uvicorn.Config, streams: Streams) -> None:
        super().__init__(config)
        self._streams = streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._streams.close()
        await super().shutdown(sockets)


def _hold_database(url: str) -> IO[str] | None:
    """Hold an SQLite database for this process: two servers would answer one message twice.

    The lock is the operating system's and ends with the process, however that ends.
    """
    path = make_url(url).database
    if not url.startswith("sqlite") or not path:
        return None
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    held = Path(f"{path}.lock").open("w", encoding="utf-8")  # noqa: SIM115 - held while serving
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise DatabaseTaken(path) from error
    return held


def _check_port(settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(settings.port) from error
            raise
