"""The real process, started and killed as it would be: ready, answering, and losing nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.settings import ROOT, Settings
from tests.serving.server import DAY, Server

STORY = "我在淘宝买了个手机3999，收到发现是翻新机，商家不退"


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


def test_a_stopped_server_does_not_wait_for_open_streams(server: Server) -> None:
    server.start()
    token = httpx.post(f"{server.url}/webhooks/web/session").json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.stream("GET", f"{server.url}/webhooks/web/stream", headers=headers) as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: desk"
        began = time.monotonic()
        server.stop(signal.SIGTERM)
        list(lines)
        assert time.monotonic() - began < 2


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


def test_two_servers_do_not_share_one_sqlite_database(server: Server) -> None:
    server.start()
    second = subprocess.run(
        [sys.executable, "-m", "bot.cli", "run"],
        cwd=ROOT,
        env={**server.environment, "PORT": str(server.port + 1)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 2
    assert "另一个服务正在用数据库" in second.stderr
    assert "Traceback" not in second.stderr
