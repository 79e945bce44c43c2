"""What browsers get as files: the demonstration site at `/`, the chat alone at `/chat`, and the
script that puts the chat on any site at `/widget.js`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from bot.channels.problems import Problem
from bot.channels.script import Script

CSP = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
NOT_BUILT = "聊天窗口还没有构建，请运行 scripts/web build"


def router(web: Path, origins: Sequence[str] = ()) -> APIRouter:
    """Serves the pages and the built script of the folder `web`; its `demo` below `/demo/`.
    `origins`: other sites that may show the chat in a frame."""
    routes = APIRouter(include_in_schema=False)
    script = Script(web / "widget" / "dist" / "widget.js")

    @routes.get("/")
    async def demo() -> FileResponse:
        return _page(web / "demo" / "index.html", CSP)

    @routes.get("/chat")
    async def chat() -> FileResponse:
        return _page(web / "chat" / "index.html", " ".join([CSP, *origins]))

    @routes.get("/widget.js")
    async def widget(request: Request) -> Response:
        try:
            return script.response(request)
        except FileNotFoundError:
            headers = {"Cache-Control": "no-store"}
            return PlainTextResponse(NOT_BUILT, 503, headers)

    if (web / "demo").is_dir():
        routes.mount("/demo", Fresh(directory=web / "demo"), name="demo")
    return routes


def _page(file: Path, policy: str) -> FileResponse:
    """A page with the headers that keep it harmless. Raises `Problem` 404 when it is not there."""
    if not file.is_file():
        raise Problem(404)
    return FileResponse(file, headers={**HEADERS, "Content-Security-Policy": policy})


class Fresh(StaticFiles):
    """Files that browsers ask for again each time: old and new ones never mix."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """As Starlette makes it, with the header."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response
