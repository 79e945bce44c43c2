"""What the service stands on: the stores of one database, wired once and handed to the actions.

The server, the action server and the command line all begin here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot import clock
from bot.channels.port import Reply
from bot.serving.delivering import open_dispatch
from bot.serving.holdings import all_held
from bot.serving.staffing import open_desk
from bot.serving.storage import Mailbox
from bot.settings import Settings
from complaints import Cipher, Services, configure
from complaints.audit import Audit
from complaints.cases import Cases
from complaints.consents import Operator
from complaints.delivery import Dispatch
from complaints.documents import FontMissing, Fonts, find
from complaints.evidence import EvidenceStore, Reader
from complaints.papers import Papers
from complaints.ratings import Ratings
from complaints.retention import Forget
from complaints.submissions import Submissions
from knowledge import KnowledgeBase, refer
from knowledge.schema import Elsewhere

Now = Callable[[], datetime]


@dataclass(frozen=True)
class Backing:
    """The stores, and the services made of them. `reader` looks at uploads in worker processes;
    without `fonts` no PDF file can be made."""

    engine: Engine
    cipher: Cipher
    mailbox: Mailbox
    audit: Audit
    reader: Reader
    dispatch: Dispatch
    services: Services
    fonts: Fonts | None

    def close(self) -> None:
        """End the workers and the connections."""
        self.reader.close()
        self.engine.dispose()


def stand_up(
    settings: Settings,
    base: KnowledgeBase,
    engine: Engine,
    cipher: Cipher,
    now: Now = clock.now,
) -> Backing:
    """Wire the stores of a database and hand them to the actions of this process."""
    mailbox = Mailbox(engine, cipher)
    audit, reader = Audit(engine, cipher, now), Reader()
    cases = Cases(engine, cipher, now)
    evidence = EvidenceStore(engine, cipher, settings.evidence, now, reader.inspect)
    desk = open_desk(settings, engine, cipher, mailbox, base.calendar, audit, now)
    ratings = Ratings(engine, cipher, now)
    at_hand = fonts()
    papers = Papers(cases, evidence, base, at_hand, lambda: now().astimezone(clock.CHINA).date())
    dispatch, deliver = open_dispatch(settings, engine, cases, papers, now)
    held = all_held(engine, cipher, now, evidence, desk)
    made = Services(
        knowledge=base,
        now=now,
        cases=cases,
        evidence=evidence,
        papers=papers,
        submissions=Submissions(engine, cases, evidence, deliver),
        desk=desk,
        ratings=ratings,
        personal_data=Forget(engine, cipher, audit, held),
        operator=Operator(settings.operator, settings.operator_contact, settings.kept_words),
    )
    configure(made)
    return Backing(engine, cipher, mailbox, audit, reader, dispatch, made, at_hand)


def fonts() -> Fonts | None:
    """The fonts of this machine; None without any, which costs the PDF files only."""
    try:
        return find()
    except FontMissing:
        return None


def apology(base: KnowledgeBase) -> Reply:
    """What a person reads when a turn failed: plainly said, and who can be reached."""
    entry = base.get("elsewhere", "failure", Elsewhere)
    referral = refer(base, entry.say, entry.bodies)
    return Reply(referral.to_text(), referral.to_dict("handoff"))
