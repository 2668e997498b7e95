"""要素 of the 版头, the 落款 and the 版记: from outline and facts to the texts a template places.

What the outline does not say comes from 发文 (of the document and year) and 单位; what is nowhere is 待补.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from genwen.diagnostics import Finding
from genwen.document.body import BodyComposer, Scope
from genwen.document.elements import NUMBERING, Origin, OriginKind, Run, Text, string_of
from genwen.document.outline.compiled import Outline
from genwen.document.title_break import break_title
from genwen.document.values import text_of
from genwen.facts.fact import Fact
from genwen.facts.schema import Unit
from genwen.numerals import (
    NumeralError,
    OrderNumber,
    format_date,
    parse_date,
    parse_document_number,
    parse_issue_number,
)
from genwen.records import made, record
from genwen.standard import CLASSIFICATIONS, COUNTED_TYPES, URGENCIES

_TEXT = attrgetter("text")


@record(frozen=False)
class Frame:
    """Looks up the 要素 of one document, each once."""

    outline: Outline
    dispatch: Any
    composer: BodyComposer
    scope: Scope
    _texts: dict[str, Text] = made(default_factory=dict)
    _lists: dict[str, list[Text]] = made(default_factory=dict)
    _issuers: list[Text] | None = None

    @property
    def official(self) -> bool:
        """Whether it is a 公文 with a red head, or a plain text."""
        return bool(self.outline.document_type) and self.outline.issued_by != "直接"

    def text(self, name: str) -> Text:
        """An 要素 as text: from the outline, else from 发文; () when there is none."""
        if name not in self._texts:
            self._texts[name] = self._text(name)
        return self._texts[name]

    def _text(self, name: str) -> Text:
        prose = self.outline.elements.get(name)
        if prose is not None:
            return self._checked(name, self.composer.text(prose, self.scope))
        fact = self._dispatched(name)
        counted = fact is not None and isinstance(fact.value, OrderNumber)
        return self._checked(name, text_of(fact)) if counted else text_of(fact) if fact is not None else ()

    def _checked(self, name: str, text: Text) -> Text:
        """An 要素 of the outline, held to its form as one from 发文 is: dates, 发文字号, closed lists, brackets."""
        if name not in _FORMS:
            return text
        written = string_of(text)
        if not text or any(
            run.style == "待补" or (run.origin and run.origin.kind is OriginKind.MISSING) for run in text
        ):
            return text
        try:
            own = name == "发文字号" and self.outline.document_type in COUNTED_TYPES
            shown = str(parse_issue_number(written)) if own else _FORMS[name](written)
        except ValueError as error:
            at = next((run.origin.position for run in text if run.origin), None)
            self.composer.findings.append(Finding("S103", f"{name}{error}", getattr(error, "hint", ""), at))
            return text
        return text if shown == written else (Run(shown, text[0].style, text[0].origin),)

    def required(self, name: str) -> Text:
        """As `text`, but a placeholder when nothing is said."""
        return self.text(name) or text_of(self._gap(name))

    def listed(self, name: str) -> list[Text]:
        """A list of texts (主送机关, 签发人): from the outline, else from 发文."""
        if name not in self._lists:
            self._lists[name] = self._listed(name)
        return self._lists[name]

    def _listed(self, name: str) -> list[Text]:
        items = self.outline.lists.get(name)
        if items is not None:
            return self.composer.texts(items, self.scope)
        facts = self._dispatched(name)
        return [text_of(fact) for fact in facts or ()] if isinstance(facts, list) else []

    def issuers(self) -> list[Text]:
        """发文机关 in order, the 主办机关 first."""
        if self._issuers is None:
            self._issuers = self._find_issuers()
        return self._issuers

    def _find_issuers(self) -> list[Text]:
        names = self.listed("发文机关标志")
        if names:
            return names
        unit: Any = self.scope.get("单位")
        return [text_of(unit.name)] if isinstance(unit, Unit) else [text_of(self._gap("发文机关标志"))]

    def signers(self) -> list[Text]:
        """发文机关署名 in order."""
        return self.listed("发文机关署名") or self.issuers()

    def signatories(self) -> list[Text]:
        """签发人 of a document sent upward."""
        if self.outline.direction != "上行":
            return []
        return self.listed("签发人") or [text_of(self._gap("签发人"))]

    def classification(self) -> Text:
        """密级, with ★ and the period when there is one (7.2.2)."""
        level = self.text("密级")
        period = self.text("保密期限")
        return (*level, Run("★", "", NUMBERING), *period) if level and period else level

    def _dispatched(self, name: str) -> Any:
        if self.dispatch is None:
            return None
        field = self.dispatch.keys.get(name)
        return getattr(self.dispatch, field) if field else None

    def _gap(self, name: str) -> Fact:
        path = f"发文.{self.outline.name}.{name}"
        return Fact(None, f"【待补：{path}】", Origin(OriginKind.MISSING, path), "待补")


def _one_of(*choices: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in choices:
            raise NumeralError(f"“{text}”不在可选范围内", "可选：" + "、".join(choices))
        return text

    return check


def _date(text: str) -> str:
    return format_date(parse_date(text))


_FORMS: dict[str, Callable[[str], str]] = {
    "成文日期": _date,
    "印发日期": _date,
    "发文字号": lambda text: str(parse_document_number(text)),
    "密级": _one_of(*CLASSIFICATIONS),
    "紧急程度": _one_of(*URGENCIES),
    # The template puts the brackets.
    "附注": lambda text: text[1:-1] if text.startswith("（") and text.endswith("）") else text,
}


def joined(texts: Sequence[Text], separator: str = "，") -> Text:
    """Texts one after another with `separator` between."""
    runs: list[Run] = []
    for number, text in enumerate(texts):
        runs += ([Run(separator, "", NUMBERING)] if number else []) + list(text)
    return tuple(runs)


def unbroken(runs: Text) -> Text:
    """A title without its marks for line breaks."""
    string = string_of(runs)
    if "|" not in string and "\n" not in string and all(map(_TEXT, runs)):
        return runs
    return tuple(
        Run(text, run.style, run.origin) for run in runs if (text := run.text.replace("|", "").replace("\n", ""))
    )


def title_lines_of(runs: Text) -> list[Text]:
    """A title broken into lines of 梯形 or 菱形 (7.3.1), each still knowing where its text comes from."""
    string = string_of(runs)
    lines = break_title(string)
    if lines == (string,):
        return [runs]
    rest = list(unbroken(runs))
    result: list[Text] = []
    for line in lines:
        need, taken = len(line), []
        while need and rest:
            run = rest.pop(0)
            if len(run.text) > need:
                rest.insert(0, Run(run.text[need:], run.style, run.origin))
                run = Run(run.text[:need], run.style, run.origin)
            taken.append(run)
            need -= len(run.text)
        result.append(tuple(taken))
    return result or [()]
