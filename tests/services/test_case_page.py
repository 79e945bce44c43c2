"""From the first words to a filed complaint in a real browser; the assistant plays each card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.services.scripted import CARDS, Scripted

pytestmark = pytest.mark.services

SIZES = {"phone": {"width": 375, "height": 740}, "desktop": {"width": 1280, "height": 800}}
PICTURE = {"name": "订单截图.png", "mimeType": "image/png", "buffer": b"\x89PNG" + b"x" * 300_000}


@pytest.fixture(scope="module")
def server() -> Iterator[Scripted]:
    server = Scripted()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def page(browser: Browser, server: Scripted) -> Iterator[Page]:
    """The page on a phone; a script's error fails the test."""
    context = browser.new_context(
        base_url=server.url, viewport=SIZES["phone"], reduced_motion="reduce", locale="zh-CN"
    )
    context.set_default_timeout(10_000)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto("/")
    yield page
    context.close()
    assert [error for error in errors if "Failed to load resource" not in error] == []


def say(page: Page, text: str) -> Locator:
    """Type, send and wait for the answer; returns the turn."""
    turn = page.locator(".turn").nth(page.locator(".turn").count())
    page.get_by_label("您的话").fill(text)
    page.keyboard.press("Enter")
    turn.locator("> :nth-child(2):not(.dots):not(.state)").wait_for()
    return turn


def last_said(page: Page, text: str) -> None:
    """The newest answer says so."""
    expect(page.locator(".turn").last).to_contain_text(text)


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def assert_fits(page: Page) -> None:
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]


@pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
@pytest.mark.parametrize("card", CARDS)
def test_every_card_can_be_read_and_fits(page: Page, card: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    say(page, card)
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("card", CARDS)
def test_no_card_breaks_at_twice_the_size_of_letters(page: Page, card: str) -> None:
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    say(page, card)
    assert_fits(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert_fits(page)


def test_an_unknown_card_shows_its_text(page: Page) -> None:
    expect(say(page, "新卡")).to_contain_text("（新卡）")


# --- the form ---------------------------------------------------------------------------------


def test_consent_is_asked_with_its_version(page: Page) -> None:
    turn = say(page, "同意书")
    turn.get_by_role("button", name="同意", exact=True).click()
    last_said(page, "收到：consent.personal_data=yes:2026-11")
    expect(turn.get_by_role("button")).to_have_count(0)
    expect(turn.locator(".picked")).to_contain_text("同意")


@pytest.mark.parametrize(
    ("card", "typed", "said"),
    [("金额题", "3999", "3999元"), ("长文题", "还有一段录音", "还有一段录音"), ("日期题", "2026-10-14", "2026年10月14日")],
)  # fmt: skip
def test_a_question_has_the_input_that_fits(page: Page, card: str, typed: str, said: str) -> None:
    turn = say(page, card)
    turn.locator("input, textarea").fill(typed)
    turn.get_by_role("button", name="确定").click()
    expect(page.locator(".turn").nth(1).locator(".mine")).to_contain_text(said)
    expect(turn.locator("input, textarea, button")).to_have_count(0)


def test_a_private_answer_is_masked_once_it_is_sent(page: Page, server: Scripted) -> None:
    turn = say(page, "电话题")
    field = turn.get_by_label("您的手机号是多少？")
    assert field.get_attribute("type") == "tel"
    field.fill("13812345621")
    page.keyboard.press("Enter")
    last_said(page, "听到：11个字")
    mine = page.locator(".turn").nth(1).locator(".mine")
    expect(mine).to_contain_text("138******21")
    assert "13812345621" not in page.evaluate("JSON.stringify(localStorage)")
    assert any(one.text == "13812345621" for one in server.talk.taken.values())


def test_only_what_may_stay_empty_can_be_skipped(page: Page) -> None:
    needed = say(page, "金额题")
    expect(needed.get_by_role("button", name="跳过这一项")).to_have_count(0)
    expect(needed).to_contain_text("第3项，共11项")
    say(page, "选择题").get_by_role("button", name="跳过这一项").click()
    last_said(page, "收到：person_id_kind=skip")


def test_choices_are_pressed(page: Page) -> None:
    say(page, "选择题").get_by_role("button", name="护照").click()
    last_said(page, "收到：person_id_kind=passport")
    say(page, "是否题").get_by_role("button", name="否", exact=True).click()
    last_said(page, "收到：publish_consent=no")
    say(page, "打分").get_by_role("button", name="4分 满意").click()
    last_said(page, "收到：rating=4")


# --- the draft --------------------------------------------------------------------------------


def test_a_line_of_the_draft_is_rewritten_and_the_old_draft_folds_away(page: Page) -> None:
    turn = say(page, "草稿")
    turn.get_by_role("button", name="改“经过”").click()
    editor = turn.get_by_role("textbox", name="经过")
    expect(editor).to_be_focused()
    assert_accessible(page)
    assert_fits(page)
    editor.fill("十月买的手机是翻新机。")
    turn.get_by_role("button", name="保存").click()
    renewed = page.locator(".turn").nth(1).locator(".draft")
    expect(renewed.locator(".line", has_text="经过")).to_contain_text("十月买的手机是翻新机。")
    expect(turn.get_by_role("button")).to_have_count(0)
    expect(turn.get_by_text("当时的草稿")).to_be_visible()


def test_a_rewriting_can_be_given_up_by_key(page: Page) -> None:
    turn = say(page, "草稿")
    edit = turn.get_by_role("button", name="改“涉及金额”")
    edit.press("Enter")
    turn.get_by_role("textbox", name="涉及金额").press("Escape")
    expect(edit).to_be_focused()
    expect(page.locator(".turn")).to_have_count(1)


def test_a_masked_line_is_written_anew(page: Page, server: Scripted) -> None:
    turn = say(page, "草稿")
    turn.get_by_role("button", name="改“联系电话”").click()
    expect(turn.get_by_role("textbox", name="联系电话")).to_have_value("")
    turn.get_by_role("textbox", name="联系电话").fill("13912345678")
    turn.get_by_role("button", name="保存").click()
    page.locator(".turn").nth(1).locator(".draft").wait_for()
    last = list(server.talk.taken.values())[-1]
    assert last.details["edit"] == {"field": "person_phone", "value": "13912345678"}
    mine = page.locator(".turn").nth(1).locator(".mine")
    expect(mine).to_contain_text("联系电话改成：139******78")
    assert "联系电话改成：13912345678" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_rare_name_is_masked_by_whole_characters(page: Page) -> None:
    turn = say(page, "电话题")
    turn.get_by_label("您的手机号是多少？").fill("𠮷㛃䶮龘")
    page.keyboard.press("Enter")
    expect(page.locator(".turn").nth(1).locator(".mine")).to_contain_text("𠮷***")


def test_what_must_be_mended_comes_first_and_the_draft_is_handed_in(page: Page) -> None:
    turn = say(page, "草稿")
    expect(turn.locator(".findings li").first).to_contain_text("还不知道商家在哪里")
    expect(turn.locator(".missing")).to_contain_text("必须填")
    expect(turn.get_by_role("button", name="改“依据”")).to_have_count(0)
    turn.get_by_role("button", name="确认提交").click()
    last_said(page, "收到：draft=submit")


def test_documents_are_saved_under_their_names(page: Page, server: Scripted) -> None:
    turn = say(page, "提交")
    server.give_document()
    with page.expect_download() as saved:
        turn.get_by_role("button", name="投诉登记表（PDF）").click()
    assert saved.value.suggested_filename == "投诉登记表.pdf"
    assert Path(saved.value.path()).read_bytes() == b"%PDF-1.7 test"
    turn.get_by_role("button", name="证据清单").click()
    expect(turn.get_by_text("没下载成，请再试一次")).to_be_visible()


# --- proofs -----------------------------------------------------------------------------------


def test_a_file_is_sent_listed_and_removed(page: Page) -> None:
    page.locator("#file").set_input_files(PICTURE)  # type: ignore[arg-type]
    last_said(page, "收到文件：订单截图.png")
    page.get_by_text("已传材料1份").click()
    assert_accessible(page)
    assert_fits(page)
    page.reload()
    page.get_by_text("已传材料1份").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="删除订单截图.png").click()
    expect(page.get_by_text("已传材料")).to_be_hidden()


def test_a_slow_upload_shows_how_far_it_is_and_can_be_stopped(page: Page, server: Scripted) -> None:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 60_000}
    say(page, "你好")
    network.send("Network.emulateNetworkConditions", slow)
    page.locator("#file").set_input_files(PICTURE)  # type: ignore[arg-type]
    bar = page.get_by_role("progressbar", name="上传进度")
    expect(page.locator(".sending")).to_contain_text(re.compile(r"[1-9]\d?%"))
    assert 0 < float(bar.evaluate("one => one.value")) < 1
    assert_accessible(page)
    page.get_by_role("button", name="取消").click()
    expect(page.locator(".turn")).to_have_count(1)
    assert server.files.items(server.only_conversation()) == []


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ({"name": "a.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"}, "只能传照片"),
        ({"name": "a.png", "mimeType": "image/png", "buffer": b"x" * (10 * 2**20 + 1)}, "最大10MB"),
        ({"name": "坏.png", "mimeType": "image/png", "buffer": b"x"}, "已经损坏"),
    ],
)
def test_a_file_that_cannot_be_kept_says_why(page: Page, file: dict[str, object], why: str) -> None:
    page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    last_said(page, why)
    expect(page.get_by_role("button", name="重新选文件")).to_be_visible()
    assert_accessible(page)


# --- people -----------------------------------------------------------------------------------


def test_while_a_person_is_waited_for_what_staff_say_appears(page: Page, server: Scripted) -> None:
    turn = say(page, "等人工")
    expect(turn).to_contain_text("前面还有2位")
    server.staff_says("人工已接入", {"type": "handoff", "state": "claimed"}, "system")
    expect(page.get_by_role("heading", name="人工已接入")).to_be_visible()
    expect(turn.get_by_role("button", name="不等了")).to_have_count(0)
    expect(turn.get_by_text("前面还有2位")).to_have_count(0)
    server.staff_says("您好，我是工作人员，材料我看到了。")
    said = page.locator(".turn.said").last
    expect(said).to_contain_text("材料我看到了")
    expect(said.locator(".who")).to_have_text("人工")
    expect(say(page, "静默")).to_contain_text("已收到")
    server.staff_says("请补一张付款截图。")
    last_said(page, "请补一张付款截图。")
    assert_accessible(page)
    assert_fits(page)
    page.reload()
    expect(page.locator(".turn.said")).to_have_count(3)


def test_what_staff_said_in_the_meantime_is_there_on_the_next_visit(
    page: Page, server: Scripted
) -> None:
    say(page, "你好")
    page.goto("about:blank")
    server.staff_says("昨天的事有结果了。")
    page.goto("/")
    last_said(page, "昨天的事有结果了。")
    expect(page.locator(".turn")).to_have_count(2)


def test_starting_over_begins_another_conversation(page: Page, server: Scripted) -> None:
    say(page, "你好")
    first = server.only_conversation()
    page.locator("#file").set_input_files(PICTURE)  # type: ignore[arg-type]
    expect(page.get_by_text("已传材料1份")).to_be_visible()
    page.get_by_role("button", name="重新开始").click()
    page.get_by_role("button", name="清空重来").click()
    expect(page.get_by_text("已传材料")).to_be_hidden()
    say(page, "你好")
    assert server.only_conversation() != first


def test_a_token_that_no_longer_holds_is_replaced_without_a_word(page: Page) -> None:
    say(page, "你好")
    page.evaluate("""localStorage.setItem('weiquan.session',
        JSON.stringify({token: 'old', expires: '2999-01-01T00:00:00Z'}))""")
    expect(say(page, "还在吗")).to_contain_text("听到：3个字")
