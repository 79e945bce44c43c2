"""The trained test assistant, its action server, and what was played with them: once a session."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ASSISTANT = HERE / "assistant"
RUN_RASA = "import sys; from bot.rasa_runtime.cli import run_rasa; sys.exit(run_rasa(sys.argv[1:]))"
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": f"{ROOT}:{ASSISTANT}",
    "PYTHONWARNINGS": "ignore",
    "RASA_CACHE_DIRECTORY": tempfile.mkdtemp(prefix="rasa-runtime-cache-"),
}
atexit.register(shutil.rmtree, ENVIRONMENT["RASA_CACHE_DIRECTORY"], ignore_errors=True)

Play = Callable[..., Callable[[], dict[str, Any]]]


def rasa(*args: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs Rasa's command line through ours, in the assistant's folder."""
    return subprocess.run(
        [sys.executable, "-c", RUN_RASA, *args],
        cwd=ASSISTANT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def python(code: str) -> str:
    """What ``code`` prints in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assistant, trained with ``weiquan rasa train``."""
    folder = tmp_path_factory.mktemp("models")
    done = rasa("train", "--quiet", "--out", str(folder), "--fixed-model-name", "toy")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "toy.tar.gz"


@pytest.fixture(scope="session")
def action_server() -> Iterator[str]:
    """The address of a real action server, started with ``weiquan rasa run actions``."""
    port = free_port()
    command = ["run", "actions", "--actions", "toy_actions", "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-c", RUN_RASA, *command],
        cwd=ASSISTANT,
        env={**ENVIRONMENT, "SANIC_HOST": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1)
            break
        except OSError:
            assert server.poll() is None, "the action server ended"
            time.sleep(0.1)
    yield f"{address}/webhook"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def played(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """Plays conversations with the given options of ``player.py``; each set of options once.

    Returns at once with a function that waits, so that two can be played side by side.
    """
    folder = tmp_path_factory.mktemp("played")

    def run(out: Path, options: tuple[str, ...]) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, str(HERE / "player.py"), str(model), str(out), *options],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        result: dict[str, Any] = json.loads(out.read_text("utf-8"))
        return result

    with ThreadPoolExecutor(max_workers=2) as pool:
        numbers = count()

        @cache
        def play(*options: str) -> Callable[[], dict[str, Any]]:
            return pool.submit(run, folder / f"{next(numbers)}.json", options).result

        yield play
