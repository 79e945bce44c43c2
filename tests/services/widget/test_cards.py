"""Every card in a real browser: the form, the draft, proofs, people; the assistant plays the cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.channels.web import Standing
from tests.fakes.web_parts import Document
from tests.services.widget.chat import Chat, mine, tab
from tests.services.widget.scripted import CARDS, play
from tests.services.widget.stage import Stage
from tests.services.widget.visits import NARROW, SIZES, answered, visit

pytestmark = pytest.mark.services

PICTURE = {"name": "订单截图.png", "mimeType": "image/png", "buffer": b"\x89PNG" + b"x" * 300_000}
NUMBER = "13812345621"


@pytest.fixture(scope="module")
def server() -> Iterator[Stage]:
    with Stage(play=play) as server:
        yield server


@pytest.fixture
def chat(browser: Browser, server: Stage) -> Iterator[Chat]:
    with visit(browser, base_url=server.url) as context:
        yield tab(context)


def stored(chat: Chat) -> str:
    """All that this browser keeps."""
    found: str = chat.page.evaluate("JSON.stringify(localStorage)")
    return found


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
@pytest.mark.parametrize("card", CARDS)
def test_every_card_can_be_read_and_fits(chat: Chat, card: str, size: Any) -> None:
    chat.page.set_viewport_size(size)
    chat.say(card)
    chat.assert_fits()
    chat.assert_accessible()


@pytest.mark.parametrize("card", CARDS)
def test_no_card_breaks_at_twice_the_size_of_letters(chat: Chat, card: str) -> None:
    letters = chat.page.context.new_cdp_session(chat.page)
    before = size_of_letters(chat)
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert size_of_letters(chat) == pytest.approx(2 * before, rel=0.02)
    chat.say(card)
    chat.assert_fits()
    chat.page.set_viewport_size(NARROW)
    chat.assert_fits()


def size_of_letters(chat: Chat) -> float:
    """Of the name in the chat's bar, in pixels."""
    size: float = chat.page.locator(".top .name").evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )
    return size


def test_an_unknown_card_shows_its_text(chat: Chat) -> None:
    expect(chat.say("新卡")).to_contain_text("（新卡）")


# --- the form ---------------------------------------------------------------------------------


def test_consent_is_asked_with_its_version(chat: Chat) -> None:
    turn = chat.say("同意书")
    chat.press(turn, "同意")
    chat.last_said("收到：consent.personal_data=yes:2026-11")
    expect(turn.get_by_role("button", name="同意")).to_have_count(0)
    expect(turn.locator(".picked")).to_contain_text("同意")


@pytest.mark.parametrize(
    ("card", "typed", "said"),
    [("金额题", "3999", "3999元"), ("长文题", "还有一段录音", "还有一段录音"), ("日期题", "2026-10-14", "2026年10月14日")],
)  # fmt: skip
def test_a_question_has_the_input_that_fits(chat: Chat, card: str, typed: str, said: str) -> None:
    turn = chat.say(card)
    turn.locator("input, textarea").fill(typed)
    expect(mine(chat.press(turn, "确定"))).to_contain_text(said)
    expect(turn.locator("input, textarea, .options button, form button")).to_have_count(0)


def test_a_private_answer_is_masked_once_it_is_sent(chat: Chat, server: Stage) -> None:
    turn = chat.say("电话题")
    other = tab(chat.page.context)
    field = turn.get_by_label("您的手机号是多少？")
    assert field.get_attribute("type") == "tel"
    field.fill(NUMBER)
    field.press("Enter")
    chat.last_said("听到：11个字")
    for page in (chat, other):
        expect(mine(answered(page.turns.nth(1)))).to_contain_text("138******21")
        assert NUMBER not in stored(page)
    assert any(one.text == NUMBER for one in server.talk.taken.values())
    chat.page.reload()
    expect(mine(chat.turns.nth(1))).to_contain_text("138******21")


def test_only_what_may_stay_empty_can_be_skipped(chat: Chat) -> None:
    needed = chat.say("金额题")
    expect(needed.get_by_role("button", name="跳过这一项")).to_have_count(0)
    expect(needed).to_contain_text("第3项，共11项")
    chat.press(chat.say("选择题"), "跳过这一项")
    chat.last_said("收到：person_id_kind=skip")


def test_choices_are_pressed(chat: Chat) -> None:
    chat.press(chat.say("选择题"), "护照")
    chat.last_said("收到：person_id_kind=passport")
    chat.press(chat.say("是否题"), "否")
    chat.last_said("收到：publish_consent=no")


@pytest.mark.parametrize("words", ["", "讲得很明白"])
def test_a_rating_goes_with_or_without_words(chat: Chat, server: Stage, words: str) -> None:
    turn = chat.say("打分")
    turn.get_by_role("button", name="4分 满意").click()
    chat.assert_accessible()
    turn.get_by_label("想补充的话").fill(words)
    chat.press(turn, "提交评价")
    chat.last_said("收到：rating=4")
    expect(turn.locator(".picked")).to_contain_text("4分 满意")
    assert list(server.talk.taken.values())[-1].text == ("4分：讲得很明白" if words else "4分")


# --- the draft --------------------------------------------------------------------------------


def test_a_line_of_the_draft_is_rewritten_and_the_old_draft_folds_away(chat: Chat) -> None:
    turn = chat.say("草稿")
    turn.get_by_role("button", name="改“经过”").click()
    editor = turn.get_by_role("textbox", name="经过")
    expect(editor).to_be_focused()
    chat.assert_accessible()
    chat.assert_fits()
    editor.fill("十月买的手机是翻新机。")
    renewed = chat.press(turn, "保存").locator(".draft")
    expect(renewed.locator(".line", has_text="经过")).to_contain_text("十月买的手机是翻新机。")
    expect(turn.get_by_role("button")).to_have_count(0)
    expect(turn.get_by_text("当时的草稿")).to_be_visible()


def test_a_rewriting_can_be_given_up_by_key(chat: Chat) -> None:
    turn = chat.say("草稿")
    edit = turn.get_by_role("button", name="改“涉及金额”")
    edit.press("Enter")
    turn.get_by_role("textbox", name="涉及金额").press("Escape")
    expect(edit).to_be_focused()
    expect(chat.turns).to_have_count(1)


def test_a_masked_line_is_written_anew(chat: Chat, server: Stage) -> None:
    turn = chat.say("草稿")
    turn.get_by_role("button", name="改“联系电话”").click()
    editor = turn.get_by_role("textbox", name="联系电话")
    expect(editor).to_have_value("")
    editor.fill("13912345678")
    following = chat.press(turn, "保存")
    last = list(server.talk.taken.values())[-1]
    assert last.details["edit"] == {"field": "person_phone", "value": "13912345678"}
    expect(mine(following)).to_contain_text("联系电话改成：139******78")
    assert "13912345678" not in stored(chat)


def test_a_rare_name_is_masked_by_whole_characters(chat: Chat) -> None:
    turn = chat.say("草稿")
    turn.get_by_role("button", name="改“投诉人姓名”").click()
    turn.get_by_role("textbox", name="投诉人姓名").fill("𠮷㛃䶮龘")
    expect(mine(chat.press(turn, "保存"))).to_contain_text("投诉人姓名改成：𠮷***")


def test_what_must_be_mended_comes_first_and_the_draft_is_handed_in(chat: Chat) -> None:
    turn = chat.say("草稿")
    expect(turn.locator(".findings li").first).to_contain_text("还不知道商家在哪里")
    expect(turn.locator(".missing")).to_contain_text("必须填")
    expect(turn.get_by_role("button", name="改“依据”")).to_have_count(0)
    chat.press(turn, "确认提交")
    chat.last_said("收到：draft=submit")


def test_documents_are_saved_under_their_names(chat: Chat, server: Stage) -> None:
    turn = chat.say("提交")
    server.give(Document("投诉登记表.pdf", "application/pdf", b"%PDF-1.7 test"))
    with chat.page.expect_download() as saved:
        turn.get_by_role("button", name="投诉登记表（PDF）").click()
    assert saved.value.suggested_filename == "投诉登记表.pdf"
    assert Path(saved.value.path()).read_bytes() == b"%PDF-1.7 test"
    turn.get_by_role("button", name="证据清单").click()
    expect(turn.get_by_text("没下载成，请再试一次")).to_be_visible()


# --- proofs -----------------------------------------------------------------------------------


def test_a_file_is_sent_listed_and_removed(chat: Chat) -> None:
    page = chat.page
    chat.upload(PICTURE)
    chat.last_said("收到文件：订单截图.png")
    chat.proofs.get_by_text("已传材料1份").click()
    chat.assert_accessible()
    chat.assert_fits()
    page.reload()
    chat.proofs.get_by_text("已传材料1份").click()
    remove = page.get_by_role("button", name="删除订单截图.png")
    remove.click()
    asked = page.get_by_role("dialog", name="请确认")
    expect(asked).to_contain_text("删除“订单截图.png”？")
    chat.assert_accessible()
    asked.get_by_role("button", name="取消").click()
    expect(remove).to_be_visible()
    remove.click()
    asked.get_by_role("button", name="删除").click()
    expect(chat.proofs).to_be_hidden()
    expect(chat.box).to_be_focused()


def test_a_slow_upload_shows_how_far_it_is_and_can_be_stopped(chat: Chat, server: Stage) -> None:
    network = chat.page.context.new_cdp_session(chat.page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 60_000}
    chat.say("你好")
    network.send("Network.emulateNetworkConditions", slow)
    chat.upload(PICTURE)
    bar = chat.page.get_by_role("progressbar", name="上传进度")
    expect(chat.page.locator(".sending")).to_contain_text(re.compile(r"[1-9]\d?%"))
    assert 0 < float(bar.evaluate("one => one.value")) < 1
    chat.assert_accessible()
    chat.page.get_by_role("button", name="取消").click()
    expect(chat.turns).to_have_count(1)
    assert server.files.items(server.conversation) == []


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ({"name": "a.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"}, "只能传照片"),
        ({"name": "a.png", "mimeType": "image/png", "buffer": b"x" * (10 * 2**20 + 1)}, "最大10MB"),
        ({"name": "坏.png", "mimeType": "image/png", "buffer": b"x"}, "已经损坏"),
    ],
    ids=["kind", "size", "broken"],
)
def test_a_file_that_cannot_be_kept_says_why(chat: Chat, file: dict[str, object], why: str) -> None:
    chat.upload(file)
    chat.last_said(why)
    chat.assert_accessible()
    with chat.page.expect_file_chooser():
        chat.page.get_by_role("button", name="重新选文件").click()
    expect(chat.turns).to_have_count(0)


def test_what_is_said_elsewhere_is_heard_after_a_first_file(chat: Chat, server: Stage) -> None:
    chat.upload(PICTURE)
    chat.last_said("收到文件：订单截图.png")
    server.post("照片收到了。")
    chat.last_said("照片收到了。")


# --- people -----------------------------------------------------------------------------------


def test_who_answers_is_always_in_sight(chat: Chat, server: Stage) -> None:
    expect(chat.answering).to_have_text("程序在回答，人工在班")
    chat.say("等人工")
    for standing, words in [
        (Standing("waiting", place=3), "在等人工，前面还有2位"),
        (Standing("waiting", place=1), "在等人工，下一位就是您"),
        (Standing("claimed", staff="小王"), "人工小王在回答"),
    ]:
        server.stand(standing)
        expect(chat.answering).to_have_text(words)
    chat.page.reload()
    expect(chat.answering).to_have_text("人工小王在回答")
    server.stand(Standing("bot"))
    expect(chat.answering).to_have_text("程序在回答，人工在班")


def test_while_a_person_is_waited_for_what_staff_say_appears(chat: Chat, server: Stage) -> None:
    turn = chat.say("等人工")
    expect(turn).to_contain_text("前面还有2位")
    server.post("人工已接入", {"type": "handoff", "state": "claimed"}, "system")
    expect(chat.page.get_by_role("heading", name="人工已接入")).to_be_visible()
    expect(turn.get_by_role("button", name="不等了")).to_have_count(0)
    expect(turn.get_by_text("前面还有2位")).to_have_count(0)
    server.post("您好，我是工作人员，材料我看到了。")
    said = chat.page.locator(".turn.said").last
    expect(said).to_contain_text("材料我看到了")
    expect(said.locator(".who")).to_have_text("人工")
    expect(chat.say("静默")).to_contain_text("已收到")
    server.post("请补一张付款截图。")
    chat.last_said("请补一张付款截图。")
    chat.assert_accessible()
    chat.assert_fits()
    before = heard(chat.turns)
    chat.page.reload()
    expect(chat.page.locator(".turn.said")).to_have_count(3)
    assert heard(chat.turns) == before


def heard(turns: Locator) -> list[str]:
    """How each turn begins, in order."""
    return [text.split("\n")[0] for text in turns.all_inner_texts()]


def test_what_staff_said_in_the_meantime_is_there_on_the_next_visit(
    chat: Chat, server: Stage
) -> None:
    chat.say("你好")
    chat.page.goto("about:blank")
    server.post("昨天的事有结果了。")
    chat.page.goto("/chat")
    chat.last_said("昨天的事有结果了。")
    expect(chat.turns).to_have_count(2)


def test_starting_over_begins_another_conversation(chat: Chat, server: Stage) -> None:
    chat.say("你好")
    first = server.conversation
    answered(chat.upload(PICTURE))
    expect(chat.proofs.get_by_text("已传材料1份")).to_be_visible()
    chat.box.fill("写到一半")
    chat.start_over()
    expect(chat.proofs).to_be_hidden()
    expect(chat.opening).to_be_visible()
    expect(chat.box).to_have_value("")
    chat.say("你好")
    assert server.conversation != first
    expect(chat.turns).to_have_count(1)
