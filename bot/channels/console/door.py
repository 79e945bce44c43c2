"""Who may come in: the cookie, the guard header, where a request comes from, and roles."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from fastapi import Request, Response

from bot.channels.problems import Problem
from complaints.staff import LONGEST, Account, Audit, Role, Staff, guards

GUARD = "x-weiquan-guard"
ACTING: tuple[Role, ...] = ("agent", "supervisor")
READING: tuple[Role, ...] = ("agent", "supervisor", "auditor")


class Door:
    """Lets staff in. `secure`: the cookie travels over TLS only, as in production."""

    def __init__(self, staff: Staff, audit: Audit, secure: bool) -> None:
        self._staff, self._audit, self._secure = staff, audit, secure
        # Browsers take a __Host- cookie from this very host over TLS only.
        self.cookie = "__Host-weiquan_staff" if secure else "weiquan_staff"

    def give(self, response: Response, token: str) -> None:
        """Set the cookie."""
        response.set_cookie(
            self.cookie,
            token,
            max_age=int(LONGEST.total_seconds()),
            httponly=True,
            samesite="strict",
            secure=self._secure,
        )

    def take(self, response: Response) -> None:
        """Remove the cookie."""
        response.delete_cookie(self.cookie, httponly=True, samesite="strict", secure=self._secure)

    def token(self, request: Request) -> str:
        return request.cookies.get(self.cookie, "")

    def comes_from_here(self, request: Request) -> None:
        """Raises `Problem` 403 for a request that another site made a browser send."""
        headers = request.headers
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != headers.get("host")
        if foreign or site not in (None, "same-origin", "none"):
            self.refuse("", request, "another site")
            raise Problem(403, "这个请求不是从本站的页面发来的。")

    def member(self, request: Request) -> Account:
        """Whoever is logged in. Raises `Problem` 401 or 403."""
        self.comes_from_here(request)
        token = self.token(request)
        found = self._staff.session(token) if token else None
        if found is None:
            raise Problem(401, "请先登录；登录在30分钟没有操作后失效。")
        if request.method != "GET" and not guards(token, request.headers.get(GUARD, "")):
            self.refuse(found.name, request, "guard")
            raise Problem(403, "请求缺少防护标记，请刷新页面后再试。")
        return found

    def of(self, *roles: Role) -> Callable[[Request], Account]:
        """A dependency: a member of staff with one of these roles."""

        def admitted(request: Request) -> Account:
            found = self.member(request)
            if found.role not in roles:
                self.refuse(found.name, request, found.role)
                raise Problem(403, "你的账号没有做这件事的权限。")
            return found

        return admitted

    def refuse(self, who: str, request: Request, why: str) -> None:
        """Write a refusal down."""
        what = f"{request.method} {request.url.path}"[:120]
        self._audit.record(who, "console.refused", what, why)
