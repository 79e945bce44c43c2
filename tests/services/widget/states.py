"""How to bring the chat into every state that a person may meet. A function is a state."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from bot.channels.web import Standing
from tests.services.widget.samples import CARDS
from tests.services.widget.stage import Stage
from tests.services.widget.visits import (
    PICTURE,
    STORY,
    menu,
    next_turn,
    say,
    send,
    setting,
    unfold,
)

WORDS = {
    "money": "帮我写投诉", "date": "花了3999元", "phone": "10月14日", "choice": "我叫王小明", "several": "居民身份证",
    "file": "订单截图、聊天记录", "long": "没有别的了", "consent": "我要投诉", "draft": "写好了吗", "filed": "确认提交",
    "status": "查进度", "offered": "转人工", "waiting": "请转给人工", "ticket": "请人工联系我", "rating": "我要评价",
    "danger": "吃了他家的外卖，现在吐血", "disputes": "手机有问题，不让退",
}  # fmt: skip
"""What a person may have said before a card comes."""

State = Callable[[Page, Stage], None]
STATES: dict[str, tuple[str, State]] = {}


def state(title: str) -> Callable[[State], State]:
    """Adds a state, named after its function."""

    def added(act: State) -> State:
        STATES[act.__name__.replace("_", "-")] = title, act
        return act

    return added


def shown(page: Page, words: str, first: str = ".sheet") -> Locator:
    """Says the words and shows what comes, from its first card on."""
    turn = say(page, WORDS.get(words, words))
    turn.locator(first).first.evaluate("one => one.scrollIntoView({block: 'start'})")
    return turn


def hold(page: Page, path: str) -> None:
    """Requests there are never answered."""
    page.route(f"**{path}", lambda route: None)


@state("before anything was said")
def opening(page: Page, stage: Stage) -> None:
    expect(page.get_by_role("heading", name="说说您遇到的事")).to_be_visible()


@state("an answer: what can be claimed, and how much")
def answer(page: Page, stage: Stage) -> None:
    shown(page, STORY)


@state("an answer, law and working unfolded")
def answer_unfolded(page: Page, stage: Stage) -> None:
    turn = say(page, STORY)
    claim = turn.locator(".claim", has_text="退一赔三")
    claim.locator("> summary").click()
    claim.get_by_text("看依据").click()
    claim.evaluate("one => one.scrollIntoView({block: 'start'})")


@state("an answer, everything unfolded: steps, proofs, deadlines")
def answer_whole(page: Page, stage: Stage) -> None:
    turn = say(page, STORY)
    unfold(page)
    turn.locator(".way").evaluate("one => one.scrollIntoView({block: 'start'})")


@state("simple mode: one thing at a time, no law, large letters")
def simple(page: Page, stage: Stage) -> None:
    setting(page, "简单模式")
    shown(page, STORY)


@state("danger comes first")
def danger(page: Page, stage: Stage) -> None:
    shown(page, "danger")


@state("which of these is it")
def disputes(page: Page, stage: Stage) -> None:
    shown(page, "disputes")


@state("consent before personal data")
def consent(page: Page, stage: Stage) -> None:
    shown(page, "consent")


@state("the form asks for a sum")
def form_money(page: Page, stage: Stage) -> None:
    shown(page, "money")


@state("the form asks for a day")
def form_date(page: Page, stage: Stage) -> None:
    shown(page, "date")


@state("the form asks for something private")
def form_private(page: Page, stage: Stage) -> None:
    shown(page, "phone")


@state("the form asks for one of several")
def form_choice(page: Page, stage: Stage) -> None:
    shown(page, "choice")


@state("the form asks for any of several")
def form_several(page: Page, stage: Stage) -> None:
    turn = shown(page, "several")
    turn.get_by_role("button", name="订单截图").click()
    turn.get_by_role("button", name="开箱视频").click()


@state("the form asks for a file")
def form_file(page: Page, stage: Stage) -> None:
    shown(page, "file")


@state("the form asks for a longer text")
def form_long(page: Page, stage: Stage) -> None:
    shown(page, "long")


@state("what was typed cannot be right")
def error(page: Page, stage: Stage) -> None:
    turn = shown(page, "money")
    turn.get_by_role("textbox").fill("好多")
    turn.get_by_role("button", name="确定").click()
    expect(turn.get_by_role("alert")).not_to_be_empty()


@state("the draft, with what is still missing")
def draft(page: Page, stage: Stage) -> None:
    shown(page, "draft")


@state("a line of the draft is rewritten")
def draft_line(page: Page, stage: Stage) -> None:
    turn = say(page, WORDS["draft"])
    turn.get_by_role("button", name="改“经过”").click()
    turn.locator(".line.editing").evaluate("one => one.scrollIntoView({block: 'center'})")


@state("a choice once it was made stays readable")
def chosen(page: Page, stage: Stage) -> None:
    turn = say(page, WORDS["choice"])
    following = next_turn(page)
    turn.get_by_role("button", name="护照").click()
    following.locator(".sheet").wait_for()
    turn.evaluate("one => one.scrollIntoView({block: 'start'})")


@state("the case is filed")
def filed(page: Page, stage: Stage) -> None:
    shown(page, "filed")


@state("how far the case is")
def status(page: Page, stage: Stage) -> None:
    shown(page, "status")


@state("how it went")
def rating(page: Page, stage: Stage) -> None:
    turn = shown(page, "rating")
    turn.get_by_role("button", name="4分 满意").click()
    expect(turn.get_by_role("button", name="提交评价")).to_be_visible()


@state("what staff would read, before it is sent")
def handoff(page: Page, stage: Stage) -> None:
    shown(page, "offered")


@state("waiting for a person")
def waiting(page: Page, stage: Stage) -> None:
    shown(page, "waiting")
    stage.stand(Standing("waiting", place=3))
    expect(page.locator(".answering")).to_have_text("在等人工，前面还有2位")


@state("a person answers")
def human(page: Page, stage: Stage) -> None:
    say(page, "你好")
    stage.stand(Standing("claimed", staff="小王"))
    stage.post("工作人员小王已接入。", CARDS["claimed"], "system")
    stage.post("您好，我是小王。把激活日期的截图发我看看。")
    expect(page.locator(".turn.said")).to_have_count(2)
    expect(page.locator(".answering")).to_have_text("人工小王在回答")


@state("out of hours: a ticket is left")
def ticket(page: Page, stage: Stage) -> None:
    shown(page, "ticket")
    stage.stand(Standing("waiting"))
    expect(page.locator(".answering")).to_have_class(re.compile("manned"))


@state("no network: what was written waits")
def offline(page: Page, stage: Stage) -> None:
    say(page, "你好")
    page.context.set_offline(True)
    send(page, "商家刚回我，说可以退一半")
    expect(page.locator(".turn").last.locator(".state")).to_contain_text("会自动再发")
    expect(page.locator(".net")).to_be_visible()


@state("a message that was refused")
def refused(page: Page, stage: Stage) -> None:
    send(page, "///")
    expect(page.get_by_role("button", name="改一改再发")).to_be_visible()


@state("an answer that is being worked out")
def working(page: Page, stage: Stage) -> None:
    hold(page, "/send")
    send(page, STORY)
    expect(page.locator(".turn .dots")).to_be_visible()


@state("an answer that takes longer than usual")
def slow(page: Page, stage: Stage) -> None:
    working(page, stage)
    page.clock.fast_forward(7000)
    expect(page.locator(".turn .dots")).to_contain_text("比平时慢")


def back(page: Page) -> None:
    """Comes back to a talk begun before."""
    page.reload()
    page.locator(".launcher").click()


@state("what was said before is being fetched")
def loading(page: Page, stage: Stage) -> None:
    say(page, "你好")
    hold(page, "/messages*")
    hold(page, "/stream")
    back(page)
    expect(page.locator(".loading")).to_contain_text("正在取回之前的对话")


@state("what was said before could not be fetched")
def failed(page: Page, stage: Stage) -> None:
    say(page, "你好")

    def away(route: Route) -> None:
        route.abort()

    page.route("**/messages*", away)
    page.route("**/stream", away)
    back(page)
    expect(page.locator(".loading")).to_contain_text("还没取回来")


@state("a file on its way")
def upload(page: Page, stage: Stage) -> None:
    say(page, "你好")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow_line = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000}  # fmt: skip
    network.send("Network.emulateNetworkConditions", slow_line)
    page.locator("#file").set_input_files([{**PICTURE, "buffer": b"\x89PNG" + b"x" * 5_000_000}])
    expect(page.locator(".sending")).to_contain_text(re.compile(r"[1-9]\d?%"))


@state("files that were sent")
def uploaded(page: Page, stage: Stage) -> None:
    page.locator("#file").set_input_files([PICTURE, {**PICTURE, "name": "和商家的聊天记录.png"}])
    page.get_by_text("已传材料2份").click()


@state("the menu")
def settings(page: Page, stage: Stage) -> None:
    say(page, "你好")
    menu(page)


@state("begin anew?")
def confirm(page: Page, stage: Stage) -> None:
    settings(page, stage)
    page.get_by_role("button", name="重新开始").click()
    expect(page.get_by_role("button", name="清空重来")).to_be_visible()


@state("dark")
def dark(page: Page, stage: Stage) -> None:
    page.emulate_media(color_scheme="dark")
    shown(page, STORY)


@state("high contrast")
def contrast(page: Page, stage: Stage) -> None:
    setting(page, "高对比度")
    shown(page, STORY)


@state("largest letters")
def large(page: Page, stage: Stage) -> None:
    setting(page, "特大")
    shown(page, STORY)
