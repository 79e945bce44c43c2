"""The whole service on PostgreSQL, as in production: filing, taking over, forgetting, a cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.port import Reply
from bot.settings import Settings
from tests.complaints.evidence.made import paper
from tests.serving.whole import Whole, message

pytestmark = [
    pytest.mark.services,
    pytest.mark.parametrize("database", ["postgresql"], indirect=True),
]

STORY = "我11月10号在淘宝的星辰数码店花3999元买了手机，收到发现是翻新机，客服不肯退"
PERSON = "我叫张建国，电话13900001234，住在杭州市西湖区文三路18号2单元301"
FIRM = "杭州星辰数码有限公司，杭州市余杭区仓前街道88号"


@pytest.fixture
def whole(settings: Settings, database: str, tmp_path: Path) -> Iterator[Whole]:
    whole = Whole(settings, database, tmp_path)
    yield whole
    whole.close()


def said(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


def to_the_draft(whole: Whole, conversation: str) -> None:
    assert "15996元" in said(whole.say(conversation, STORY))
    for text in ("帮我投诉", "同意", PERSON, FIRM):
        replies = whole.say(conversation, text)
    assert any((reply.custom or {}).get("type") == "draft" for reply in replies), said(replies)


def test_a_complaint_is_filed_with_its_evidence_followed_and_forgotten(whole: Whole) -> None:
    item = whole.services.evidence.take("c", "收据.pdf", paper())
    to_the_draft(whole, "c")
    assert "编号" in said(whole.say("c", "提交"))
    (case,) = whole.services.cases.of_conversation("c")
    assert [kept.id for kept in whole.services.evidence.of_case(case.number)] == [item.id]
    assert case.number in said(whole.say("c", "查进度"))
    whole.say("c", "把我的信息都删掉")
    assert "已经全部删掉了" in said(whole.say("c", "确认删除"))
    for place, text in whole.written():
        for private in (PERSON, "张建国", "13900001234", STORY):
            assert private not in text, place
    assert whole.backing.audit.verify() is None


def test_a_turn_that_fails_leaves_no_case(whole: Whole) -> None:
    to_the_draft(whole, "c")
    before, whole.breaks = whole.counts(), True
    assert whole.say("c", "提交") == [whole.apology]
    whole.breaks = False
    after = whole.counts()
    assert {n: c for n, c in after.items() if n not in ("inbox", "outbox")} == {
        n: c for n, c in before.items() if n not in ("inbox", "outbox")
    }
    assert "编号" in said(whole.say("c", "提交"))
    assert len(whole.services.cases.of_conversation("c")) == 1


def test_the_same_message_at_the_same_time_files_once(whole: Whole) -> None:
    to_the_draft(whole, "c")
    once = message("c", "提交")
    answers = whole.take(once, once, once)
    assert answers[0] == answers[1] == answers[2]
    assert len(whole.services.cases.of_conversation("c")) == 1


def test_staff_take_a_conversation_over_and_give_it_back(whole: Whole) -> None:
    whole.say("c", STORY)
    whole.say("c", "转人工")
    whole.say("c", "发送")
    desk, agent = whole.services.desk, whole.agent("小王")
    ticket = desk.claim_next(agent)
    assert ticket is not None
    assert whole.say("c", "我的激活日期是去年的") == []
    desk.say(ticket.id, agent, "收到")
    desk.hand_back(ticket.id, agent)
    assert [one.who for one in whole.mailbox.since("c")][-3:] == ["system", "staff", "system"]
    assert "15996元" in said(whole.say("c", "能赔多少"))
