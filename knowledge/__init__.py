"""The law: a pure library of consumer rights in mainland China.

Facts of a matter and a day go in, an answer with sums, citations and next steps comes out. No
clock, no network, no dialogue system. `content/` holds what a lawyer edits; `build` turns it into
a SQL base; `answer` reads that base.
"""

from knowledge.answer import answer
from knowledge.articles import rank_articles
from knowledge.base import Days, KnowledgeBase
from knowledge.build import build, build_file, built_from, digest
from knowledge.checks import check
from knowledge.errors import (
    ContentError,
    KnowledgeError,
    NotInBase,
    NotYetInForce,
    Problem,
    UnknownName,
)
from knowledge.facts import match_choice, match_option, read_day, read_fact, read_facts
from knowledge.loader import CONTENT, Content, load
from knowledge.matter import fact_in_words
from knowledge.models import Answer, Facts, FactValue, Question
from knowledge.passages import Passage, aside, named_question, passages_about
from knowledge.referral import Referral, refer
from knowledge.text import FOCUS, changes_to_text, question_to_text, to_text

__all__ = [
    "CONTENT",
    "Content",
    "FOCUS",
    "Answer",
    "ContentError",
    "Days",
    "FactValue",
    "Facts",
    "KnowledgeBase",
    "KnowledgeError",
    "NotInBase",
    "NotYetInForce",
    "Problem",
    "Question",
    "Referral",
    "UnknownName",
    "answer",
    "aside",
    "build",
    "build_file",
    "built_from",
    "changes_to_text",
    "check",
    "digest",
    "fact_in_words",
    "load",
    "Passage",
    "match_choice",
    "match_option",
    "named_question",
    "passages_about",
    "rank_articles",
    "question_to_text",
    "read_day",
    "read_fact",
    "read_facts",
    "refer",
    "to_text",
]
