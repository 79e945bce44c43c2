"""The ASGI application: doors, health, metrics, and what they stand on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.channels import console, page, problems, rest
from bot.channels.console.rate import Rate
from bot.channels.port import Reply
from bot.serving import metrics
from bot.serving.assistant import Assistant
from bot.serving.staffing import LoggedAudit, open_desk
from bot.serving.storage import Mailbox, open_database
from bot.serving.tracker_store import ConversationStore
from bot.serving.turns import Turns
from bot.settings import ROOT, Settings
from bot.training import Say, ensure_model, open_knowledge
from complaints.staff import Staff
from knowledge import KnowledgeBase, refer
from knowledge.schema import Elsewhere

LOGINS, LOGINS_SECONDS = 10, 300
"""Log-ins tried from one address, and in how many seconds."""


def create_app(settings: Settings, say: Say) -> FastAPI:
    """The service, ready to be run by an ASGI server. Builds what is missing."""
    base = open_knowledge(settings, say)
    model = ensure_model(settings, say)
    engine = open_database(settings.database)
    mailbox = Mailbox(engine, settings.cipher)
    assistant = Assistant(model, ConversationStore(None, engine, settings.cipher))
    audit = LoggedAudit()
    desk = open_desk(settings, engine, mailbox, base.calendar, audit)
    turns = Turns(engine, mailbox, assistant, lambda: apology(base), settings.turn_seconds, desk)
    staff = Staff(engine, settings.cipher, clock.now, audit)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        resumed = turns.resume()
        yield
        await asyncio.gather(*resumed, return_exceptions=True)
        engine.dispose()

    app = FastAPI(title="维权助手", docs_url=None, redoc_url=None, lifespan=lifespan)
    problems.install(app)
    _add_health(app, engine, mailbox)
    secure = settings.environment == "production"
    logins = Rate(LOGINS, LOGINS_SECONDS)
    app.include_router(console.router(staff, desk, mailbox.history, audit, secure, logins))
    if settings.rest_open:
        app.include_router(rest.router(turns))
        app.include_router(page.router(ROOT / "web/page"))
    return app


def apology(base: KnowledgeBase) -> Reply:
    """What a person reads when a turn failed: plainly said, and who can be reached."""
    entry = base.get("elsewhere", "failure", Elsewhere)
    referral = refer(base, entry.say, entry.bodies)
    return Reply(referral.to_text(), referral.to_dict("handoff"))


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
