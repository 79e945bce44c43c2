"""Rasa imports and runs without TensorFlow; a stand-in used for real fails loudly."""

from __future__ import annotations

import importlib
import importlib.util
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.rasa_runtime import prepare, stand_ins
from tests.rasa_runtime.conftest import (
    ASSISTANT,
    ENVIRONMENT,
    RUN_RASA,
    free_port,
    python,
    rasa,
)

DOORS = [
    "from rasa.core.agent import Agent",
    "import rasa.engine.recipes.default_recipe, rasa.engine.recipes.default_components",
    "from rasa.model_training import train; import rasa.shared.importers.importer",
    "import rasa.core.test, rasa.nlu.test",
    "import rasa.__main__, rasa.server",
    "import rasa_sdk, rasa_sdk.endpoint, rasa_sdk.executor",
]
START = "from bot.rasa_runtime import prepare; prepare();"

without_tensorflow = pytest.mark.skipif(
    importlib.util.find_spec("tensorflow") is not None, reason="TensorFlow is installed"
)


@pytest.mark.parametrize("door", DOORS)
def test_each_door_opens_alone_and_leaves_no_stand_in_behind(door: str) -> None:
    left = "[m for m in sys.modules.values() if stand_ins.is_stand_in(m)]"
    code = f"{START} {door}; import sys; from bot.rasa_runtime import stand_ins; print({left})"
    assert python(code) == "[]"


def test_importing_the_package_imports_nothing_of_rasa() -> None:
    code = "import sys, bot.rasa_runtime as r; r.prepare(); print([m for m in sys.modules if m.split('.')[0] in {'rasa', 'rasa_sdk', 'sanic', 'numpy'}])"
    assert python(code) == "[]"


def test_the_agent_comes_without_what_serving_does_not_need() -> None:
    heavy = {"matplotlib", "sklearn", "questionary", "prompt_toolkit", "dask", "keras"}
    code = f"{START} import rasa.core.agent, rasa.core.policies.rule_policy, sys; print(sorted({heavy} & set(sys.modules)))"
    assert python(code) == "[]"


def test_the_agent_imports_fast_and_small() -> None:
    # 0.8 s of processor time and 108 MB when measured; room for a busy machine.
    code = f"{START} import rasa.core.agent, time; print(time.process_time()); print(open('/proc/self/status').read())"
    seconds, _, status = python(code).partition("\n")
    assert float(seconds) < 3
    assert int(status.partition("VmRSS:")[2].split()[0]) < 150_000


def test_a_deferred_package_arrives_when_it_is_called() -> None:
    code = (
        f"{START} from rasa.utils.tensorflow.model_data import train_test_split as t; import sys;"
        "before = 'sklearn' in sys.modules; print(before, len(t([1, 2, 3, 4], test_size=2)[1]))"
    )
    assert python(code) == "False 2"


def test_nobody_but_rasa_sees_a_stand_in() -> None:
    prepare()
    import rasa.core.agent  # noqa: F401

    with pytest.raises(ModuleNotFoundError):
        import fbmessenger  # type: ignore[import-not-found]  # noqa: F401


def test_only_packages_of_the_list_are_stood_in_for() -> None:
    assert not {"rasa_plus", "sentry_sdk", "redis", "numpy"} & stand_ins.ALLOWED
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("rasa.no_such_module")


def test_installing_twice_is_installing_once() -> None:
    stand_ins.install()
    stand_ins.install()
    assert sys.meta_path.count(stand_ins._watch) == 1
    assert sys.meta_path.count(stand_ins._last_resort) == 1


class TestAStandIn:
    tf = stand_ins.StandInModule("tensorflow")

    def test_can_be_inherited_from_beside_other_bases(self) -> None:
        from abc import ABC

        class Layer(self.tf.keras.layers.Layer, ABC):  # type: ignore[misc, name-defined]
            size: self.tf.Tensor = None  # type: ignore[name-defined]

        assert stand_ins.is_stand_in(Layer)

    def test_can_be_annotated_with(self) -> None:
        from typing import Union

        assert Union[self.tf.Tensor, int] and (self.tf.Tensor | None)  # noqa: UP007
        assert self.tf.Tensor[int, ...] is self.tf.Tensor

    def test_fails_loudly_when_called(self) -> None:
        with pytest.raises(stand_ins.StandInUsed, match=r"tensorflow\.constant.*没有安装"):
            self.tf.constant(1)

    def test_fails_loudly_when_a_subclass_is_made(self) -> None:
        class Layer(self.tf.keras.layers.Layer):  # type: ignore[misc, name-defined]
            pass

        with pytest.raises(stand_ins.StandInUsed, match=r"tensorflow\.keras\.layers\.Layer"):
            Layer()

    def test_can_be_caught_where_it_is_an_exception(self) -> None:
        assert issubclass(self.tf.errors.NotFoundError, Exception)

    def test_says_what_to_do(self) -> None:
        assert "uv sync --extra tensorflow" in str(stand_ins.StandInUsed("tensorflow.constant"))
        assert "twilio" in str(stand_ins.StandInUsed("twilio.rest.Client"))


@without_tensorflow
def test_a_pipeline_that_needs_tensorflow_ends_in_a_sentence(tmp_path: Path) -> None:
    text = (ASSISTANT / "config.yml").read_text("utf-8")
    text = text.replace("toy_nlu.NearestExampleClassifier", "DIETClassifier")
    config = tmp_path / "config.yml"
    config.write_text(
        text.replace("  - name: Regex", "  - name: CountVectorsFeaturizer\n  - name: Regex")
    )
    done = rasa("train", "nlu", "--config", str(config), "--out", str(tmp_path))
    assert done.returncode == 1
    assert "uv sync --extra tensorflow" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


class TestTheCommandLine:
    def test_prints_the_version(self) -> None:
        done = rasa("--version")
        assert done.returncode == 0 and "3.6.21" in done.stdout

    def test_validates_data(self) -> None:
        assert rasa("data", "validate", "--domain", "domain.yml").returncode == 0

    def test_refuses_an_unknown_command_with_code_2(self) -> None:
        assert rasa("no-such-command").returncode == 2

    def test_says_what_is_missing_without_a_traceback(self, tmp_path: Path) -> None:
        done = rasa("train", "--domain", "no-such-domain.yml", "--out", str(tmp_path))
        assert done.returncode == 1
        assert "no-such-domain.yml" in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr

    def test_tests_stories(self, model: Path, action_server: str, tmp_path: Path) -> None:
        done = rasa(
            "test", "core", "--model", str(model), "--stories", "tests", "--no-plot",
            "--endpoints", endpoints(tmp_path, action_server), "--out", str(tmp_path),
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Correct:          1 / 1" in done.stdout + done.stderr

    def test_talks_in_the_shell(self, model: Path, action_server: str, tmp_path: Path) -> None:
        # A terminal of its own: the shell draws its prompt and asks where the cursor is.
        ours, theirs = pty.openpty()
        command = ["shell", "--model", str(model), "--port", str(free_port())]
        command += ["--endpoints", endpoints(tmp_path, action_server)]
        with subprocess.Popen(
            [sys.executable, "-c", RUN_RASA, *command],
            cwd=ASSISTANT, env=ENVIRONMENT, stdin=theirs, stdout=theirs, stderr=theirs,
        ) as shell:  # fmt: skip
            screen, typed, deadline = b"", False, time.monotonic() + 60
            while "请说说遇到了什么事".encode() not in screen and time.monotonic() < deadline:
                if select.select([ours], [], [], 0.2)[0]:
                    screen += os.read(ours, 65536)
                    os.write(ours, b"\x1b[1;1R")
                if b"Your input" in screen and not typed:
                    os.write(ours, "你好\r".encode())
                    typed = True
            shell.kill()
        os.close(ours)
        os.close(theirs)
        assert "请说说遇到了什么事" in screen.decode(errors="replace")


def endpoints(folder: Path, action_server: str) -> str:
    """The path of an ``endpoints.yml`` that names the test's action server."""
    file = folder / "endpoints.yml"
    file.write_text(f"action_endpoint: {{url: '{action_server}'}}\n", "utf-8")
    return str(file)
