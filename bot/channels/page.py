"""The chat page at `/`: static files, and the headers that keep them harmless."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'self'; "
    "form-action 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def router(folder: Path) -> APIRouter:
    """Serves `index.html` of the folder at `/`, the rest below `/page/`."""
    routes = APIRouter()

    @routes.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(folder / "index.html", headers=HEADERS)

    routes.mount("/page", Fresh(directory=folder), name="page")
    return routes


class Fresh(StaticFiles):
    """Files that browsers ask for again each time: old and new modules never mix."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """As Starlette makes it, with the header."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response
