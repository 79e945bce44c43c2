"""The ASGI application: doors, health, metrics, and what they stand on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.channels import case, console, page, problems, rest, web
from bot.channels.console.rate import Rate
from bot.serving import metrics
from bot.serving.assistant import Assistant
from bot.serving.backing import Backing, apology, stand_up
from bot.serving.case_page import CasePage
from bot.serving.storage import Mailbox, open_database
from bot.serving.tracker_store import ConversationStore
from bot.serving.turns import Turns
from bot.serving.upkeep import chores, kept_up
from bot.serving.used_codes import uses
from bot.serving.web_parts import web_parts
from bot.serving.wechat_parts import wechat_door
from bot.settings import ROOT, Settings
from bot.training import Say, ensure_model, open_knowledge
from complaints.staff import Staff

LOGINS, LOGINS_SECONDS = 10, 300
"""Log-ins tried from one address, and in how many seconds."""


def create_app(settings: Settings, say: Say) -> FastAPI:
    """The service, ready to be run by an ASGI server. Builds what is missing."""
    base = open_knowledge(settings, say)
    model = ensure_model(settings, say)
    backing = stand_up(settings, base, open_database(settings.database), settings.cipher)
    engine, mailbox, desk = backing.engine, backing.mailbox, backing.services.desk
    assistant = Assistant(model, ConversationStore(None, engine, settings.cipher))
    turns = Turns(engine, mailbox, assistant, lambda: apology(base), settings.turn_seconds, desk)

    codes = web.Codes(backing.cipher, uses(engine, backing.services.now))
    parts = web_parts(backing, turns)
    wechat = wechat_door(settings, backing, turns, parts.evidence, codes)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        resumed = turns.resume()
        pushing = wechat.running() if wechat else nullcontext()
        async with kept_up(chores(backing, settings.keep_days)), pushing:
            yield
        await asyncio.gather(*resumed, return_exceptions=True)
        backing.close()

    app = FastAPI(title="维权助手", docs_url=None, redoc_url=None, lifespan=lifespan)
    problems.install(app, web.LARGER)
    _add_health(app, engine, mailbox)
    _add_doors(app, settings, backing, turns, parts, codes)
    if wechat:
        app.include_router(wechat.router)
    return app


def _add_doors(
    app: FastAPI,
    settings: Settings,
    backing: Backing,
    turns: Turns,
    parts: web.Parts,
    codes: web.Codes,
) -> None:
    """The channels: citizens' web chat, staff, and in development Rasa's REST."""
    secure = settings.environment == "production"
    staff = Staff(backing.engine, backing.cipher, clock.now, backing.audit)
    logins, desk = Rate(LOGINS, LOGINS_SECONDS), backing.services.desk
    app.include_router(
        console.router(staff, desk, backing.mailbox.history, backing.audit, secure, logins)
    )
    limits = web.Limits(
        settings.messages_a_minute,
        settings.messages_a_minute_from_address,
        settings.conversations_a_minute_from_address,
    )
    sessions = web.Sessions(backing.cipher, settings.allowed_origins)
    app.state.streams = web.Streams()
    app.include_router(web.router(parts, sessions, limits, app.state.streams, codes))
    web.allow(app, settings.allowed_origins)
    look_up = CasePage(backing.services.cases, backing.services.papers.waits)
    app.include_router(case.router(look_up, ROOT / "web" / "case"))
    app.include_router(page.router(ROOT / "web", settings.allowed_origins))
    if settings.rest_open:
        app.include_router(rest.router(turns))


def _add_health(app: FastAPI, engine: Engine, mailbox: Mailbox) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def alive() -> PlainTextResponse:
        return PlainTextResponse("ok")

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> JSONResponse:
        """Ready when the database takes a write."""
        try:
            with engine.begin() as connection:
                connection.execute(text("UPDATE inbox SET tries = tries WHERE id = -1"))
        except SQLAlchemyError:
            return problems.document(503, "数据库暂时不可用。")
        return JSONResponse({"ready": True})

    @app.get("/metrics", include_in_schema=False)
    async def measured() -> PlainTextResponse:
        metrics.WAITING.set(mailbox.count_waiting())
        return PlainTextResponse(generate_latest(), media_type=CONTENT_TYPE_LATEST)
