"""The console's API as a client sees it, with the standard library alone."""

from __future__ import annotations

import ipaddress
import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from bot.cli.common import UserError

SECONDS = 15
BIGGEST = 4 * 1024 * 1024


class Refused(Exception):
    """The server said no; `status` and its Chinese detail."""

    def __init__(self, status: int, detail: str) -> None:
        self.status = status
        super().__init__(detail)


class Unreachable(Exception):
    """No answer came."""


class _Stay(HTTPRedirectHandler):
    """A log-in goes nowhere but where it was sent."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


class Console:
    """One log-in. `url` is the server's address, such as http://127.0.0.1:5005."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UserError(f"“{url}”不是网址，请写成 https://主机名 这样。")
        if parts.scheme == "http" and not _loopback(parts.hostname):
            raise UserError("密码不能在网上明文传，请用 https:// 开头的网址。")
        self._url = url.rstrip("/") + "/console/api"
        self._opener = build_opener(ProxyHandler({}), _Stay)
        self._cookie = self._guard = ""

    def log_in(self, name: str, password: str) -> None:
        """Raises `Refused`, `Unreachable`, as everything here."""
        self._guard = self.post("/login", name=name, password=password)["guard"]

    def get(self, path: str) -> dict[str, Any]:
        return self._call("GET", path, None)

    def post(self, path: str, **body: str) -> dict[str, Any]:
        return self._call("POST", path, json.dumps(body).encode())

    def _call(self, method: str, path: str, body: bytes | None) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "X-Weiquan-Guard": self._guard}
        if self._cookie:
            headers["Cookie"] = self._cookie
        request = Request(self._url + path, body, headers, method=method)
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                if given := answer.headers.get("Set-Cookie"):
                    self._cookie = given.split(";")[0]
                return _record(answer.read(BIGGEST))
        except HTTPError as error:
            with error:
                detail = _record(error.read(BIGGEST)).get("detail")
            raise Refused(error.code, detail or f"服务答复了错误 {error.code}。") from None
        except (URLError, OSError, HTTPException) as error:
            raise Unreachable(f"连不上 {self._url}：{error}") from None


def _record(body: bytes) -> dict[str, Any]:
    try:
        record = json.loads(body)
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
