"""`weiquan queue`: a person at a terminal takes conversations over."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

import typer

from bot.cli.common import UserError
from bot.cli.console_api import Console, Refused, Unreachable
from bot.clock import CHINA
from complaints.desk import OUTCOMES

EVERY = 1.0
"""Seconds between looks for new words."""
RETRIES = 3
WHO = {"person": "对方", "bot": "助手", "staff": "人工", "system": "——"}
OUTCOME_NAMES = {"solved": "已解决", "referred": "转别处", "left": "对方离开", "other": "其他"}
HELP = f"""直接输入就是对对方说话。
/back           交回助手
/close 结果     结束这次人工服务，结果可以是 {"、".join(f"{k}（{v}）" for k, v in OUTCOME_NAMES.items())}
/leave          回到列表，对话仍在你手上
/help           看这些命令"""


class Left(Exception):
    """The person at the keyboard is done with this ticket for now."""


def queue(
    url: Annotated[str, typer.Option(help="服务的网址")] = "http://127.0.0.1:5005",
    name: Annotated[str | None, typer.Option(help="用户名，不写则问")] = None,
) -> None:
    """在终端里接待转人工的对话。"""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - editing of the line typed
    # A script that put us into the background has Ctrl+C ignored; here it must always lead out.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    console = Console(url)
    try:
        console.log_in(name or typer.prompt("用户名"), typer.prompt("密码", hide_input=True))
        _browse(console)
    except (Refused, Unreachable) as error:
        raise UserError(str(error)) from None
    except (KeyboardInterrupt, EOFError):
        typer.echo("\n已退出。接着办：weiquan queue，再输入编号。")


def _browse(console: Console) -> None:
    while True:
        _show_list(console.get("/queue"))
        chosen = input("编号（回车接下一个，r 刷新，q 退出）> ").strip().lower()
        if chosen in ("q", "/quit"):
            return
        if chosen == "r":
            continue
        try:
            if chosen:
                number = int(chosen)
                console.post(f"/queue/{number}/claim")
            elif found := console.post("/queue/next")["ticket"]:
                number = found["id"]
            else:
                typer.echo("没有人在等。")
                continue
            Conversation(console, number).run()
        except ValueError:
            typer.echo(f"“{chosen}”不是编号。")
        except Refused as error:
            if error.status == 401:
                raise
            typer.echo(str(error))


def _show_list(record: dict[str, Any]) -> None:
    for title, key in (("在等", "waiting"), ("在你手上或同事手上", "claimed")):
        if tickets := record[key]:
            typer.echo(f"{title}：")
        for ticket in tickets:
            marks = [ticket["reason"], "非工作时间" if ticket["out_of_hours"] else ""]
            marks.append(ticket["holder"] or "")
            told = "，".join(filter(None, marks))
            typer.echo(f"  {ticket['id']}  {_time(ticket['asked'])}  {told}")


class Conversation:
    """One claimed ticket at the terminal: new words appear while the answer is being typed."""

    def __init__(self, console: Console, number: int) -> None:
        self._console, self._number = console, number
        self._seen = 0
        self._over = threading.Event()
        self._printing = threading.Lock()

    def run(self) -> None:
        """Until the ticket is given back, closed or left. Ctrl+C leaves it claimed."""
        watch = threading.Thread(target=self._watch, daemon=True)
        try:
            self._begin()
            watch.start()
            while not self._over.is_set():
                self._act(input("> ").strip())
        except Left:
            return
        except (KeyboardInterrupt, EOFError):
            typer.echo(f"\n{self._number} 号对话仍在你手上，对方还在等你的话。")
            raise
        finally:
            self._over.set()

    def _begin(self) -> None:
        shown = self._console.get(f"/queue/{self._number}")
        typer.echo(f"— {self._number} 号，摘要 —\n{_clean(shown['summary'])}")
        if shown["before"]:
            typer.echo("— 之前的对话 —")
            for said in shown["before"]:
                typer.echo(_line(said))
        typer.echo("— 现在由你来答，/help 看命令 —")
        # Lines of the ticket are part of the conversation before; only newer ones are told.
        self._seen = max((said["id"] for said in shown["lines"]), default=0)

    def _act(self, typed: str) -> None:
        command, _, rest = typed.partition(" ")
        path = f"/queue/{self._number}"
        if not typed or self._over.is_set():
            return
        if command == "/help":
            typer.echo(HELP)
        elif command == "/leave":
            raise Left
        elif command == "/back":
            if self._sent(lambda: self._console.post(f"{path}/hand-back")):
                typer.echo("已交回助手。")
                raise Left
        elif command == "/close":
            outcome = rest.strip()
            if outcome not in OUTCOMES[:-1]:
                typer.echo("请写上结果，如 /close solved；/help 看可以写什么。")
                return
            if self._sent(lambda: self._console.post(f"{path}/close", outcome=outcome)):
                typer.echo("已结束。")
                raise Left
        elif command.startswith("/"):
            typer.echo("没有这个命令，/help 看有哪些。")
        else:
            key = uuid4().hex
            self._sent(lambda: self._console.post(f"{path}/say", text=typed, id=key))

    def _sent(self, act: Callable[[], object]) -> bool:
        """Try a few times; each act may safely be repeated."""
        for last in (False,) * (RETRIES - 1) + (True,):
            try:
                act()
                return True
            except Unreachable as error:
                if last:
                    typer.echo(f"没有发出去：{error}")
            except Refused as error:
                if error.status in (401, 404, 409):
                    raise
                typer.echo(str(error))
                return False
        return False

    def _watch(self) -> None:
        """Print new words as they come, until the ticket is no longer ours."""
        reached = True
        while not self._over.wait(EVERY):
            try:
                shown = self._console.get(f"/queue/{self._number}?after={self._seen}")
            except Unreachable:
                if reached:
                    self._tell("连不上服务，还在试……")
                reached = False
                continue
            except Refused as error:
                self._tell(f"{error} 按回车回到列表。")
                self._over.set()
                return
            reached = True
            for said in shown["lines"]:
                self._seen = said["id"]
                if said["who"] != "staff":
                    self._tell(_line(said))
            if shown["ticket"]["state"] != "claimed":
                if not self._over.is_set():
                    self._tell("这个对话不在你手上了，按回车回到列表。")
                self._over.set()

    def _tell(self, text: str) -> None:
        with self._printing:
            typer.echo(f"\r{text}\n> ", nl=False)


def _line(said: dict[str, Any]) -> str:
    upload = said.get("upload") or {}
    attached = f"（文件：{upload.get('name', '')}）" if upload else ""
    who = WHO.get(said["who"], said["who"])
    return _clean(f"{_time(said['at'])} {who}：{said['text']}{attached}")


def _clean(text: str) -> str:
    """Without what could command the terminal."""
    return "".join(c for c in text if c.isprintable() or c == "\n")


def _time(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(CHINA):%m-%d %H:%M}"
