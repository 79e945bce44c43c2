"""The door for outside evaluation: one message in, what was understood out (design section 7)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import knowledge
from bot.clock import today
from bot.nlu.remarks import REMARKS
from bot.rasa_runtime import prepare
from bot.settings import Settings
from knowledge import schema

ARTICLES = 5
DISPUTES = 5
BESIDES = 0.05
"""From this share of the intents on a message is taken to tell a matter as well."""
_CONVERSATION = {
    "ask_human": "human",
    "file_complaint": "draft_complaint",
    "ask_compensation": "compensation",
    "ask_deadline": "deadline",
    "ask_evidence": "evidence",
    "ask_how_to_complain": "how_to_complain",
    "ask_authority": "authority",
    "ask_rights": "rights",
    "ask_law": "rights",
}
ELSEWHERE = "out_of_scope"
_NOT_OURS = {ELSEWHERE, "off_topic", "chat", "greet", "thank", "goodbye", "insult"}


class BadQuestions(knowledge.KnowledgeError):
    """A file of questions cannot be read; says where and why."""


def read_questions(path: Path) -> list[dict[str, Any]]:
    """JSON lines with `id`, `text` and optional `day`. Raises `BadQuestions`."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"读不了文件 {path}：{error}") from error
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record["text"], str) or not record["text"].strip():
                raise ValueError("text 是空的")
            if record.get("day") is not None:
                knowledge.read_day(record["day"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadQuestions(
                f"{path}:{number}: 每行应是含 id 和 text 的 JSON：{error}"
            ) from error
        questions.append(record)
    return questions


class Reader:
    """Understanding without a conversation: the pipeline of the trained model and the base."""

    def __init__(self, settings: Settings, say: Callable[[str], object]) -> None:
        prepare()
        from rasa.core.agent import Agent

        from bot.training import ensure_model, open_knowledge

        self.base = open_knowledge(settings, say)
        self._agent = Agent()
        self._agent.load_model(ensure_model(settings, say))

    def known_disputes(self) -> set[str]:
        """The disputes the base has a file for."""
        return set(self.base.ids("disputes"))

    def understand(self, question: dict[str, Any]) -> dict[str, Any]:
        """The record of design section 7 for one question."""
        day = date.fromisoformat(question["day"]) if question.get("day") else None
        on = day or today()
        parsed = self.parse(question["text"], on)
        disputes = parsed.get("stories") or []
        intent = parsed["intent"]["name"]
        told = (parsed["intent_ranking"] or [parsed["intent"]])[0]["name"]
        tells = told not in _NOT_OURS and _tells(parsed)
        articles = self._articles(parsed, on, ARTICLES, question["text"]) if tells else []
        return {
            "id": question.get("id"),
            "in_scope": _ours(parsed, told),
            "intent": intent,
            "ask": _CONVERSATION.get(told, parsed.get("ask") if tells else "none"),
            "disputes": disputes[:DISPUTES] if tells else [],
            "facts": _facts_told(parsed),
            "articles": [{"law": law, "article": article} for law, article in articles],
            "body": self._body(parsed, told, on),
            "danger": parsed.get("danger"),
        }

    def parse(self, text: str, on: date) -> dict[str, Any]:
        """The parse data of one message written on a day."""
        from rasa.core.channels.channel import UserMessage

        processor = self._agent.processor
        message = UserMessage(text.lstrip("/／ "), metadata={"day": on.isoformat()})
        parsed: dict[str, Any] = asyncio.run(processor.parse_message(message))
        return parsed

    def articles(self, question: dict[str, Any], top: int) -> list[tuple[str, str]]:
        """The articles that bear on a question, best first, found by its words as well."""
        on = knowledge.read_day(question["day"]) if question.get("day") else today()
        parsed = self.parse(question["text"], on)
        return self._articles(parsed, on, top, question["text"])

    def _articles(
        self, parsed: dict[str, Any], on: date, top: int, text: str = ""
    ) -> list[tuple[str, str]]:
        likely = {found["id"]: float(found["confidence"]) for found in parsed.get("stories") or []}
        facts = self._facts(parsed)
        return knowledge.rank_articles(self.base, likely, facts, on, text=text, top=top)

    def _body(self, parsed: dict[str, Any], told: str, on: date) -> str | None:
        """The body the answer names first: in danger, elsewhere, or in the matter itself."""
        if parsed.get("danger"):
            return self._first("dangers", parsed["danger"], schema.Danger)
        if told == ELSEWHERE and parsed.get("elsewhere"):
            return self._first("elsewhere", parsed["elsewhere"][0]["id"], schema.Elsewhere)
        disputes = parsed.get("stories") or []
        if told in _NOT_OURS or not _tells(parsed) or not disputes:
            return None
        if disputes[0]["id"] not in self.known_disputes():
            return None
        answer = knowledge.answer(self.base, disputes[0]["id"], self._facts(parsed), on)
        return answer.bodies[0].id if answer.bodies else None

    def _first(
        self, folder: str, key: str, kind: type[schema.Danger] | type[schema.Elsewhere]
    ) -> str | None:
        if key not in self.base.ids(folder):
            return None
        referral = knowledge.refer(self.base, "", self.base.get(folder, key, kind).bodies)
        return referral.bodies[0].id if referral.bodies else None

    def _facts(self, parsed: dict[str, Any]) -> knowledge.Facts:
        known = set(self.base.ids("facts"))
        told = {k: v for k, v in (parsed.get("facts") or {}).items() if k in known}
        return knowledge.read_facts(self.base, told)


def _ours(parsed: dict[str, Any], told: str) -> bool:
    """Whether a message by itself is about a consumer matter: a remark is only where a matter is at
    least half as likely."""
    if told not in REMARKS:
        return told not in _NOT_OURS
    shares = {entry["name"]: entry["confidence"] for entry in parsed["intent_ranking"]}
    return bool(2 * shares.get("tell_dispute", 0.0) >= shares[told])


def _tells(parsed: dict[str, Any]) -> bool:
    """Whether a message tells a matter, alone or besides what else it does (…，我要转人工)."""
    shares = {intent["name"]: intent["confidence"] for intent in parsed["intent_ranking"]}
    return float(shares.get("tell_dispute", 0.0)) >= BESIDES


def _facts_told(parsed: dict[str, Any]) -> dict[str, Any]:
    """The facts of a message with `amount` as the sum most at issue, whatever else that sum is."""
    facts = dict(parsed.get("facts") or {})
    issue = facts.pop("at_issue", None)
    return facts if issue is None else {**facts, "amount": issue}
