"""Running the service: one process, one port."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

import uvicorn

from bot.rasa_runtime import prepare
from bot.serving.masking import log_masked
from bot.settings import Settings

GRACE = 15
"""Seconds that turns under way may take to end when the process is asked to stop."""


class PortTaken(Exception):
    """Another process listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"端口{port}已被占用。换一个端口：PORT=5006 make run")


def serve(settings: Settings, say: Callable[[str], object]) -> None:
    """Build what is missing, then serve until stopped. Raises `PortTaken`."""
    _check_port(settings)
    log_masked()
    prepare()
    from bot.serving.app import create_app

    app = create_app(settings, say)
    say(f"维权助手已就绪：http://{settings.host}:{settings.port}/ （按 Ctrl+C 停止）")
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE,
        server_header=False,
        ws="none",
    )


def _check_port(settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(settings.port) from error
            raise
