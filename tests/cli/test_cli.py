"""The command line: one clear sentence and exit code 2 for what a user got wrong (design 12)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import knowledge
from bot import cli
from bot.settings import ROOT, Settings
from bot.understanding import Reader
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "wrong.yml").read_text())[0]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder of its own, so that the knowledge base is built once for this module."""
    return tmp_path_factory.mktemp("work")


@pytest.fixture
def run(work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process: exit code, standard output, standard error."""

    def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
        for name in ("PORT", "WEIQUAN_PORT", "WEIQUAN_KEYS", "WEIQUAN_ENVIRONMENT"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("WEIQUAN_WORK", str(work))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["weiquan", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_what_a_user_got_wrong_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: dict[str, Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = list(row.get("args", []))
    if "args" not in row:
        text = row["gbk"].encode("gbk") if "gbk" in row else row["file"].encode()
        (tmp_path / "questions.jsonl").write_bytes(text)
        arguments = [row.get("command", "understand"), "questions.jsonl"]
        arguments += ["--out", row["out"]] if "out" in row else []
    code, out, err = run(*map(str, arguments), **row.get("environment", {}))
    told = [line for line in err.splitlines() if "知识库" not in line or "没有叫" in line]
    assert code == 2
    assert out == ""
    assert len(told) == 1, err
    assert row["says"] in told[0]
    assert row.get("never", "Traceback") not in err
    assert re.search("[\u4e00-\u9fff]", told[0])


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["knowledge", "shw"],
        ["knowledge", "show"],
        ["ask"],
        ["run", "--prt", "1"],
    ],
    ids=" ".join,
)
def test_usage_errors_exit_with_2_and_no_traceback(run: Run, arguments: list[str]) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert "Traceback" not in err


def test_check_prints_counts(run: Run, content: knowledge.Content) -> None:
    code, out, _ = run("knowledge", "check")
    assert code == 0
    for folder, files in content.files.items():
        assert f"{folder} {len(files)}" in out


def test_check_of_broken_content_prints_every_problem(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "facts").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"facts/{name}.yml").write_text("name: 甲\nkind: text\n")
    load = knowledge.load
    monkeypatch.setattr(knowledge, "load", lambda: load(tmp_path))
    code, _, err = run("knowledge", "check")
    assert code == 2
    assert err.splitlines() == ["facts/a.yml:1: 缺少“question”", "facts/b.yml:1: 缺少“question”"]


def test_build_builds_once(run: Run, work: Path) -> None:
    assert run("knowledge", "build")[:2] == (0, f"{work / 'knowledge.sqlite'}\n")
    assert run("knowledge", "build") == (0, f"{work / 'knowledge.sqlite'}\n", "")


def test_show_gives_the_answer_of_a_day(run: Run) -> None:
    before = run("knowledge", "show", "courier", "--on", "2026-04-14")
    after = run("knowledge", "show", "courier", "--on", "2026-04-15")
    assert before[0] == after[0] == 0
    assert before[1].startswith(
        "快递：丢件、损坏、延误、不送上门（courier），按 2026-04-14 的规定\n"
    )
    assert "按 2026-04-15 的规定" in after[1]
    for _, out, _ in (before, after):
        assert all(part in out for part in ("怎么做：", "要准备的证据：", "时间：", "依据："))
        assert "None" not in out
        assert "{" not in out


def test_show_says_what_governed_before_a_rule(run: Run) -> None:
    code, out, _ = run("knowledge", "show", "courier", "--on", "2015-01-01")
    assert code == 0
    assert "注意：" in out


def test_letter_writes_what_is_known(run: Run) -> None:
    facts = ["amount=3999", "purchase_day=2026-11-20", "fraud_proof=traces", "proof=payment,chat"]
    told = [part for fact in facts for part in ("--fact", fact)]
    code, out, _ = run("knowledge", "letter", "merchant_demand", "counterfeit_goods", *told)
    assert code == 0
    assert out.startswith("要求商家解决问题的函\n\n致：＿＿＿＿（商家名称）\n")
    assert "合计：15996元" in out
    listed = run("knowledge", "letter", "evidence_list", "counterfeit_goods", *told)[1]
    assert "付款记录、聊天记录" in listed


def test_letter_is_dated_and_uses_the_law_of_the_day(run: Run) -> None:
    letter = ("knowledge", "letter", "complaint_12315", "counterfeit_goods", "--on")
    before, after = run(*letter, "2026-04-14")[1], run(*letter, "2026-04-15")[1]
    assert "日期：2026年4月14日" in before
    assert "45个工作日内谈不成" in before
    assert "60日内谈不成" in after


def test_letter_without_a_template_lists_those_that_suit(run: Run) -> None:
    code, out, _ = run("knowledge", "letter", "courier")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("courier_loss_letter：要求快递公司赔偿的函。")
    assert any(line.startswith("complaint_12315：") for line in lines)
    assert not any(line.startswith("airline_letter：") for line in lines)


def test_tips_are_those_of_the_day(run: Run) -> None:
    code, out, _ = run("knowledge", "tips", "--on", "2026-11-11")
    assert code == 0
    assert "（double_11）" in out
    assert "（march_15）" not in out
    assert "{" not in out


def test_tips_of_a_dispute_only(run: Run) -> None:
    code, out, _ = run("knowledge", "tips", "--dispute", "courier", "--on", "2026-06-01")
    assert code == 0
    assert "（courier_insure）" in out
    assert "（gym_card）" not in out


def test_the_installed_command_shows_no_traceback(work: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "knowledge", "show", "courier", "--on", "x"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "“x”不是日期，请写成 2026-04-15 这样。\n"


# --- understand -------------------------------------------------------------------------------

RECORD: dict[str, Any] = {
    "id": object, "in_scope": bool, "intent": str, "ask": str, "disputes": list, "facts": dict,
    "articles": list, "body": (str, type(None)), "danger": (str, type(None)),
}  # fmt: skip
ASKS = {
    "rights", "compensation", "deadline", "evidence", "definition", "how_to_complain", "authority",
    "progress", "draft_complaint", "human", "none",
}  # fmt: skip
DANGERS = {None, "health", "fraud", "self_harm", "threat"}
ASKED = [
    {"id": 1, "text": "网购的手机收到是假货，花了3999元，商家不退怎么办", "day": "2026-11-24"},
    {"id": "二", "text": "快递丢了没保价，找谁投诉"},
    {"id": None, "text": "你好"},
    {"text": "公司拖欠工资怎么办"},
    {"id": "half \ud83d", "text": "吃了过期面包上吐下泻"},
    {"id": 6, "text": "/restart ??? 🙂"},
    {"id": 7, "text": "长" * 3000},
]


@pytest.fixture(scope="module")
def reader(settings: Settings) -> Reader:
    return Reader(settings, lambda text: None)


@pytest.fixture
def records(
    run: Run, reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> list[dict[str, Any]]:
    monkeypatch.setattr("bot.understanding.Reader", lambda *arguments: reader)
    questions, out = tmp_path / "questions.jsonl", tmp_path / "out.jsonl"
    questions.write_text("\n".join(json.dumps(question) for question in ASKED) + "\n\n")
    code, shown, _ = run("understand", str(questions), "--out", str(out))
    assert (code, shown) == (0, "")
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_understand_writes_the_record_of_the_design(
    records: list[dict[str, Any]], base: knowledge.KnowledgeBase
) -> None:
    assert [record["id"] for record in records] == [question.get("id") for question in ASKED]
    for record in records:
        assert list(record) == list(RECORD)
        for key, kind in RECORD.items():
            assert isinstance(record[key], kind), (key, record)
        assert record["ask"] in ASKS
        assert record["danger"] in DANGERS
        assert record["body"] is None or record["body"] in base.ids("authorities")
        assert len(record["articles"]) <= 5
        for article in record["articles"]:
            assert set(article) == {"law", "article"}
            assert re.fullmatch("第[一二三四五六七八九十百千零]+条(之.)?", article["article"])
            assert "中华人民共和国" not in article["law"]
        for dispute in record["disputes"]:
            assert set(dispute) == {"id", "confidence"}
            assert 0 <= dispute["confidence"] <= 1
        shares = [dispute["confidence"] for dispute in record["disputes"]]
        assert shares == sorted(shares, reverse=True)


def test_understand_reads_facts_danger_and_scope(records: list[dict[str, Any]]) -> None:
    assert records[0]["facts"]["amount"] == 3999
    assert records[0]["in_scope"]
    assert records[4]["danger"] == "health"
    assert not records[3]["in_scope"]
    assert records[2]["disputes"] == []


def test_rasas_own_command_in_the_environment_is_ours() -> None:
    """`.venv/bin/rasa` as `scripts/environment` writes it; Rasa's own lacks packages here."""
    command = ROOT / ".venv/bin/rasa"
    if not command.exists():
        pytest.skip("this run uses another environment than .venv")
    done = subprocess.run(
        [command, "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "3.6.21" in done.stdout
