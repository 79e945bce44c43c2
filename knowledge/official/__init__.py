"""The official full text that an operator imports from a copy of their own.

Nothing here ships with the project: the base holds digests in our own words, and this package reads,
keeps and searches the verbatim articles, and checks the digests against them.
"""

from knowledge.official.files import Unreadable, read_directory, read_file
from knowledge.official.library import Library, store
from knowledge.official.text import OfficialText, plain_title
from knowledge.official.verify import Finding, verify

__all__ = [
    "Finding",
    "Library",
    "OfficialText",
    "Unreadable",
    "plain_title",
    "read_directory",
    "read_file",
    "store",
    "verify",
]
