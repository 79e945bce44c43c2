"""Entry for Rasa's own action server: `rasa run actions --actions bot.action_entry`.

Hands the services to the actions, then loads them by name; rasa_sdk registers what is loaded.
"""

from __future__ import annotations

import importlib
import pkgutil

from bot.settings import Settings
from bot.training import open_knowledge


def _load() -> None:
    open_knowledge(Settings(), print)
    actions = importlib.import_module("actions")
    for module in pkgutil.iter_modules(actions.__path__, "actions."):
        importlib.import_module(module.name)


_load()
