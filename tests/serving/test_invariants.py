"""What holds of every conversation, whatever is said, pressed, sent, edited or taken over in it.

Hypothesis plays people who do everything in any order, against the real assistant on a real
database; after each step the promises of the service are looked up in the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, note
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from actions import words
from actions.dialogue import Dialogue
from actions.skill import STANDING
from bot.channels.inputs import words as admitted
from bot.channels.port import Incoming, Reply
from bot.channels.problems import Problem
from bot.serving.storage import inbox, outbox
from bot.settings import Settings
from complaints.case_tables import cases
from complaints.documents import make
from complaints.evidence import Refused
from complaints.numbers import normalise
from complaints.tickets import CLAIMED, OPEN, WAITING, ticket
from evaluation.conversations import UPLOADED, buttons
from tests.complaints.evidence.made import encoded, paper, photo
from tests.serving.whole import Whole, message

STORIES = (
    "我在淘宝买了个手机3999，收到发现是翻新机，商家不退",
    "健身房办了年卡4800块，才去了两个月就关门了，老板电话也不接",
    "上周在超市买的牛奶已经过期了，喝完拉肚子，花了58",
    "孩子偷偷用我手机充了游戏6800元，客服说不给退",
    "我妈在讲座上买了12800的保健品，说能治高血压，根本没用",
    "快递把我寄的电脑摔坏了，没保价，只肯赔三倍运费",
    "网上买的裙子穿了一次就开线，七天内，说影响二次销售不给退",
    "房东不退我押金3000，说墙上有钉子眼",
    "装修公司收了定金两万一直不开工",
    "他欠我一万块工资不给，老板跑路了",
)
TOLD = (
    "3999", "上周五收到的", "在京东买的", "有订单截图", "还没跟商家说", "11月3号", "不知道", "跳过", "两万左右", "没拆封",
)  # fmt: skip
CORRECTIONS = (
    "不对，是2999", "不是淘宝是京东", "记错了，是上周三收到的", "金额不是3999，是5999", "商家名字写错了，是星辰数码",
)  # fmt: skip
WISHES = ("我想退货退款", "我希望商家换货", "能不能赔我三倍", "就想讨个说法")
ASKED = (
    "能赔多少", "那运费呢", "要是他不肯呢", "多久有结果", "去哪告", "证据不够怎么办", "收费吗", "你们拿我的信息去干嘛", "依据是哪一条",
    "商家说特价商品不退不换", "我已经打了12315", "商家同意退款了", "帮我写封信给商家", "查进度", "收到不予受理通知书", "受理了",
    "我要给你打五分", "另外还有件事", "回到刚才那个", "帮我P一张聊天记录",
)  # fmt: skip
SMALL = (
    "你好",
    "谢谢",
    "再见",
    "你是谁",
    "今天天气怎么样",
    "垃圾机器人，滚",
    "你根本没听懂",
    "你有病吧",
    "好",
    "不",
    "嗯",
)
NOISE = (
    "asdfgh", "？？？", "。", "😀😀😀", "啊", "1", "﷽", "null", "' OR 1=1 --", "{name}", "<b>x</b>", "\u202e倒过来", "{{7*7}} %s",
    "我" * 2000, "3999 " * 400, "退" + "钱" * 1998, "/restart", "//greet", "／session_start", '/choose{"fact":"x"}', "   ", "/",
    "\x00", "\ud800",
)  # fmt: skip
DANGERS = ("我现在肚子疼得厉害，吐了好几次", "骗子让我把钱转到安全账户，我正在转", "不想活了")
MOVES = ("取消", "撤回", "重新开始", "算了不弄了", "上一句不算")
FILING = (
    "帮我投诉",
    "我要举报这家店",
    "投诉和举报都要",
    "提交",
    "同意",
    "不同意",
    "也要举报",
    "电话改成13900005678",
    "经过改成：货不对板",
)
PEOPLE = ("转人工", "发送", "不用", "不用人工了", "我要找真人")
EVERYTHING = (
    *STORIES, *TOLD, *CORRECTIONS, *WISHES, *ASKED, *SMALL, *NOISE, *DANGERS, *MOVES, *FILING, *PEOPLE,
)  # fmt: skip

ANSWERS = {
    "name": (
        "张建国",
        "王𠮷",
        "我叫李小梅，电话13912345678，住在成都市武侯区人民南路四段1号",
        "就不告诉你",
        "12345",
    ),
    "phone": ("13987654321", "123", "0571-88888888"),
    "id_number": ("110101199003070038", "12"),
    "money": ("3999", "三千九百九", "没有"),
    "day": ("11月3号", "上周五", "记不清"),
    "count": ("1", "三个人", "就我"),
    "yes_no": ("是", "否", "看情况"),
    "choice": ("1", "护照", "自己"),
    "text": ("杭州星辰数码有限公司", "杭州市余杭区仓前街道88号", "不知道"),
    "long": ("先是买了，后来坏了，找他不理。",),
}
FILES = (("订单.png", "image/png"), ("合同.pdf", "application/pdf"))


class Anybody(RuleBasedStateMachine):
    """One person, one conversation, and one member of staff."""

    def __init__(self, whole: Whole) -> None:
        super().__init__()
        self.whole, self.me = whole, "citizen"
        whole.empty()
        self.agent = whole.agent("小王")
        self.sent: list[Incoming] = []
        self.answers: dict[str, list[Reply]] = {}
        self.last: list[Reply] = []
        self.seen: list[tuple[str, str, str]] = []
        self.private: set[str] = set()
        self.numbers: set[str] = set()

    # --- what people do ---------------------------------------------------------------------------

    @rule(text=st.sampled_from(EVERYTHING))
    def says(self, text: str) -> None:
        self._say(text)

    @rule(text=st.sampled_from(STORIES))
    def tells_a_story(self, text: str) -> None:
        self._say(text)

    @rule(text=st.sampled_from([*FILING, *MOVES, *PEOPLE]))
    def moves(self, text: str) -> None:
        self._say(text)

    @rule(pick=st.integers(0, 99))
    def answers_what_is_asked(self, pick: int) -> None:
        """A question of the form gets an answer, good or bad; any other question some fact."""
        asked = next((c for c in self._cards() if c.get("type") == "form_question"), None)
        options = ANSWERS.get(str(asked["kind"])) if asked else TOLD
        options = options or TOLD
        self._say(options[pick % len(options)])

    @precondition(lambda self: self.seen)
    @rule(back=st.integers(0, 9))
    def presses_a_button(self, back: int) -> None:
        """One of the latest buttons, those of cards long past among them."""
        fact, value, label = self.seen[-1 - back % len(self.seen)]
        self._say(label, choice={"fact": fact, "value": value})

    @rule(value=st.sampled_from(["退货退款，赔三倍", "13700001111", "", "杭州市西湖区文三路18号2单元"]), pick=st.integers(0, 30))  # fmt: skip
    def rewrites_a_line_of_the_draft(self, value: str, pick: int) -> None:
        drafts = [c for c in self._cards() if c.get("type") == "draft"]
        names = [f["id"] for card in drafts for f in card["fields"]] or ["account", "no_such"]
        self._say(f"改成：{value}", edit={"field": names[pick % len(names)], "value": value})

    @rule(file=st.sampled_from(FILES), found=st.booleans())
    def sends_a_file(self, file: tuple[str, str], found: bool) -> None:
        name, kind = file
        data = PICTURE if kind == "image/png" else PAPER
        try:
            item = self.whole.services.evidence.take(self.me, name, data)
        except Refused:
            return
        read = [{"kind": "订单截图", "proof": "order"}, {"fact": "amount", "value": "4999"}]
        upload = {"id": item.id, "name": item.name, "media_type": kind, "found": read * found}
        self._say(UPLOADED, upload=upload)

    @rule(text=st.sampled_from(STORIES[:4]), kind=st.sampled_from(FILING[:3]))
    def goes_all_the_way(self, text: str, kind: str) -> None:
        """Tells a story and fills the form up to a filed case, as far as it goes."""
        for said in ("重新开始", text, kind, "同意"):
            self._say(said)
        for _ in range(15):
            card = next((c for c in self._cards() if c.get("type") == "form_question"), None)
            if card is None:
                break
            options = [option["id"] for option in card.get("options", [])]
            if options:
                choice = {"fact": card["field"], "value": options[0]}
                self._say(card["options"][0]["label"], choice=choice)
            else:
                self._say(ANSWERS.get(card["kind"], TOLD)[0])
        self._say("提交")

    @precondition(lambda self: self.sent)
    @rule(back=st.integers(0, 3))
    def sends_the_same_once_more(self, back: int) -> None:
        """A message delivered twice is answered as it was, and nothing is done again."""
        again = self.sent[-1 - back % len(self.sent)]
        before = self.whole.counts()
        assert self.whole.take(again)[0] == self.answers[again.key]
        assert self.whole.counts() == before

    @rule(one=st.sampled_from(EVERYTHING), two=st.sampled_from(EVERYTHING))
    def says_two_things_at_once(self, one: str, two: str) -> None:
        pair = [self._message(text) for text in (one, two) if _admitted(text)]
        for sent, replies in zip(pair, self.whole.take(*pair) if pair else [], strict=True):
            self._check_answer(sent, replies)
        self._check_all()

    @rule(text=st.sampled_from([*STORIES, *FILING, *PEOPLE, *MOVES]))
    def is_cut_off(self, text: str) -> None:
        """The turn fails at its very end: the person is told, and nothing of it was done."""
        if self._held():
            return
        before, silent = self.whole.counts(), {"inbox", "outbox"}
        self.whole.breaks = True
        sent = self._message(text)
        replies = self.whole.take(sent)[0]
        self.whole.breaks = False
        assert replies == [self.whole.apology]
        after = self.whole.counts()
        assert {k: v for k, v in after.items() if k not in silent} == {
            k: v for k, v in before.items() if k not in silent
        }
        self.answers[sent.key], self.last = replies, replies
        self._check_all()

    @rule(sure=st.booleans())
    def asks_to_be_forgotten(self, sure: bool) -> None:
        self._say("把我的信息都删掉")
        self._say("确认删除" if sure else "不删")

    @rule()
    def wants_a_copy(self) -> None:
        self._say("导出我的记录")

    # --- what staff do ----------------------------------------------------------------------------

    @rule()
    def staff_take_over(self) -> None:
        self.whole.services.desk.claim_next(self.agent)
        self._check_all()

    @precondition(lambda self: self._held())
    @rule()
    def staff_speak(self) -> None:
        last = max((one.id for one in self.whole.mailbox.since(self.me, 0, 10**6)), default=0)
        self.whole.services.desk.say(self._ticket(), self.agent, "您好，我是工作人员小王")
        posted = self.whole.mailbox.since(self.me, last)
        assert [(one.who, one.reply.text) for one in posted] == [
            ("staff", "您好，我是工作人员小王")
        ]

    @precondition(lambda self: self._held())
    @rule(solved=st.booleans())
    def staff_leave(self, solved: bool) -> None:
        desk, number = self.whole.services.desk, self._ticket()
        if solved:
            desk.close(number, self.agent, "solved")
        else:
            desk.hand_back(number, self.agent)
        self._check_all()

    def teardown(self) -> None:
        """Out of every state there is a way: to staff, out of the form, to an answer."""
        if self._held():
            self.whole.services.desk.hand_back(self._ticket(), self.agent)
        assert self._say("转人工"), "no way to a person"
        assert any(c.get("type") == "handoff" for c in self._cards()), self._shown()
        self._say("不用")
        self._say("取消")
        assert self._dialogue().filing is None, self._shown()
        self._say("我在拼多多买的耳机是假货，花了299元，商家不肯退钱")
        types = {c.get("type") for c in self._cards()}
        assert types & {"answer", "choose_dispute"}, self._shown()

    # --- saying -----------------------------------------------------------------------------------

    def _message(self, text: str, **details: Any) -> Incoming:
        sent = message(self.me, admitted(text, "text"), **details)
        self.sent.append(sent)
        if len(text) > 8 and not sent.text.isascii():
            self.private.add(sent.text)
        return sent

    def _say(self, text: str, **details: Any) -> list[Reply]:
        if not _admitted(text):
            return []
        sent, held = self._message(text, **details), self._held()
        before = self.last
        replies = self.whole.take(sent)[0]
        note(f"{text[:40]!r} {details or ''} → {[reply.text[:60] for reply in replies]}")
        if held:
            self.answers[sent.key] = replies
        else:
            self._check_answer(sent, replies)
            again = [reply.text for reply in replies if reply in before and not _may_stand(reply)]
            assert not again, f"the same again as if it were new: {again}"
        if replies and replies[0].text.startswith(words.FORGOTTEN):
            self._is_forgotten()
        self._check_all()
        return replies

    def _check_answer(self, sent: Incoming, replies: list[Reply]) -> None:
        assert any(reply.text.strip() for reply in replies), f"{sent.text!r} was not answered"
        assert self.whole.apology not in replies, f"{sent.text!r} failed"
        self.answers[sent.key], self.last = replies, replies
        for card in self._cards():
            self.seen += buttons(card)

    # --- what must hold ---------------------------------------------------------------------------

    def _check_all(self) -> None:
        self._one_ticket()
        self._in_order()
        self._cases_are_whole()

    def _one_ticket(self) -> None:
        with self.whole.engine.connect() as connection:
            rows = connection.execute(select(ticket).where(ticket.c.state.in_(OPEN))).all()
        assert len(rows) <= 1
        for row in rows:
            assert (row.staff_id is not None) == (row.state == CLAIMED), row

    def _in_order(self) -> None:
        """What was answered stands in the order in which it was asked, all of it answered."""
        order = select(outbox.c.inbox_id).where(outbox.c.inbox_id.is_not(None))
        with self.whole.engine.connect() as connection:
            answered = list(connection.execute(order.order_by(outbox.c.id)).scalars())
            states = set(connection.execute(select(inbox.c.state)).scalars())
        assert answered == sorted(answered)
        assert states <= {"done", "failed"}

    def _cases_are_whole(self) -> None:
        found = self.whole.services.cases.of_conversation(self.me)
        assert {case.number for case in found} >= self.numbers, "a case was lost"
        for case in found:
            if case.number in self.numbers:
                continue
            self.numbers.add(case.number)
            assert normalise(case.number) == case.number
            assert case.events and case.events[0].state == "submitted", case.events
            assert case.file.fields.get("anonymous") == "yes" or any(
                consent.given for consent in case.file.consents
            )
            made = make(
                case.file, self.whole.base, date(2026, 11, 24), number=case.number, fonts=None
            )
            assert made and all(document.data for document in made)

    def _is_forgotten(self) -> None:
        with self.whole.engine.connect() as connection:
            stubs = connection.execute(select(cases)).all()
        for stub in stubs:
            assert (stub.payload, stub.conversation, stub.dispute) == (None, "", ""), stub
        assert {stub.number for stub in stubs} >= self.numbers
        for place, text in self.whole.written():
            left = [said[:60] for said in self.private if said in text]
            assert not left, f"{left} still stands in {place}"
        assert not [path for path in self.whole.evidence.rglob("*") if path.is_file()]
        assert self._dialogue().matter.empty
        self.private, self.numbers, self.sent = set(), set(), self.sent[-1:]

    # --- looking ----------------------------------------------------------------------------------

    def _cards(self) -> list[dict[str, Any]]:
        return [reply.custom for reply in self.last if reply.custom]

    def _shown(self) -> list[str]:
        return [reply.text for reply in self.last]

    def _held(self) -> bool:
        return self.whole.services.desk.holds(self.me)

    def _ticket(self) -> int:
        found = self.whole.services.desk.open(self.me)
        assert found is not None and found.state != WAITING
        return found.id

    def _dialogue(self) -> Dialogue:
        return Dialogue.from_slot(self.whole.slot(self.me, "dialogue"))


def _may_stand(reply: Reply) -> bool:
    """A reply that may come twice in a row: one that says so, a state, a question still open."""
    state = (reply.custom or {}).get("type") in STANDING
    return state or reply.text.startswith((words.AGAIN, words.STILL))


def _admitted(text: str) -> bool:
    """Whether the doors let a text in; of one without words they say so themselves."""
    try:
        return bool(admitted(text, "text"))
    except Problem:
        return False


PICTURE, PAPER = encoded(photo(), "PNG"), paper()


@pytest.fixture
def whole(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Whole]:
    # A PDF file takes a second; that they are made is a matter of tests/complaints/documents.
    monkeypatch.setattr("bot.serving.backing.fonts", lambda: None)
    whole = Whole(settings, f"sqlite:///{tmp_path / 'db.sqlite'}", tmp_path)
    yield whole
    whole.close()


@pytest.mark.timeout(900)  # what fails is made small first, which takes minutes
@pytest.mark.parametrize(
    ("examples", "steps"), [(20, 30), pytest.param(150, 60, marks=pytest.mark.long)]
)
def test_whatever_people_do_the_promises_hold(whole: Whole, examples: int, steps: int) -> None:
    run_state_machine_as_test(
        lambda: Anybody(whole),
        settings=how(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert whole.backing.audit.verify() is None
