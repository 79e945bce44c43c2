"""Errors as problem documents (RFC 9457) with a Chinese detail, and the limit on bodies."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.port import MAX_BODY

_SAID = {
    400: "请求的格式不对。",
    404: "没有这个地址。",
    405: "这个地址不接受这种请求。",
    413: "内容太长了。一条消息最多2000字，请分几条发。",
    503: "服务正在启动或暂时忙，请稍后再试。",
}


class Problem(Exception):
    """Raise to answer with a problem document."""

    def __init__(self, status: int, detail: str | None = None) -> None:
        self.status = status
        self.detail = detail or _SAID.get(status, "出了点问题，请稍后再试。")
        super().__init__(self.detail)


def document(status: int, detail: str | None = None) -> JSONResponse:
    """The response itself."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or _SAID.get(status, "出了点问题，请稍后再试。"),
    }
    return JSONResponse(body, status, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document and limit request bodies."""

    async def on_problem(request: Request, problem: Exception) -> JSONResponse:
        assert isinstance(problem, Problem)
        return document(problem.status, problem.detail)

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
    app.add_middleware(BodyLimit)


class BodyLimit:
    """Cuts bodies over `MAX_BODY` before anything parses them, chunked ones included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > MAX_BODY:
            await document(413)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY:
                raise Problem(413)
            return message

        await self._app(scope, counted, send)
