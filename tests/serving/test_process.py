"""The real process, started and killed as it would be: ready, answering, and losing nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.settings import ROOT, Settings

STORY = "我在淘宝买了个手机3999，收到发现是翻新机，商家不退"
DAY = {"day": "2026-11-24"}


class Server:
    """A server process with a database of its own; the built model and knowledge are shared."""

    def __init__(self, work: Path, *command: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.command = command or ("-m", "bot.cli", "run")
        self.environment = {
            **os.environ,
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            "WEIQUAN_DATABASE_URL": f"sqlite:///{work / 'db.sqlite'}",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start and wait until it is ready; returns the seconds that took."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *self.command], cwd=ROOT, env=self.environment
        )
        while time.perf_counter() - began < 60 and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/readyz").status_code == 200:
                    return time.perf_counter() - began
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the server ended or was not ready after 60 s")

    def stop(self, how: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(20)

    def say(self, text: str, key: str, **details: object) -> list[dict[str, object]]:
        reply = httpx.post(
            f"{self.url}/webhooks/rest/webhook",
            timeout=20,
            json={"sender": "u1", "message": text, "metadata": {"id": key, **DAY, **details}},
        )
        reply.raise_for_status()
        replies: list[dict[str, object]] = reply.json()
        return replies


@pytest.fixture
def server(tmp_path: Path, settings: Settings, assistant: object) -> Iterator[Server]:
    """A server not yet started; `assistant` makes sure that the model is trained."""
    server = Server(tmp_path)
    yield server
    if server.process and server.process.poll() is None:
        server.stop(signal.SIGKILL)


def test_it_answers_with_sums_and_law(server: Server) -> None:
    server.start()
    reply = server.say(STORY, "1")[0]
    assert "15996元" in str(reply["text"])
    custom = reply["custom"]
    assert isinstance(custom, dict)
    assert custom["type"] == "answer"
    assert custom["dispute"]["id"] == "counterfeit_goods"
    assert custom["total"] == 15996
    assert httpx.get(f"{server.url}/healthz").text == "ok"
    assert (
        'weiquan_turns_total{channel="rest",outcome="done"} 1.0'
        in httpx.get(f"{server.url}/metrics").text
    )


def test_a_turn_killed_in_the_middle_is_answered_once_after_the_restart(
    server: Server, tmp_path: Path
) -> None:
    quick = server.command
    server.command = (str(ROOT / "tests/fakes/slow_server.py"), "3")
    server.start()
    with pytest.raises(httpx.TransportError), httpx.Client() as client:
        client.post(
            f"{server.url}/webhooks/rest/webhook",
            timeout=1,
            json={"sender": "u1", "message": STORY, "metadata": {"id": "1", **DAY}},
        )
    server.stop(signal.SIGKILL)
    server.command = quick
    server.start()
    replies = server.say(STORY, "1")
    assert "15996元" in str(replies[0]["text"])
    assert server.say(STORY, "1") == replies
    history = httpx.get(f"{server.url}/metrics").text
    assert 'weiquan_turns_total{channel="rest",outcome="done"} 1.0' in history


def test_a_stopped_server_ends_the_turns_under_way(server: Server) -> None:
    server.command = (str(ROOT / "tests/fakes/slow_server.py"), "0.5")
    server.start()
    with httpx.Client() as client, pytest.MonkeyPatch.context():
        request = client.build_request(
            "POST",
            f"{server.url}/webhooks/rest/webhook",
            json={"sender": "u1", "message": STORY, "metadata": {"id": "1", **DAY}},
        )
        import threading

        answered: list[int] = []
        call = threading.Thread(target=lambda: answered.append(client.send(request).status_code))
        call.start()
        time.sleep(0.3)
        server.stop(signal.SIGTERM)
        call.join(10)
    assert answered == [200]


def test_a_taken_port_is_said_in_one_sentence(server: Server) -> None:
    server.start()
    second = subprocess.run(
        [sys.executable, "-m", "bot.cli", "run"],
        cwd=ROOT,
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert second.returncode == 2
    assert f"端口{server.port}已被占用" in second.stderr
    assert "Traceback" not in second.stderr
