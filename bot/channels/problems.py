"""Errors as problem documents (RFC 9457) with a Chinese detail, and the limit on bodies."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.port import MAX_BODY

_SAID = {
    400: "请求的格式不对。",
    401: "这次对话已经失效，请重新打开页面。",
    403: "这个网站不能使用这里的对话。",
    404: "没有这个地址。",
    405: "这个地址不接受这种请求。",
    413: "内容太长了。一条消息最多2000字，请分几条发。",
    429: "发得太快了，请稍等一会儿再发。",
    503: "服务正在启动或暂时忙，请稍后再试。",
}
_TOO_LARGE = "文件太大了，最大{mb}MB。照片可以先压缩，或者截图再传。"


class Problem(Exception):
    """Raise to answer with a problem document; `headers` go with it."""

    def __init__(
        self, status: int, detail: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.status = status
        self.headers = headers
        self.detail = detail or _SAID.get(status, "出了点问题，请稍后再试。")
        super().__init__(self.detail)


def document(
    status: int, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The response itself."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or _SAID.get(status, "出了点问题，请稍后再试。"),
    }
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI, larger: Mapping[str, int] | None = None) -> None:
    """Make every error of the app a problem document and limit request bodies to `MAX_BODY`.

    `larger`: paths whose bodies may have more bytes, and how many.
    """

    async def on_problem(request: Request, problem: Exception) -> JSONResponse:
        assert isinstance(problem, Problem)
        return document(problem.status, problem.detail, problem.headers)

    async def on_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        return document(error.status_code)

    async def on_invalid(request: Request, error: Exception) -> JSONResponse:
        return document(400)

    async def on_error(request: Request, error: Exception) -> JSONResponse:
        return document(500)

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(Exception, on_error)
    app.add_middleware(BodyLimit, larger=larger or {})


class BodyLimit:
    """Cuts bodies over the limit of their path before anything parses them, chunked ones too."""

    def __init__(self, app: ASGIApp, larger: Mapping[str, int]) -> None:
        self._app, self._larger = app, larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._larger.get(scope["path"], MAX_BODY)
        too_long = _TOO_LARGE.format(mb=limit // 2**20) if limit > MAX_BODY else None
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > limit:
            await document(413, too_long)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise Problem(413, too_long)
            return message

        await self._app(scope, counted, send)
