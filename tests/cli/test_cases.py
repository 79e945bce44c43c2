"""`weiquan cases` and `weiquan audit` on a database of their own."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot import cli
from bot.clock import CHINA
from bot.serving.storage import open_database
from complaints import Cipher
from complaints.audit import Audit
from complaints.cases import Cases
from tests.complaints.store import KEY, submitted

Run = Callable[..., tuple[int, str, str]]
NOW = datetime(2026, 4, 20, 0, 30, tzinfo=CHINA)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process: exit code, standard output, standard error."""
    monkeypatch.setenv("WEIQUAN_WORK", str(tmp_path))
    monkeypatch.setenv("WEIQUAN_KEYS", KEY)
    monkeypatch.delenv("WEIQUAN_DATABASE_URL", raising=False)

    def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
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


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'weiquan.sqlite'}")
    yield engine
    engine.dispose()


@pytest.fixture
def number(engine: Engine) -> str:
    return submitted(Cases(engine, Cipher([KEY]), lambda: NOW))


def audited(engine: Engine) -> list[str]:
    rows = Audit(engine, Cipher([KEY]), lambda: NOW).entries()
    return [f"{row.who}: {row.act}, {row.what}" for row in rows]


def test_cases_are_exported_into_a_private_file(
    run: Run, engine: Engine, number: str, tmp_path: Path
) -> None:
    file = tmp_path / "cases.csv"
    code, out, _ = run("cases", "export", str(file))
    assert (code, "1件" in out) == (0, True)
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert [(row["number"], row["person_name"]) for row in rows] == [(number, "王小明")]
    assert file.stat().st_mode & 0o777 == 0o600
    assert audited(engine) == ["command line: cases export, 1 cases since ever"]


@pytest.mark.parametrize(("since", "count"), [("2026-04-20", 1), ("2026-04-21", 0)])
def test_only_cases_since_a_day_in_china(
    run: Run, number: str, tmp_path: Path, since: str, count: int
) -> None:
    file = tmp_path / "cases.json"
    assert run("cases", "export", "--format", "json", "--since", since, str(file))[0] == 0
    assert len(json.loads(file.read_text())) == count


def test_the_purge_says_what_it_took(run: Run, engine: Engine, number: str) -> None:
    cases = Cases(engine, Cipher([KEY]), lambda: datetime.now(CHINA) - timedelta(days=31))
    cases.move(number, "withdrawn", "citizen")
    assert "0件" in run("cases", "purge", "--days", "32")[1]
    assert "1件" in run("cases", "purge", "--days", "30")[1]
    assert cases.by_number(number).conversation == ""


def test_the_audit_is_whole_or_says_where_it_is_not(run: Run, engine: Engine) -> None:
    assert run("audit", "verify")[:2] == (0, "审计记录完整，共0行。\n")
    run("cases", "purge")
    assert run("audit", "verify")[:2] == (0, "审计记录完整，共1行。\n")
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_UPDATE"))
        connection.execute(text("UPDATE audit SET who = 'nobody'"))
    code, out, _ = run("audit", "verify")
    assert (code, out) == (1, "审计记录从第1行起对不上：有人改过或删过。\n")


WRONG = {
    "a day that is none": (["cases", "export", "--since", "昨天", "x.csv"], {}, "不是日期"),
    "a folder that is not there": (["cases", "export", "no/such/folder/x.csv"], {}, "没有成功"),
    "another key": (["cases", "export", "x.csv"], {"WEIQUAN_KEYS": Cipher.new_key()}, "KEYS"),
    "no database there": (
        ["audit", "verify"],
        {"WEIQUAN_DATABASE_URL": "postgresql+psycopg://u:secret@127.0.0.1:1/x"},
        "DATABASE_URL",
    ),
    "an address that is none": (["audit", "verify"], {"WEIQUAN_DATABASE_URL": "x"}, "DATABASE_URL"),
}


@pytest.mark.parametrize(("arguments", "environment", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_sentence(
    run: Run,
    number: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments, **environment)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert "secret" not in err
