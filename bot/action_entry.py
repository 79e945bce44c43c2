"""Entry for Rasa's own action server: `rasa run actions --actions bot.action_entry`.

Hands the services to the actions, then loads them by name; rasa_sdk registers what is loaded.
"""

from __future__ import annotations

import importlib
import pkgutil

from bot.serving.backing import stand_up
from bot.serving.storage import open_database
from bot.settings import Settings
from bot.training import open_knowledge


def _load() -> None:
    settings = Settings()
    base = open_knowledge(settings, print)
    stand_up(settings, base, open_database(settings.database), settings.cipher)
    actions = importlib.import_module("actions")
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        importlib.import_module(module.name)


_load()
