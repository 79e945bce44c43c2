"""A complaint from the first words to every file of it, and a person taking over: from the launcher
of the demonstration site, in a real browser, against the real server."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pypdfium2
import pytest
from docx import Document
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, expect

from bot.settings import ROOT, Settings
from tests.complaints.evidence.made import ORDER, screen
from tests.services.widget.chat import SHOTS, Chat, mine, tab
from tests.services.widget.visits import SIZES, answered, visit
from tests.serving.server import Server, running

pytestmark = [pytest.mark.services, pytest.mark.timeout(300)]

STORY = "我11月10号在淘宝的星辰数码店花3999元买了手机，11月12号收到货，发现是翻新机，激活日期是去年的，客服不肯退"
RARE = "𠮷㛃䶮龘"
"""A name of four characters that many fonts lack; the first stands outside the basic plane."""
FIRST_PHONE = "13900001234"
PERSON = f"我叫{RARE}，电话{FIRST_PHONE}，住在杭州市西湖区文三路18号2单元301"
FIRM, PLACE = "杭州星辰数码有限公司", "杭州市余杭区仓前街道88号"
OTHER_PHONE = "13900005678"
PASSWORD = "correct horse 7"


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings, assistant: object
) -> Iterator[Server]:
    """A server with a folder of its own for all it keeps; what is built is linked into it."""
    work = tmp_path_factory.mktemp("work")
    for built in ("models", "knowledge.sqlite"):
        (work / built).symlink_to(settings.work / built)
    with running(work, WEIQUAN_WORK=str(work)) as server:
        yield server


@pytest.fixture(params=list(SIZES))
def chat(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Chat]:
    """The demonstration site with the chat opened, on a telephone and on a desk."""
    with visit(browser, SIZES[request.param], patience=20_000, base_url=server.url) as context:
        chat = tab(context, "/")
        chat.open()
        yield chat


@pytest.fixture(scope="module")
def staff(server: Server) -> Iterator[httpx.Client]:
    """Somebody of the staff, made on the command line and logged in."""
    made = subprocess.run(
        [sys.executable, "-m", "bot.cli", "staff", "add", "小王", "--password-stdin"],
        cwd=ROOT, env=server.environment, input=PASSWORD + "\n", text=True, capture_output=True,
        check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    with httpx.Client(base_url=f"{server.url}/console/api", timeout=20) as client:
        entry = client.post("/login", json={"name": "小王", "password": PASSWORD})
        assert entry.status_code == 200, entry.text
        client.headers["x-weiquan-guard"] = entry.json()["guard"]
        yield client


def to_the_draft(chat: Chat) -> Locator:
    """From the story to the draft."""
    expect(chat.say(STORY)).to_contain_text("15996")
    consent = chat.say("帮我投诉")
    expect(consent).to_contain_text("收集个人信息")
    chat.look("consent")
    form = chat.press(consent, "同意")
    expect(form).to_contain_text("真实姓名")
    chat.look("form")
    told = chat.say(PERSON)
    expect(mine(told)).not_to_contain_text(FIRST_PHONE)
    drafted = chat.say(f"{FIRM}，{PLACE}")
    expect(drafted.locator(".draft")).to_contain_text(RARE)
    return drafted


def test_a_complaint_from_the_story_to_its_documents(chat: Chat) -> None:
    drafted = to_the_draft(chat)
    chat.look("draft")
    chat.look("draft-whole", drafted.locator(".draft"))

    image = {"name": "订单截图.png", "mimeType": "image/png", "buffer": screen(ORDER)}
    sent = answered(chat.upload(image))
    expect(chat.proofs.get_by_text("已传材料1份")).to_be_visible()
    chat.look("upload")
    # What the picture tells is another order's: it is refused, and nothing of it is taken.
    if sent.get_by_role("button", name="不对，不记").count():
        chat.press(sent, "不对，不记")

    said = chat.turns.count()
    chat.page.reload()
    chat.open()
    expect(chat.turns).to_have_count(said)
    expect(chat.proofs.get_by_text("已传材料1份")).to_be_visible()
    expect(chat.page.locator(".mine", has_text=FIRST_PHONE)).to_have_count(0)
    draft = chat.say("看草稿").locator(".draft")
    expect(draft).to_contain_text("3999")
    draft.get_by_role("button", name="改“联系电话”").click()
    draft.get_by_role("textbox", name="联系电话").fill(OTHER_PHONE)
    draft = chat.press(draft, "保存").locator(".draft")
    expect(draft.locator(".line", has_text="联系电话")).to_contain_text(re.compile("5678|678|78"))
    chat.look("edited")

    summary = chat.press(draft, "确认提交").locator(".case")
    expect(summary).to_contain_text(re.compile(r"WQ-\w{4}-\w{4}-\w{4}"))
    expect(summary).to_contain_text("已提交")
    chat.look("case")
    chat.look("case-whole", summary)
    files = downloaded(chat, summary)
    assert {name.rpartition(".")[2] for name in files} == {"docx", "pdf", "txt", "html", "ics"}
    for name, data in files.items():
        CHECKS[name.rpartition(".")[2]](name, data)
    everything = b"".join(files.values())
    assert b"2601234567890123456" not in everything
    form = next(data for name, data in files.items() if name.endswith("登记表.docx"))
    text = words_of(form)
    for told in (RARE, OTHER_PHONE, FIRM, PLACE, "3999", "15996", "订单截图.png"):
        assert told in text, told
    assert FIRST_PHONE not in text

    chat.page.reload()
    chat.open()
    expect(chat.page.locator(".case").last).to_contain_text("WQ-")
    expect(chat.say("查进度")).to_contain_text("已提交")


def downloaded(chat: Chat, summary: Locator) -> dict[str, bytes]:
    """Every file of a case, saved by pressing its button."""
    found = {}
    for button in summary.locator(".documents button").all():
        with chat.page.expect_download() as saved:
            button.click()
        name = saved.value.suggested_filename
        found[name] = Path(saved.value.path()).read_bytes()
        if SHOTS:
            (Path(SHOTS) / name.partition("-")[2][-40:]).write_bytes(found[name])
    return found


def words_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def check_docx(name: str, data: bytes) -> None:
    assert len(words_of(data)) > 60, name
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def check_pdf(name: str, data: bytes) -> None:
    """Its words can be found, and it shows them without any font of the reader's machine."""
    pdf = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert len(text) > 60, name
    assert data.count(b"/FontDescriptor") > 0
    assert data.count(b"/FontFile") >= 1, f"a font of {name} is not embedded"
    if "登记表" in name:
        flat = re.sub(r"\s", "", text)
        for told in (RARE, OTHER_PHONE, FIRM, "15996"):
            assert told in flat, f"{told} not in {name}"
    if SHOTS:
        for number, sheet in enumerate(pdf):
            picture = sheet.render(scale=1.2).to_pil()
            picture.save(Path(SHOTS) / f"pdf-{name.rpartition('-')[2]}-{number}.png")


def check_ics(name: str, data: bytes) -> None:
    events = Calendar.from_ical(data).walk("VEVENT")
    assert events, name
    for event in events:
        day = event.decoded("DTSTART")
        assert (day.date() if hasattr(day, "date") else day) >= date(2026, 11, 10), event


def check_pack(name: str, data: bytes) -> None:
    text = data.decode("utf-8")
    for told in (RARE, FIRM, PLACE):
        assert told in text, f"{told} not in {name}"


CHECKS = {
    "docx": check_docx, "pdf": check_pdf, "ics": check_ics, "txt": check_pack, "html": check_pack,
}  # fmt: skip


def test_a_person_takes_over_and_hands_back(chat: Chat, staff: httpx.Client) -> None:
    chat.say(STORY)
    offered = chat.say("转人工")
    expect(offered.locator(".handoff")).to_contain_text("手机·假冒伪劣")
    chat.look("handoff-offered")
    waiting = chat.say("发送")
    chat.look("handoff-waiting")
    expect(waiting.locator(".handoff")).to_be_visible()
    expect(chat.answering).to_contain_text(re.compile("在等人工|已留单"))

    number = staff.get("/queue").json()["waiting"][-1]["id"]
    assert staff.post(f"/queue/{number}/claim").status_code == 200
    expect(chat.page.get_by_text("人工已接入").first).to_be_visible()
    expect(chat.answering).to_have_text("人工小王在回答")
    shown = staff.get(f"/queue/{number}").json()
    assert "翻新" in shown["summary"] + "".join(line["text"] for line in shown["before"])
    said = {"text": "您好，我是小王，把激活日期的截图发我看看。", "id": f"m{number}"}
    assert staff.post(f"/queue/{number}/say", json=said).status_code == 200
    spoken = chat.page.locator(".turn.said", has_text="激活日期的截图")
    expect(spoken.locator(".who")).to_have_text("人工")

    chat.close()
    more = {"text": "付款记录也要。", "id": f"n{number}"}
    assert staff.post(f"/queue/{number}/say", json=more).status_code == 200
    expect(chat.page.locator(".launcher")).to_contain_text("1条新消息")

    chat.page.reload()
    chat.open()
    expect(spoken.locator(".who")).to_have_text("人工")
    chat.last_said("付款记录也要。")
    chat.box.fill("好，马上发")
    chat.page.get_by_role("button", name="发送").click()
    chat.last_said("已收到")
    # What is answered stays in sight above the answer.
    expect(chat.page.get_by_text("付款记录也要。")).to_be_in_viewport()
    chat.look("handoff-claimed")
    lines = staff.get(f"/queue/{number}").json()["lines"]
    assert ("person", "好，马上发") in [(line["who"], line["text"]) for line in lines]

    assert staff.post(f"/queue/{number}/hand-back").status_code == 200
    expect(chat.page.get_by_text("接下来由我继续").first).to_be_visible()
    expect(chat.answering).to_contain_text("程序在回答")
    expect(chat.say("能赔多少")).to_contain_text("15996")
    chat.look("handoff-back")
