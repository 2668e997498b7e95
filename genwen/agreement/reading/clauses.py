"""The sentence or the clause a place stands in: where it begins and ends, and its words.

Marks are given as a string of them; what ends a clause differs with what is looked for, and the usual ones are the defaults.
"""

from __future__ import annotations

from functools import lru_cache

SENTENCE = "。；"
"""Marks that end a sentence, or what is one as far as numbers go."""
CLAUSE = "，。；"
PHRASE = "，。；：、"
"""Marks that part the members of a clause too."""
STOPS = PHRASE + "（("
"""Whatever parts words, an opening bracket too."""


@lru_cache(maxsize=1 << 16)
def begun_at(text: str, at: int, marks: str = SENTENCE + "\n") -> int:
    """Where the sentence of the character at `at` begins: after the last mark before it."""
    begun = 0
    for mark in marks:
        found = text.rfind(mark, begun, at)
        if found >= 0:
            begun = found + 1
    return begun


def ended_at(text: str, at: int, marks: str = SENTENCE) -> int:
    """Where the sentence of the character at `at` ends: at the first mark from there on, else with the text."""
    end = len(text)
    for mark in marks:
        found = text.find(mark, at, end)
        end = found if found >= 0 else end
    return end


@lru_cache(maxsize=1 << 16)
def last_clause(text: str, marks: str = CLAUSE) -> str:
    """The words after the last mark."""
    return text[begun_at(text, len(text), marks) :]


def first_clause(text: str, marks: str = CLAUSE) -> str:
    """The words before the first mark."""
    return text[: ended_at(text, 0, marks)]
