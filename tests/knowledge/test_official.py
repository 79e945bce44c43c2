"""Official texts: reading them, unfolding articles, checking our digests against them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from typer.testing import CliRunner

import knowledge
from bot.cli import app
from knowledge import official
from knowledge.official.figures import figures
from knowledge.official.text import cut, paragraphs

HEAD = "---\ntitle: {title}\npromulgated: '{day}'\neffective: '{day}'\nstatus: {status}\n---\n\n"
TEXT = """# 试行办法

第一章　总则

第一条　经营者应当在三日内发货。

第二条　有下列情形之一的，退还百分之三十的价款：

（一）没有发货的；

（二）发错货的。

前款规定不影响消费者要求赔偿损失，赔偿不足五百元的，按五百元算。
"""


def markdown(folder: Path, title: str = "试行办法", day: str = "2024-07-01", **more: str) -> Path:
    path = folder / f"{title}.md"
    head = HEAD.format(title=title, day=day, status=more.get("status", "in_force"))
    path.write_text(head + more.get("text", TEXT), "utf-8")
    return path


def word(folder: Path, name: str, lines: list[str]) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = folder / f"{name}.docx"
    document.save(str(path))
    return path


# --- reading ----------------------------------------------------------------------------------


def test_markdown_is_cut_into_articles(tmp_path: Path) -> None:
    text = official.read_file(markdown(tmp_path))
    assert (text.name, text.promulgated) == ("试行办法", date(2024, 7, 1))
    assert list(text.articles) == ["第一条", "第二条"]
    assert text.articles["第一条"] == ("经营者应当在三日内发货。",)
    assert len(paragraphs(text.articles["第二条"])) == 2


def test_a_word_file_of_the_national_database_is_read(tmp_path: Path) -> None:
    lines = [
        "中华人民共和国试行法",
        "（2001年1月1日通过　根据2013年10月25日《关于修改的决定》修正）",
        "目　　录",
        "第一章　总则",
        "第一章　总则",
        "第一条　为了试行，制定本法。",
        "第二条　本法自2002年1月1日起施行。",
    ]
    text = official.read_file(word(tmp_path, "中华人民共和国试行法_20131025", lines))
    assert (text.name, text.promulgated) == ("试行法", date(2013, 10, 25))
    assert text.in_force_from is None, "the last article names the first version's day"
    assert list(text.articles) == ["第一条", "第二条"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.md", b""),
        ("乱.md", b"\xff\xfe\x00"),
        ("坏.md", b"---\ntitle: [\n---\nx"),
        ("日.md", "---\ntitle: 甲\npromulgated: 昨天\n---\n第一条 甲。".encode()),
        ("假.docx", b"not a zip"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_and_stops_no_other(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    markdown(tmp_path)
    read = list(official.read_directory(tmp_path))
    faults = [text for text in read if isinstance(text, official.Unreadable)]
    assert [name in str(fault) for fault in faults] == [True]
    assert len(read) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国民法典 合同编", "民法典"),
        ("快递暂行条例（2019年修订文本）", "快递暂行条例"),
        ("中华人民共和国仲裁法（2017年修正文本）", "仲裁法"),
        ("最高人民法院关于适用《中华人民共和国民法典》的解释（一）", "最高人民法院关于适用民法典的解释（一）"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_title_are_one(one: str, other: str) -> None:
    assert official.plain_title(one) == other


def test_a_paragraph_that_begins_with_a_chapter_number_stays_in_its_article() -> None:
    articles, _ = cut(
        ["第一条 甲。", "第二章规定的期间，从收到之日起算。", "第二章 乙", "第二条 丙。"]
    )
    assert articles == {
        "第一条": ("甲。", "第二章规定的期间，从收到之日起算。"),
        "第二条": ("丙。",),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增加价款的三倍，不足五百元的按五百元", {("3", "倍"), ("500", "元")}),
        ("百分之二十；万分之五；千分之一；0.5%；3‰", {("0.3", "%"), ("20", "%"), ("0.05", "%"), ("0.1", "%"), ("0.5", "%")}),
        ("七个工作日、十五日、二年、六个月、半年", {("7", "工作日"), ("15", "日"), ("2", "年"), ("6", "月")}),
        ("双倍返还，减半交纳", {("2", "倍"), ("50", "%")}),
        ("2013年修正，一次退清，第三次修改", set()),
        ("5万元、五千元以上、1000公里", {("50000", "元"), ("5000", "元"), ("1000", "公里")}),
    ],
)  # fmt: skip
def test_numbers_are_brought_to_one_form(text: str, found: set[tuple[str, str]]) -> None:
    assert set(figures(text)) == {(Decimal(value), unit) for value, unit in found}


# --- unfolding --------------------------------------------------------------------------------


def test_an_answer_unfolds_the_article_as_published(
    content: knowledge.Content, tmp_path: Path
) -> None:
    law = content.files["laws"]["consumer_rights_protection_law/2014-03-15"].data
    text = "第五十五条 甲款。\n\n乙款。\n"
    markdown(tmp_path, law.title, str(law.in_force_from), text=text)
    path = tmp_path / "official.sqlite"
    texts = [t for t in official.read_directory(tmp_path) if isinstance(t, official.OfficialText)]
    assert official.store(texts, path) == 1
    knowledge.build_file(tmp_path / "base.sqlite")
    base = knowledge.KnowledgeBase.open(tmp_path / "base.sqlite", path)
    facts = knowledge.read_facts(base, {"amount": 10, "fraud_proof": "traces"})
    answer = knowledge.answer(base, "counterfeit_goods", facts, date(2026, 11, 24))
    unfolded = {cite.text: cite.full_text for cite in answer.cites}
    assert unfolded["消费者权益保护法第五十五条第一款"] == "甲款。\n乙款。"
    assert unfolded["消费者权益保护法第二十三条第三款"] is None, "that article was not imported"
    hits = base.index.find("甲款", kinds=("text",))
    assert [hit.ref for hit in hits] == ["消费者权益保护法第五十五条"]


def test_the_text_of_another_version_is_never_shown(
    content: knowledge.Content, tmp_path: Path
) -> None:
    law = content.files["laws"]["consumer_rights_protection_law/2014-03-15"].data
    markdown(tmp_path, law.title, "1994-01-01", text="第五十五条 旧文。\n")
    path = tmp_path / "official.sqlite"
    official.store([official.read_file(next(tmp_path.glob("*.md")))], path)
    library = official.Library.open(path)
    assert library
    days = (law.promulgated, law.in_force_from)
    assert library.text(law.title, days, "第五十五条") is None


# --- verifying --------------------------------------------------------------------------------

LAW: dict[str, Any] = {
    "title": "试行办法", "name": "试行办法", "kind": "部门规章", "issuer": "某局",
    "promulgated": "2024-07-01", "in_force_from": "2024-07-01", "before": None,
    "url": "https://example.gov.cn", "checked_on": "2026-11-24", "checked_by": "测试",
    "confidence": "high",
    "articles": {
        "第一条": {"gist": "三日内发货。"},
        "第二条": {"gist": "没发货或发错的退{trial.share}。", "paragraphs": 2},
    },
}  # fmt: skip
SHARE: dict[str, Any] = {
    "share": {
        "what": "退还的比例", "unit": "%",
        "values": [{"value": 30, "since": "2024-07-01", "cites": ["试行办法第二条第一款"]}],
    }
}  # fmt: skip


def verified(
    folder: Path, law: dict[str, Any], parameter: dict[str, Any], **more: str
) -> list[str]:
    root = folder / "content"
    for name, data in {"laws/trial/2024-07-01.yml": law, "parameters/trial.yml": parameter}.items():
        path = root / name
        path.parent.mkdir(parents=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    texts = folder / "texts"
    texts.mkdir()
    markdown(texts, **more)
    found = official.verify(knowledge.load(root), [official.read_file(next(texts.iterdir()))])
    return [finding.kind for finding in found if finding.explained is None]


def changed(**fields: Any) -> dict[str, Any]:
    return {**LAW, **fields}


def article(number: str, **fields: Any) -> dict[str, Any]:
    articles = {**LAW["articles"], number: {**LAW["articles"].get(number, {}), **fields}}
    return changed(articles=articles)


def value(**fields: Any) -> dict[str, Any]:
    share = SHARE["share"]
    return {"share": {**share, "values": [{**share["values"][0], **fields}]}}


@pytest.mark.parametrize(
    ("law", "parameter", "kinds"),
    [
        (LAW, SHARE, []),
        (changed(title="别的办法"), SHARE, ["no_text"]),
        (changed(promulgated="2024-06-30"), SHARE, ["day"]),
        (article("第三条", gist="没有这一条。"), SHARE, ["article"]),
        (article("第一条", paragraphs=2), SHARE, ["paragraph"]),
        (article("第一条", gist="五日内发货。"), SHARE, ["figure"]),
        (LAW, value(value=20), ["figure", "figure"]),
        (LAW, value(cites=["试行办法第一条"]), ["figure"]),
        (LAW, value(value=20, derived="算出来的"), []),
        (article("第一条", gist="五日内发货。", derived="有别的规定"), SHARE, []),
        (changed(promulgated="2024-06-30", unverified="没有查到"), SHARE, []),
    ],
)
def test_what_disagrees_with_the_text_is_found(
    tmp_path: Path, law: dict[str, Any], parameter: dict[str, Any], kinds: list[str]
) -> None:
    assert verified(tmp_path, law, parameter) == kinds


# --- the command line -------------------------------------------------------------------------


def test_the_commands_import_and_verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEIQUAN_WORK", str(tmp_path / "work"))
    texts = tmp_path / "texts"
    texts.mkdir()
    markdown(texts)
    done = CliRunner().invoke(app, ["laws", "import", str(texts)])
    assert "已导入1部，2条" in done.output
    assert (tmp_path / "work" / "official.sqlite").exists()
    checked = CliRunner().invoke(app, ["laws", "verify", str(texts)])
    assert checked.exit_code == 1
    assert "没有这一版的原文可核" in checked.output


@pytest.mark.parametrize("command", ["import", "verify"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, command: str) -> None:
    done = CliRunner().invoke(app, ["laws", command, str(tmp_path / "no")])
    assert "没有这个文件夹" in str(done.exception)
