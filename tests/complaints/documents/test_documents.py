"""Documents as the receiver opens them: Word by python-docx, PDF by pypdf, the calendar by icalendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import docx
import icalendar
import pypdfium2
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

import knowledge
from complaints.documents import Document, FontMissing, Fonts, find, make, names, pack
from complaints.documents.lines import NEVER_FIRST, NEVER_LAST, break_lines
from complaints.documents.paper import Line, Paper
from complaints.documents.pdf import to_pdf
from complaints.drafting import answer_of, draft
from complaints.models import Kind
from tests.complaints.casefiles import COUNTERFEIT, PERSON, case_file
from tests.conftest import TODAY

RARE = "𠮷㛃䶮龘"


@dataclass(frozen=True)
class Uploaded:
    name: str = "开机画面.jpg"
    sha256: str = "0a1b2c3d" * 8
    taken_at: str | None = "2026-11-05T10:00:00+08:00"
    pages: int | None = None


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    try:
        return find()
    except FontMissing as missing:
        pytest.skip(str(missing))


def one(base: knowledge.KnowledgeBase, case: Any, name: str, **more: Any) -> Document:
    return make(case, base, TODAY, only=name, **more)[0]


def words_of(document: Document) -> str:
    """Every text of a Word file, tables among them."""
    opened = docx.Document(BytesIO(document.data))
    return "\n".join(text.text or "" for text in opened.element.body.iter(qn("w:t")))


def pdf_text(data: bytes) -> str:
    """The text as a viewer copies it."""
    opened = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_range() for page in opened)
    finally:
        opened.close()


def close(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_complaint_has_its_papers(base: knowledge.KnowledgeBase) -> None:
    called = [document.name for document in make(case_file(), base, TODAY)]
    assert called == [
        "投诉登记表.docx", "要求商家解决问题的函.docx", "请平台提供卖家信息并处理的函.docx",
        "民事起诉状.docx", "证据清单.docx", "粘贴稿.txt", "粘贴稿.html", "期限.ics",
    ]  # fmt: skip


def test_without_a_platform_no_letter_goes_to_one(base: knowledge.KnowledgeBase) -> None:
    facts = {name: value for name, value in COUNTERFEIT.items() if name != "platform"}
    called = [document.name for document in make(case_file(facts=facts), base, TODAY)]
    assert not any("平台" in name for name in called)


def test_documents_are_named_without_being_made(
    base: knowledge.KnowledgeBase, fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*given: Any) -> bytes:
        raise AssertionError("a file was made")

    made = [document.name for document in make(case_file(), base, TODAY, fonts=fonts)]
    for maker in ("to_docx", "to_pdf"):
        monkeypatch.setattr(f"complaints.documents.{maker}", never)
    assert list(names(case_file(), base, TODAY, fonts)) == made


def test_a_report_demands_nothing(base: knowledge.KnowledgeBase) -> None:
    called = [document.name for document in make(case_file(kind="report"), base, TODAY)]
    assert called == ["举报登记表.docx", "证据清单.docx", "粘贴稿.txt", "粘贴稿.html", "期限.ics"]


def test_the_dispute_s_own_letter_goes_to_the_merchant(base: knowledge.KnowledgeBase) -> None:
    case = case_file("gym_fitness", {"amount": 3000, "purchase_day": "2026-11-20"})
    called = [document.name for document in make(case, base, TODAY)]
    own = base.get("templates", "prepaid_refund_letter", knowledge.schema.Template).name
    assert f"{own}.docx" in called


def test_the_form_names_everything_in_the_official_order(base: knowledge.KnowledgeBase) -> None:
    text = words_of(one(base, case_file(), "投诉登记表.docx", number="WQ-1"))
    order = [
        "投诉人", "姓名", "联系电话", "证件类型", "证件号码", "通讯地址", "同意公示投诉信息",
        "同意委托调解", "被投诉人", "商家的全称", "商家的地址", "商家的联系人",
        "购买或出事的日期", "购买的地点", "涉及的金额", "事情经过", "证明材料", "投诉请求", "投诉人签字", "日期", "登记单位", "经办人",
    ]  # fmt: skip
    places = [text.split("\n").index(label) for label in order]
    assert places == sorted(places)
    assert "15996元" in text
    assert PERSON["person_name"] in text


def test_a_word_file_is_made_for_chinese_paper(base: knowledge.KnowledgeBase) -> None:
    document = one(base, case_file(), "投诉登记表.docx", number="WQ-7F3K")
    opened = docx.Document(BytesIO(document.data))
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    named = {fonts.get(qn("w:eastAsia")) for fonts in opened.element.body.iter(qn("w:rFonts"))}
    assert named == {"宋体", "黑体"}
    assert opened.tables[0].style.name == "Table Grid"
    assert "PAGE" in section.footer._element.xml
    assert "编号：WQ-7F3K" in section.header.paragraphs[0].text


def test_the_statement_speaks_of_plaintiff_and_defendant(base: knowledge.KnowledgeBase) -> None:
    facts = {**COUNTERFEIT, "refund_asked_day": "2026-11-06"}
    text = words_of(one(base, case_file(facts=facts), "民事起诉状.docx"))
    assert "原告：张𠮷㛃" in text
    assert "被告：星光数码店" in text
    assert "2026年11月6日，原告向被告提出退款。" in text
    assert "诉讼请求：" in text
    assert "11997元" in text
    assert "小额诉讼" in text


FOR_A_MOTHER = {
    **PERSON, "acting": "agent", "principal_name": "王秀英", "principal_phone": "13900002222",
    "principal_relation": "family", "mandate": "yes",
}  # fmt: skip
FOR_A_CHILD = {
    **PERSON, "acting": "guardian", "principal_name": "张小宝", "principal_relation": "parent",
}  # fmt: skip


def test_who_acts_for_another_is_no_plaintiff(base: knowledge.KnowledgeBase) -> None:
    """民事诉讼法第六十一条、第一百二十二条: the consumer sues, with somebody acting for the consumer."""
    text = words_of(one(base, case_file(fields=FOR_A_MOTHER), "民事起诉状.docx"))
    assert "原告：王秀英" in text
    assert "电话：13900002222" in text
    assert "委托诉讼代理人：张𠮷㛃，跟原告的关系：家里人" in text
    assert "具状人：王秀英" in text
    assert PERSON["person_id_number"] not in text


def test_a_child_sues_through_the_guardian(base: knowledge.KnowledgeBase) -> None:
    text = words_of(one(base, case_file(fields=FOR_A_CHILD), "民事起诉状.docx"))
    assert "原告：张小宝，身份证号：＿" in text
    assert f"法定代理人：张𠮷㛃，身份证号：{PERSON['person_id_number']}；是原告的父亲或母亲" in text
    assert "委托诉讼代理人" not in text


def test_the_form_names_the_consumer_first_then_who_acts(base: knowledge.KnowledgeBase) -> None:
    """市场监督管理投诉举报处理办法第十一条."""
    lines = words_of(one(base, case_file(fields=FOR_A_MOTHER), "投诉登记表.docx")).split("\n")
    assert lines.index("投诉人") < lines.index("王秀英") < lines.index("代理人")
    assert lines.index("代理人") < lines.index("张𠮷㛃")
    letter = words_of(one(base, case_file(fields=FOR_A_MOTHER), "要求商家解决问题的函.docx"))
    assert "寄信人：王秀英（代理人张𠮷㛃代）" in letter


def test_those_who_speak_for_a_group_stand_in_the_form(base: knowledge.KnowledgeBase) -> None:
    fields = {**PERSON, "together": "6", "representatives": "张𠮷㛃、李梅"}
    text = words_of(one(base, case_file(fields=fields), "投诉登记表.docx"))
    assert "推选的代表" in text
    assert "张𠮷㛃、李梅" in text


def test_a_court_is_not_told_of_a_purchase_that_was_none(base: knowledge.KnowledgeBase) -> None:
    facts = {"merchant": "某某速递", "product": "耳机", "amount": 1200, "courier_trouble": "lost"}
    text = words_of(one(base, case_file("courier", facts), "民事起诉状.docx"))
    assert "快件由“某某速递”承运，里面是耳机" in text
    assert "购买" not in text


def test_the_evidence_of_an_anonymous_report_asks_for_no_name(
    base: knowledge.KnowledgeBase,
) -> None:
    case = case_file("unsafe_food", {"amount": 30}, kind="report", fields={"anonymous": "yes"})
    text = words_of(one(base, case, "证据清单.docx"))
    assert "提交人：匿名" in text
    assert "签字" not in text


def test_the_evidence_list_names_file_and_hash(base: knowledge.KnowledgeBase) -> None:
    text = words_of(one(base, case_file(), "证据清单.docx", evidence=[Uploaded()]))
    assert "开机画面.jpg" in text
    assert Uploaded.sha256 in text
    assert "证明花了多少钱" in text


def test_an_anonymous_report_names_nobody_anywhere(base: knowledge.KnowledgeBase) -> None:
    case = case_file(
        "unsafe_food", {"amount": 30, "product": "酸奶", "order_no": "5566778899"},
        kind="report", fields={**PERSON, "anonymous": "yes"},
    )  # fmt: skip
    for document in make(case, base, TODAY):
        text = words_of(document) if document.name.endswith("docx") else document.data.decode()
        for secret in (*list(PERSON.values())[:5], "5566778899"):
            assert secret not in text, document.name


def test_hostile_text_is_only_text(base: knowledge.KnowledgeBase) -> None:
    story = '=HYPERLINK("x")\u202e反的{nb}<script>alert(1)</script>&amp;\x00{fields.person_name}'
    case = case_file(edited={"account": story})
    kept = '=HYPERLINK("x")反的{nb}<script>alert(1)</script>&amp;{fields.person_name}'
    assert kept in words_of(one(base, case, "投诉登记表.docx"))
    page = one(base, case, "粘贴稿.html").data.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert kept in one(base, case, "粘贴稿.txt").data.decode()


def test_the_pack_follows_the_web_form(base: knowledge.KnowledgeBase) -> None:
    case = case_file()
    text = one(base, case, "粘贴稿.txt").data.decode()
    labels = re.findall(r"【\d+　(.+?)】", text)
    wanted = [
        "商家的全称",
        "商品或服务",
        "购买或出事的日期",
        "涉及的金额",
        "事情经过",
        "投诉请求",
        "证明材料",
        "姓名",
    ]
    assert [label for label in labels if label in wanted] == wanted
    page = one(base, case, "粘贴稿.html").data.decode()
    assert page.count("<button") == len(labels)
    assert "http" not in page


def test_the_pack_forgets_no_field_of_a_rule(base: knowledge.KnowledgeBase) -> None:
    for day in (TODAY, date(2026, 4, 14)):
        for kind in get_args(Kind):
            asked = {field.id for field in base.procedure(kind, day).fields}
            assert asked <= set(pack.ORDER)


def test_the_calendar_holds_the_days_of_the_answer(base: knowledge.KnowledgeBase) -> None:
    case = case_file()
    document = one(base, case, "期限.ics")
    events = icalendar.Calendar.from_ical(document.data).walk("VEVENT")
    due = [d for d in answer_of(case, base, TODAY).deadlines if d.last_day and d.last_day >= TODAY]
    assert due
    assert [event["DTSTART"].dt for event in events] == [d.last_day for d in due]
    assert [event["DTEND"].dt for event in events] == [d.last_day + timedelta(days=1) for d in due]
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        ahead, on_the_day = (alarm["TRIGGER"].dt for alarm in event.walk("VALARM"))
        assert ahead < timedelta(0) < on_the_day < timedelta(days=1)
    later = make(case, base, TODAY + timedelta(days=1), only="期限.ics")[0]
    again = icalendar.Calendar.from_ical(later.data).walk("VEVENT")
    assert {str(e["UID"]) for e in again} <= {str(e["UID"]) for e in events}
    text = document.data.decode().replace("\r\n ", "")
    assert not any(value in text for value in PERSON.values() if len(value) > 3)


def test_documents_come_out_the_same_each_time(base: knowledge.KnowledgeBase) -> None:
    first, second = (make(case_file(), base, TODAY) for _ in range(2))
    same = [a.name for a, b in zip(first, second, strict=True) if a.data == b.data]
    assert {"粘贴稿.txt", "粘贴稿.html", "期限.ics"} <= set(same)


def test_without_a_font_word_files_still_come(
    base: knowledge.KnowledgeBase, tmp_path: Path
) -> None:
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        find([tmp_path])
    kinds = {document.name.rpartition(".")[2] for document in make(case_file(), base, TODAY)}
    assert kinds == {"docx", "txt", "html", "ics"}


def test_a_pdf_reads_back_and_carries_its_fonts_in_part(
    base: knowledge.KnowledgeBase, fonts: Fonts
) -> None:
    case = case_file(fields={**PERSON, "person_name": RARE})
    document = one(base, case, "投诉登记表.pdf", fonts=fonts, number="WQ-7F3K")
    reader = PdfReader(BytesIO(document.data))
    text = close(pdf_text(document.data))
    assert RARE in text
    assert document.missing == ""
    assert "编号：WQ-7F3K" in text
    assert close(draft(case, base, TODAY).value("account")) in text
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    used = reader.pages[0]["/Resources"]["/Font"].values()
    for font in used:
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        descriptor = inner["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
        assert re.match(r"/[A-Z0-9]{6}\+", str(descriptor["/FontName"]))
    assert len(document.data) < 400_000


def test_rare_characters_stand_in_word_files(base: knowledge.KnowledgeBase) -> None:
    case = case_file(fields={**PERSON, "person_name": RARE})
    assert RARE in words_of(one(base, case, "投诉登记表.docx"))


def test_a_long_account_runs_over_pages(base: knowledge.KnowledgeBase, fonts: Fonts) -> None:
    sentences = "".join(f"第{number}次，我去店里问，店里说再等等。" for number in range(260))
    case = case_file(edited={"account": sentences})
    document = one(base, case, "投诉登记表.pdf", fonts=fonts)
    pages = PdfReader(BytesIO(document.data)).pages
    assert len(pages) > 2
    text = re.sub(r"第\d+页", "", close(pdf_text(document.data)))
    assert sentences in text
    assert sentences in words_of(one(base, case, "投诉登记表.docx"))


def test_a_character_no_font_has_is_marked_and_named(fonts: Fonts) -> None:
    lacking = "\u13a0"
    poor = Fonts(fonts.body, fonts.head, ())
    assert poor.missing_characters(f"张{lacking}三\n") == lacking
    text = close(pdf_text(to_pdf(Paper("x", "函", (Line(f"张{lacking}三"),)), poor, TODAY)))
    assert "张〓三" in text
    assert "U+13A0" in text


def test_fields_of_word_processors_stay_text_in_a_pdf(fonts: Fonts) -> None:
    text = pdf_text(to_pdf(Paper("x", "函", (Line("{nb}**粗**__线__"),)), fonts, TODAY))
    assert "{nb}**粗**__线__" in close(text)


@pytest.mark.parametrize("width", range(4, 12))
def test_lines_begin_and_end_as_chinese_wants_it(width: int) -> None:
    text = "他说：“（不退）。”我问，为什么？《说明》里写着：七日内可退！订单AB12号、共3999元。"
    lines = break_lines(text, float(width), lambda unit: float(len(unit)))
    assert "".join(lines) == text
    assert all(len(line) <= width for line in lines)
    assert not any(line[0] in NEVER_FIRST for line in lines[1:]) or width < 6
    assert not any(line[-1] in NEVER_LAST for line in lines[:-1]) or width < 6


def test_a_word_longer_than_a_line_is_parted() -> None:
    assert break_lines("x" * 25, 10.0, lambda unit: float(len(unit))) == [
        "x" * 10,
        "x" * 10,
        "x" * 5,
    ]
