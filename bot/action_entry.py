"""Entry for Rasa's own action server: `rasa run actions --actions bot.action_entry`.

Hands the services to the actions, then loads them by name; rasa_sdk registers what is loaded.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.settings import Settings
from bot.training import ensure_knowledge
from complaints import Services, configure
from knowledge import KnowledgeBase

CHINA = ZoneInfo("Asia/Shanghai")


def _load() -> None:
    base = KnowledgeBase.open(ensure_knowledge(Settings(), print))
    configure(Services(base, lambda: datetime.now(CHINA).date()))
    actions = importlib.import_module("actions")
    for module in pkgutil.iter_modules(actions.__path__, "actions."):
        importlib.import_module(module.name)


_load()
