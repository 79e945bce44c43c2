"""Background work: done again and again, outliving its own failures, ended cleanly; ways of
delivery by settings."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY
from pydantic import ValidationError
from sqlalchemy import Engine

from bot import clock
from bot.serving.backing import stand_up
from bot.serving.delivering import way_of
from bot.serving.upkeep import Chore, Stopped, chores, kept_up
from bot.settings import Settings
from complaints import Cipher
from knowledge import KnowledgeBase
from tests.complaints.store import KEY, case_file


def counted(name: str, outcome: str) -> float:
    labels = {"what": name, "outcome": outcome}
    return REGISTRY.get_sample_value("weiquan_chores_total", labels) or 0.0


async def test_a_chore_that_fails_is_counted_and_done_again() -> None:
    tries, done = [], asyncio.Event()
    loop = asyncio.get_running_loop()

    def act(stopped: Stopped) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise RuntimeError("planned")
        loop.call_soon_threadsafe(done.set)

    async with kept_up([Chore("test failing", 0, 0, act)]):
        await asyncio.wait_for(done.wait(), 10)
    assert (counted("test failing", "failed"), counted("test failing", "done") >= 1) == (2, True)


async def test_a_slow_chore_keeps_neither_the_others_nor_the_loop() -> None:
    free, quick = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    slow = Chore("test slow", 60, 0, lambda stopped: free.wait(10))
    fast = Chore("test fast", 60, 0, lambda stopped: loop.call_soon_threadsafe(quick.set))
    async with kept_up([slow, fast]):
        await asyncio.wait_for(quick.wait(), 10)
        free.set()


async def test_what_is_under_way_is_told_to_stop_and_ends_first() -> None:
    began, ended = threading.Event(), []

    def act(stopped: Stopped) -> None:
        began.set()
        while not stopped():
            pass
        ended.append(True)

    async with kept_up([Chore("test long", 60, 0, act)]):
        await asyncio.to_thread(began.wait, 10)
    assert ended == [True]


async def test_a_chore_not_due_yet_does_not_begin() -> None:
    def never(stopped: Stopped) -> None:
        raise AssertionError

    async with kept_up([Chore("test later", 60, 60, never)]):
        pass
    assert counted("test later", "failed") == 0


def test_the_server_s_chores_deliver_sweep_and_purge(
    engine: Engine, base: KnowledgeBase, tmp_path: Path
) -> None:
    backing = stand_up(Settings(work=tmp_path), base, engine, Cipher([KEY]))
    number = backing.services.submissions.submit("c", case_file(), "k").number
    work = chores(backing, 180)
    assert [chore.name for chore in work] == ["deliver", "sweep", "purge"]
    for chore in work:
        chore.act(lambda: False)
    assert backing.services.cases.by_number(number).state == "with_staff"
    assert backing.audit.entries()[-1].act == "purge"
    backing.reader.close()


MAIL = {
    "delivery": "mail",
    "mail_host": "mail.example.cn",
    "mail_from": "a@b.cn",
    "mail_to": "c@d.cn",
}
HOOK = {
    "delivery": "webhook",
    "webhook_url": "https://office.example.cn/cases",
    "webhook_secret": "a secret of some length",
}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "queue"),
        ({"delivery": "none"}, "nothing"),
        (MAIL, "mail"),
        (HOOK, "webhook"),
        ({"delivery": "folder", "delivery_folder": "/srv/out"}, "folder"),
    ],
)
def test_the_settings_choose_the_way(given: dict[str, Any], name: str) -> None:
    assert way_of(Settings(**given), clock.now).name == name


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({**MAIL, "mail_to": ""}, "WEIQUAN_MAIL_TO"),
        ({"delivery": "folder"}, "WEIQUAN_DELIVERY_FOLDER"),
        ({**HOOK, "webhook_secret": ""}, "WEIQUAN_WEBHOOK_SECRET"),
        ({**HOOK, "webhook_secret": "short"}, "密钥至少要16个字节"),
        ({**HOOK, "webhook_url": "http://office.example.cn"}, "https"),
    ],
)
def test_a_way_without_what_it_needs_is_refused_at_the_start(
    given: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        Settings(**given)


def test_two_databases_never_share_a_folder_of_evidence(tmp_path: Path) -> None:
    mine = Settings(work=tmp_path)
    other = Settings(work=tmp_path, database_url=f"sqlite:///{tmp_path}/other/db.sqlite")
    assert mine.evidence == tmp_path / "evidence"
    assert other.evidence == tmp_path / "other/evidence"
    assert Settings(work=tmp_path, database_url="postgresql://db/w").evidence == mine.evidence


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings(**{**MAIL, "mail_password": "geheim"})) + repr(Settings(**HOOK))
    assert "geheim" not in shown
    assert "a secret" not in shown


def test_a_case_kept_for_another_way_goes_by_the_one_set_now(
    engine: Engine, base: KnowledgeBase, tmp_path: Path
) -> None:
    mail = stand_up(Settings(work=tmp_path, **MAIL), base, engine, Cipher([KEY]))
    number = mail.services.submissions.submit("c", case_file(), "k").number
    mail.reader.close()
    queue = stand_up(Settings(work=tmp_path), base, engine, Cipher([KEY]))
    assert queue.dispatch.run() == 1
    assert queue.services.cases.by_number(number).state == "with_staff"
    queue.reader.close()
