"""The pages and the script for other sites, served from a folder."""

from __future__ import annotations

import gzip
import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.channels import page, problems

SHOP = "https://shop.example"
SCRIPT = "customElements.define('weiquan-chat', class extends HTMLElement {});\n" * 50


@pytest.fixture
def web(tmp_path: Path) -> Path:
    for name, text in {
        "demo/index.html": "<title>示例</title>",
        "demo/site.css": "p { color: #123 }",
        "chat/index.html": "<title>对话</title>",
        "widget/dist/widget.js": SCRIPT,
        "widget/src/secret.ts": "no",
        "secret.txt": "no",
    }.items():
        file = tmp_path / "web" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "web"


@pytest.fixture
async def client(web: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    problems.install(app)
    app.include_router(page.router(web, [SHOP]))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_the_pages_may_load_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    for path, title in (("/", "示例"), ("/chat", "对话")):
        reply = await client.get(path)
        assert title in reply.text
        policy = reply.headers["content-security-policy"]
        assert policy.startswith("default-src 'self'; base-uri 'none'; form-action 'self'")
        assert reply.headers["x-content-type-options"] == "nosniff"


async def test_only_the_chat_may_be_framed_and_only_by_the_sites_allowed(
    client: httpx.AsyncClient,
) -> None:
    policies = [
        (await client.get(path)).headers["content-security-policy"] for path in ("/", "/chat")
    ]
    assert policies[0].endswith("frame-ancestors 'self'")
    assert policies[1].endswith(f"frame-ancestors 'self' {SHOP}")


async def test_files_of_the_demonstration_come_and_no_others(client: httpx.AsyncClient) -> None:
    reply = await client.get("/demo/site.css")
    assert reply.headers["content-type"].startswith("text/css")
    assert reply.headers["cache-control"] == "no-cache"
    for path in (
        "/demo/nothing.css",
        "/demo/../secret.txt",
        "/demo/%2e%2e/secret.txt",
        "/widget/src/secret.ts",
    ):
        assert (await client.get(path)).status_code == 404


async def test_pages_that_are_not_there_are_said_so(tmp_path: Path) -> None:
    app = FastAPI()
    problems.install(app)
    app.include_router(page.router(tmp_path / "nothing"))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for path in ("/", "/chat", "/demo/site.css"):
            assert (await client.get(path)).status_code == 404
        reply = await client.get("/widget.js")
    assert reply.status_code == 503
    assert reply.text == "聊天窗口还没有构建，请运行 scripts/web build"
    assert reply.headers["content-type"].startswith("text/plain")


async def test_the_script_may_be_used_by_any_site_and_kept_for_a_while(
    client: httpx.AsyncClient,
) -> None:
    reply = await client.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert reply.text == SCRIPT
    assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
    assert reply.headers["cache-control"] == "public, max-age=300, stale-while-revalidate=86400"
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in reply.headers


@pytest.mark.parametrize(
    ("accepted", "small"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("*", True),
        ("gzip;q=0", False),
        ("deflate", False),
        ("", False),
    ],
)
async def test_it_is_compressed_for_whoever_takes_it_so(
    client: httpx.AsyncClient, accepted: str, small: bool
) -> None:
    async with client.stream("GET", "/widget.js", headers={"Accept-Encoding": accepted}) as reply:
        raw = b"".join([piece async for piece in reply.aiter_raw()])
    assert reply.headers.get("content-encoding") == ("gzip" if small else None)
    assert (gzip.decompress(raw) if small else raw).decode() == SCRIPT
    assert not small or len(raw) < len(SCRIPT) / 4


async def test_whoever_has_it_is_told_so_until_it_is_built_anew(
    client: httpx.AsyncClient, web: Path
) -> None:
    first = await client.get("/widget.js")
    tag = {"If-None-Match": f'W/"other", {first.headers["etag"]}'}
    again = await client.get("/widget.js", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    plain = await client.get("/widget.js", headers={**tag, "Accept-Encoding": "identity"})
    assert plain.status_code == 200
    built = web / "widget/dist/widget.js"
    built.write_text(SCRIPT.replace("chat", "talk"), "utf-8")
    os.utime(built, ns=(1, 1))
    fresh = await client.get("/widget.js", headers=tag)
    assert fresh.status_code == 200
    assert "weiquan-talk" in fresh.text
    assert fresh.headers["etag"] != first.headers["etag"]
