"""Files: evidence up, documents and everything kept down, always of the own conversation."""

from __future__ import annotations

import asyncio
import json
import logging
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import StreamingResponse

from bot.channels import inputs
from bot.channels.problems import Problem
from bot.channels.web import talk
from bot.channels.web.door import PREFIX, Door
from bot.channels.web.history import whole_talk
from bot.channels.web.parts import Item, NotTaken, Parts

logger = logging.getLogger(__name__)

MAX_FILE = 10 * 2**20
UPLOAD = f"{PREFIX}/upload"
LARGER = {UPLOAD: MAX_FILE + 64 * 1024}
"""For `problems.install`: the file, and the form around it."""
SECONDS = 180
"""A whole upload takes at most so long; 10 MB at half a megabit a second."""
AT_ONCE = 2
"""Files checked and read at the same time in one process."""


def router(door: Door, parts: Parts) -> APIRouter:
    """`upload`, `evidence`, `documents` and `export`."""
    routes = APIRouter(prefix=PREFIX)
    working = asyncio.Semaphore(AT_ONCE)

    @routes.post("/upload")
    async def upload(request: Request) -> dict[str, Any]:
        conversation = door.act(request)
        try:
            async with asyncio.timeout(SECONDS):
                name, data, key = await _received(request)
        except TimeoutError as error:
            raise Problem(408, "上传太慢，没有传完。请换个网络再传一次。") from error
        async with working:
            item, found = await asyncio.to_thread(_keep, parts, conversation, name, data)
        details = {**_shown(item), "found": found}
        answered = await talk.answered(parts, talk.uploaded(conversation, key, details))
        return {"item": _shown(item), **answered}

    @routes.get("/evidence")
    async def evidence(request: Request, response: Response) -> dict[str, Any]:
        response.headers["Cache-Control"] = "no-store"
        items = await asyncio.to_thread(parts.evidence.items, door.read(request))
        return {"items": [_shown(item) for item in items]}

    @routes.get("/evidence/{key}")
    async def proof(request: Request, key: str) -> Response:
        conversation = door.read(request)
        item = _of(await asyncio.to_thread(parts.evidence.items, conversation), key)
        data = await asyncio.to_thread(parts.evidence.open, conversation, item.id)
        return attached(item.name, item.media_type, data)

    @routes.delete("/evidence/{key}")
    async def remove(request: Request, key: str) -> dict[str, Any]:
        conversation = door.act(request)
        item = _of(await asyncio.to_thread(parts.evidence.items, conversation), key)
        await asyncio.to_thread(parts.evidence.remove, conversation, item.id)
        items = await asyncio.to_thread(parts.evidence.items, conversation)
        return {"items": [_shown(item) for item in items]}

    @routes.get("/documents/{name}")
    async def document(request: Request, name: str) -> Response:
        conversation = door.read(request)
        one = await asyncio.to_thread(parts.documents.one, conversation, name)
        if one is None:
            raise Problem(404, "没有这份文件。")
        return attached(one.name, one.media_type, one.data)

    @routes.get("/export")
    async def export(request: Request) -> Response:
        conversation = door.act(request)
        file = await asyncio.to_thread(_packed, parts, conversation)
        headers = _headers("维权助手-我的资料.zip")
        return StreamingResponse(_read(file), media_type="application/zip", headers=headers)

    return routes


async def _received(request: Request) -> tuple[str, bytes, str | None]:
    """Name and bytes of the one file of a form, and the `id` that the client gave."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise Problem(400, "上传应当是 multipart/form-data，含一个 file。")
    parser = MultiPartParser(
        request.headers, request.stream(), max_files=1, max_fields=2, max_part_size=1024
    )
    # What people upload is never on disk unencrypted.
    parser.spool_max_size = LARGER[UPLOAD]
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise Problem(400, "上传的内容不完整，或者一次传了几个文件。请一次传一个。") from error
    file, key = form.get("file"), form.get("id")
    if not isinstance(file, UploadFile):
        raise Problem(400, "没有收到文件，请选一张照片或一份 PDF。")
    data = await file.read()
    await file.close()
    if len(data) > MAX_FILE:
        raise Problem(413, f"文件太大了，最大{MAX_FILE // 2**20}MB。")
    return file.filename or "", data, None if key is None else inputs.name(key, "id")


def _keep(
    parts: Parts, conversation: str, name: str, data: bytes
) -> tuple[Item, list[dict[str, Any]]]:
    """The kept item, and what can be read in it; that it cannot be read loses nothing."""
    try:
        item = parts.evidence.take(conversation, name, data)
    except NotTaken as refusal:
        raise Problem(422, refusal.reason) from refusal
    try:
        return item, parts.evidence.look(conversation, item.id)
    except Exception:
        logger.exception("evidence %s could not be read", item.id)
        return item, []


def _of(items: Any, key: str) -> Item:
    for item in items:
        if item.id == key:
            found: Item = item
            return found
    raise Problem(404, "没有这份材料，可能已经删除。")


def _shown(item: Item) -> dict[str, Any]:
    return {"id": item.id, "name": item.name, "media_type": item.media_type, "size": item.size}


def _headers(name: str) -> dict[str, str]:
    """The browser saves it under its name, runs nothing in it and keeps no copy."""
    plain = f"file{PurePosixPath(name).suffix}"
    ascii_name = plain if plain.isascii() and plain.replace(".", "").isalnum() else "file"
    encoded = quote(name, safe="")
    return {
        "Content-Disposition": f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{encoded}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }


def attached(name: str, media_type: str, data: bytes) -> Response:
    """A file to be saved under its name."""
    return Response(data, media_type=media_type, headers=_headers(name))


def _packed(parts: Parts, conversation: str) -> IO[bytes]:
    """Everything kept about a conversation as a ZIP file: the talk, the records, every file."""
    told = "\n\n".join(
        f"{one.at:%Y-%m-%d %H:%M} {_WHO.get(one.who, one.who)}：\n{one.text}"
        for one in whole_talk(parts.mailbox, conversation)
    )
    records = json.dumps(parts.records.of(conversation), ensure_ascii=False, indent=2)
    file = SpooledTemporaryFile(max_size=128 * 2**20)  # noqa: SIM115 - closed once it was read
    with zipfile.ZipFile(file, "w") as pack:
        pack.writestr("对话.txt", told)
        pack.writestr("记录.json", records)
        for document in parts.documents.of(conversation):
            pack.writestr(f"文书/{_plain(document.name)}", document.data)
        for number, item in enumerate(parts.evidence.items(conversation), 1):
            data = parts.evidence.open(conversation, item.id)
            pack.writestr(f"证据/{number}-{_plain(item.name)}", data)
    file.seek(0)
    return file


_WHO = {"person": "我", "bot": "维权助手", "staff": "人工", "system": "系统"}


def _plain(name: str) -> str:
    return name.replace("/", "_").replace("\\", "_")


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(64 * 1024):
            yield piece
