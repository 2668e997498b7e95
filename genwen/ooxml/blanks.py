"""The XML of a block with blanks where its words stand, to be filled with other words of the same form."""

from __future__ import annotations

from collections.abc import Sequence

from genwen.patterns import regex

_ENCODED = str.encode
_TEXT = regex(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_NOT_AS_IT_IS = regex(r"[&<>\x00-\x1f\ufffe\uffff]")
"""What is not written into XML as it is."""


def filled(form: bytes, words: Sequence[str]) -> bytes:
    """XML with words in its blanks; in bytes, as only the words need to be encoded then."""
    return form % tuple(map(_ENCODED, words))


def with_blanks(xml: str, words: Sequence[str], between: Sequence[int]) -> str:
    """`xml` to be filled by %; "" where that is not possible, as a word is written in two runs or otherwise than it is.

    `between`: how many characters of text are written before the first word, between two, and after the last.
    """
    if any(map(_NOT_AS_IT_IS.search, words)):
        return ""
    texts = [(found.start(1), found[1]) for found in _TEXT.finditer(xml)]
    if any("&" in text for _, text in texts) or sum(map(len, words)) + sum(between) != sum(
        len(text) for _, text in texts
    ):
        return ""
    pieces: list[str] = []
    done = at = before = 0  # of the XML taken, of the text reached, of the text before the run
    runs = iter(texts)
    start, text = next(runs, (0, ""))
    for word, gap in zip(words, between, strict=False):
        at += gap
        while word and at >= before + len(text):
            before += len(text)
            start, text = next(runs)
        place = start + at - before if word else done
        if at + len(word) > before + len(text):
            return ""
        pieces += (xml[done:place].replace("%", "%%"), "%s")
        done = place + len(word)
        at += len(word)
    form = "".join((*pieces, xml[done:].replace("%", "%%")))
    return form if form % tuple(words) == xml else ""
