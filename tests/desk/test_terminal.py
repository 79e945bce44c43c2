"""`weiquan staff` and `weiquan queue`: the real commands, the latter at a terminal."""

from __future__ import annotations

import codecs
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn

from bot.settings import ROOT
from complaints import Cipher
from tests.desk.office import PASSWORD, Office
from tests.desk.test_console import app_of


class Terminal:
    """A command at a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.shown = ""
        self.decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def sees(self, pattern: str) -> str:
        """Wait until something is shown, and forget what was shown up to there."""
        ends = time.monotonic() + 60
        while not (found := re.search(pattern, self.shown)):
            ready, _, _ = select.select([self.master], [], [], ends - time.monotonic())
            assert ready, f"{pattern} was not shown: {self.shown}"
            self.shown += self.decode(os.read(self.master, 65536))
        self.shown = self.shown[found.end() :]
        return found[0]

    def ends(self) -> int:
        return self.process.wait(30)

    def leave(self) -> None:
        """Whatever the command still does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)
        os.close(self.master)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Office, str]]:
    """A console on a real port, with 小王."""
    office = Office(f"sqlite:///{tmp_path / 'db.sqlite'}")
    office.account("小王")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(app_of(office), port=port, log_config=None, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield office, f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    office.engine.dispose()


Open = Callable[[str], Terminal]


@pytest.fixture
def open_queue(served: tuple[Office, str]) -> Iterator[Open]:
    """小王 at a terminal, with a password typed."""
    opened: list[Terminal] = []

    def open_queue(password: str) -> Terminal:
        terminal = Terminal("queue", "--url", served[1], "--name", "小王")
        opened.append(terminal)
        terminal.sees("密码: ")
        terminal.type(password + "\n")
        return terminal

    yield open_queue
    for terminal in opened:
        terminal.leave()


@pytest.fixture
def terminal(open_queue: Open) -> Terminal:
    return open_queue(PASSWORD)


def wait_for(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_a_conversation_is_served_at_a_terminal(
    served: tuple[Office, str], terminal: Terminal
) -> None:
    office, _ = served
    terminal.sees("编号")
    number = office.desk.ask("c", "想退健身卡\x1b[31m", "asked", "k").id
    terminal.type("r\n")
    terminal.sees(f"在等：\\s+{number} ")
    terminal.type("\n")
    assert "\x1b" not in terminal.sees("想退健身卡[^\r]*\r")
    terminal.sees("现在由你来答")
    office.desk.hear("c", "有人吗")
    terminal.sees("对方：有人吗")
    terminal.type("我在，请说\n")
    wait_for(lambda: ("staff", "我在，请说") in office.told())
    terminal.type("/close\n")
    terminal.sees("请写上结果")
    terminal.type("/nope\n")
    terminal.sees("没有这个命令")
    terminal.type("/help\n")
    terminal.sees("/back")
    terminal.type("/back\n")
    terminal.sees("已交回助手")
    assert office.desk.ticket(number).state == "back"
    terminal.sees("编号")
    terminal.type("\n")
    terminal.sees("没有人在等")
    terminal.type("99\n")
    terminal.sees("没有这张单")
    terminal.type("x\n")
    terminal.sees("不是编号")
    terminal.type("q\n")
    assert terminal.ends() == 0


def test_ctrl_c_leaves_the_ticket_claimed_and_says_how_to_go_on(
    served: tuple[Office, str], terminal: Terminal
) -> None:
    office, _ = served
    terminal.sees("编号")
    number = office.desk.ask("c", "摘要", "asked", "k").id
    terminal.type(f"{number}\n")
    terminal.sees("现在由你来答")
    os.killpg(terminal.process.pid, signal.SIGINT)
    terminal.sees(f"{number} 号对话仍在你手上")
    terminal.sees("接着办：weiquan queue")
    assert terminal.ends() == 0
    assert office.desk.holder("c") == "小王"


def test_when_the_person_leaves_the_terminal_says_so(
    served: tuple[Office, str], terminal: Terminal
) -> None:
    office, _ = served
    terminal.sees("编号")
    number = office.desk.ask("c", "摘要", "asked", "k").id
    terminal.type(f"{number}\n")
    terminal.sees("现在由你来答")
    office.desk.withdraw("c")
    terminal.sees("不在你手上了，按回车回到列表")
    terminal.type("\n")
    terminal.sees("编号")


def test_a_wrong_password_is_one_sentence(open_queue: Open) -> None:
    terminal = open_queue("wrong password")
    terminal.sees("用户名或密码不对")
    assert terminal.ends() == 2


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "WEIQUAN_DATABASE_URL": f"sqlite:///{tmp_path / 'staff.sqlite'}",
        "WEIQUAN_KEYS": Cipher.new_key(),
    }


def weiquan(environment: dict[str, str], *arguments: str, typed: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_accounts_from_the_command_line(environment: dict[str, str]) -> None:
    code, out, _ = weiquan(
        environment, "staff", "add", "小王", "--password-stdin", typed=PASSWORD + "\n"
    )
    assert (code, out) == (0, "已建账号：小王（agent）\n")
    office = Office(environment["WEIQUAN_DATABASE_URL"], Cipher([environment["WEIQUAN_KEYS"]]))
    agent = office.staff.log_in("小王", PASSWORD).account
    office.desk.claim(office.desk.ask("c", "摘要", "asked", "k").id, agent)
    assert weiquan(environment, "staff", "disable", "小王")[1] == (
        "已停用：小王，1个对话退回排队\n"
    )
    assert len(office.desk.waiting()) == 1
    assert weiquan(environment, "staff", "list")[1] == "小王\tagent\t已停用\n"
    assert weiquan(environment, "staff", "enable", "小王")[0] == 0
    new = "another long one"
    arguments = ("staff", "password", "小王", "--password-stdin")
    assert weiquan(environment, *arguments, typed=new + "\n")[0] == 0
    assert office.staff.log_in("小王", new)
    office.engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "typed", "says"),
    [
        (["staff", "add", "小王", "--password-stdin"], "short\n", "密码至少"),
        (["staff", "add", "小王", "--password-stdin"], "", "密码至少"),
        (["staff", "add", "小王", "--role", "boss", "--password-stdin"], PASSWORD, "角色"),
        (["staff", "disable", "nobody"], "", "没有叫“nobody”的账号"),
        (["staff", "password", "nobody", "--password-stdin"], PASSWORD, "没有叫“nobody”的账号"),
        (["queue", "--url", "ftp://x"], "", "不是网址"),
        (["queue", "--url", "http://example.com"], "", "https"),
    ],
)
def test_what_a_user_got_wrong_is_one_sentence(
    environment: dict[str, str], arguments: list[str], typed: str, says: str
) -> None:
    code, _, err = weiquan(environment, *arguments, typed=typed)
    assert code == 2
    assert says in err and len(err.strip().splitlines()) == 1
