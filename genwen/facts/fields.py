"""The kinds of fact: what a scalar in YAML may be, how it is checked, what it prints as.

Each kind is annotated metadata that turns located text into a `Fact` (value, printed text, origin) or reports what is
wrong. 待补 and an empty scalar make a missing fact, 不公开 a withheld one (不公开（…） prints as given), whatever the kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Annotated, Any, ClassVar, Concatenate, ParamSpec, TypeVar

from genwen import numerals
from genwen.document.elements import Origin, OriginKind, Run
from genwen.facts.declare import Declared, Problem
from genwen.facts.fact import MAX_NUMBER, Fact, Quantity, Wording
from genwen.facts.source.nodes import Scalar
from genwen.patterns import regex
from genwen.records import replace

MISSING_WORDS = frozenset({"", "待补", "【待补】"})
# 不公开 alone prints as genwen.yaml says; 不公开（陈某某） says how this one is printed.
_WITHHELD = regex(r"(?:不公开|隐去)(?:（(?P<wide>.+)）|\((?P<narrow>.+)\))?", re.S)
WITHOUT_VALUE = frozenset("待【不隐")
"""What the words begin with that say a fact is missing or withheld."""

_REDACTED = regex(r"[*＊×○□■_]|X")


def missing(scalar: Scalar | None, context: Mapping[str, Any] | None = None, path: str = "") -> Fact | None:
    """A missing or withheld fact when the scalar says so, else None."""
    word = "" if scalar is None else scalar.strip()
    if word and word[0] not in WITHOUT_VALUE:
        return None  # most facts
    origin = scalar.origin if isinstance(scalar, Scalar) else Origin(OriginKind.MISSING, path)
    if word in MISSING_WORDS and not (scalar is not None and scalar.quoted and word == ""):
        # a quantity, so that formulas and comparisons pass it through
        return Quantity(None, f"【待补：{origin.path}】", replace(origin, kind=OriginKind.MISSING), "待补")
    if found := _WITHHELD.fullmatch(word):
        withheld = (context or {}).get("隐去写法", "××")
        shown = found["wide"] or found["narrow"] or withheld
        return Quantity(None, shown, replace(origin, kind=OriginKind.MISSING), "不公开")
    return None


class Kind:
    """Annotated metadata of a scalar fact: how its text is parsed, and its JSON Schema."""

    def __init__(self, parse: Callable[[Scalar], Fact], description: str, **schema: Any) -> None:
        self.parse = parse
        self.form = {"type": ["string", "number"], "description": description} | schema

    def __call__(self, value: object, context: Mapping[str, Any] | None = None) -> Fact:
        """The fact a scalar stands for; raises a Problem when it is none."""
        if isinstance(value, Fact):
            return value
        if not isinstance(value, Scalar):
            raise Problem("这里应填一个值，不应是列表或下级各项", "检查缩进，把内容写在冒号后面", "S102")
        gap = missing(value, context)
        if gap is not None:
            return gap
        try:
            return self.parse(value)
        except Problem as problem:
            if _REDACTED.search(value):
                problem.hint = f"隐去了一部分的，写作 不公开（{value.strip()}）"
            raise


class Choice(Kind):
    """One word out of a closed list."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices
        super().__init__(self._parse, "可选：" + "、".join(choices), enum=[*choices, "待补"])

    def _parse(self, scalar: Scalar) -> Fact:
        word = scalar.strip()
        if word not in self.choices:
            raise Problem(f"“{scalar}”不在可选范围内", "可选：" + "、".join(self.choices))
        return Fact(word, word, scalar.origin)


def parse_words(scalar: Scalar) -> Fact:
    """Plain text, as typed."""
    return Fact(str(scalar), str(scalar), scalar.origin)


def parse_prose(scalar: Scalar) -> Fact:
    """Text that may hold expressions."""
    # the scalar itself, which knows whether it stands in quotes: faults inside it have their column
    return Wording(str(scalar), scalar, scalar.origin)


def parse_day(scalar: Scalar) -> Fact:
    """A date; prints as 2025年3月18日 (clause 7.3.5.4)."""
    try:
        day, text = _day_and_text(scalar.strip())
    except ValueError as error:
        raise Problem(*said_by(error)) from error
    return Fact(day, text, scalar.origin)


@lru_cache(maxsize=1024)
def _day_and_text(text: str) -> tuple[date, str]:
    """A date and how it prints; those of many units are the same."""
    day = numerals.parse_date(text)
    return day, numerals.format_date(day)


def parse_quantity(scalar: Scalar) -> Quantity:
    """A number with an optional unit: 1256300千瓦时, 125.63万千瓦时, 25%, 12."""
    text = scalar.strip()
    plain = _WHOLE_NUMBER.match(text)
    if plain and (unit := text[plain.end() :]) in _units:
        return Quantity(Decimal(plain[0]), text, scalar.origin, "已知", unit)
    try:
        read = numerals.parse_quantity(text)
    except ValueError as error:
        raise Problem(*said_by(error)) from error
    if _EXPONENT.match(read.unit):
        raise Problem(f"“{scalar}”用了科学记数法", "写出全部数字，如 1256300")
    if abs(read.amount) > MAX_NUMBER:
        shown = text if len(text) <= 24 else f"{text[:20]}……"
        raise Problem(f"“{shown}”太大，不像一个实际的数", "核对是否多写了几位；整数部分不超过30位")
    if plain and not read.multiplier and text == plain[0] + read.unit and len(_units) < _MOST_UNITS:
        _units.add(read.unit)
    return Quantity(read.amount, str(read), scalar.origin, "已知", read.unit, read.decimals, read.multiplier)


_WHOLE_NUMBER = regex(r"(?:0|[1-9]\d{0,17})(?!\d)", re.ASCII)
_EXPONENT = regex(r"[eE][+-]?\d")
_units: set[str] = set()
"""Units that were read after a whole number: after another one they are read the same."""
_MOST_UNITS = 256


def parse_count(scalar: Scalar) -> Quantity:
    """A whole number, not negative."""
    quantity = parse_quantity(scalar)
    if quantity.value != quantity.value.to_integral_value() or quantity.value < 0:
        raise Problem(f"“{scalar}”应是非负整数", "写作 5 或 5个")
    return quantity


def parse_year(scalar: Scalar) -> Fact:
    """A four-digit year."""
    word = scalar.strip().removesuffix("年")
    if not (word.isascii() and word.isdigit() and len(word) == 4):
        raise Problem(f"“{scalar}”不是四位年份", "写作 2025")
    return Fact(int(word), word, scalar.origin)


def parse_yes_no(scalar: Scalar) -> Fact:
    """是 or 否."""
    word = scalar.strip()
    if word not in ("是", "否"):
        raise Problem(f"“{scalar}”应是“是”或“否”", "填 是 或 否")
    return Fact(word == "是", word, scalar.origin)


def parse_document_number(scalar: Scalar) -> Fact:
    """发文字号, checked against clause 7.2.5."""
    try:
        number = numerals.parse_document_number(scalar.strip())
    except ValueError as error:
        raise Problem(*said_by(error)) from error
    return Fact(number, str(number), scalar.origin)


def parse_issue_number(scalar: Scalar) -> Fact:
    """发文字号, or the 令号 of an order or announcement (7.2.5, 10.2)."""
    try:
        number = numerals.parse_issue_number(scalar.strip())
    except ValueError as error:
        raise Problem(*said_by(error)) from error
    return Fact(number, str(number), scalar.origin)


def said_by(error: ValueError) -> tuple[str, str]:
    """The message and the remedy of a reader's error."""
    return str(error), str(getattr(error, "hint", ""))


def parse_free(scalar: Scalar) -> Fact:
    """A free fact: 待补 or 不公开 as everywhere, else a text that may hold expressions."""
    gap = missing(scalar, None)
    return gap if gap is not None else parse_prose(scalar)


Words = Annotated[Fact, Kind(parse_words, "文字", type="string")]
Prose = Annotated[Fact, Kind(parse_prose, "文字，可含 {{ 表达式 }}", type="string")]
Day = Annotated[Fact, Kind(parse_day, "日期，如 2025-03-18 或 2025年3月18日")]
QuantityField = Annotated[Fact, Kind(parse_quantity, "数量，如 1256300千瓦时、125.63万千瓦时、25%")]
Count = Annotated[Fact, Kind(parse_count, "整数，如 5 或 5个")]
Year = Annotated[Fact, Kind(parse_year, "四位年份")]
YesNo = Annotated[Fact, Kind(parse_yes_no, "是或否", enum=["是", "否", "待补"])]
DocumentNumberField = Annotated[Fact, Kind(parse_document_number, "发文字号，如 云政办〔2025〕12号")]

IssueNumberField = Annotated[
    Fact, Kind(parse_issue_number, "发文字号，如 云政办〔2025〕12号；命令、公告的编号，如 第3号")
]


class HoldsFacts:
    """A value that is no declared group and holds facts."""

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """The facts with their paths."""
        raise NotImplementedError


M = TypeVar("M", bound="FactModel")
P = ParamSpec("P")
R = TypeVar("R")
_FOUND = "found by name"


def once(method: Callable[Concatenate[M, P], R]) -> Callable[Concatenate[M, P], R]:
    """A method of a group whose result is kept with the group, as nothing in a group changes."""
    name = method.__qualname__  # a subclass may have a method of the same name, which calls this one

    @wraps(method)
    def look(self: M, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (name, *args, *kwargs.values()) if args or kwargs else name
        kept: dict[Any, Any] = self.__dict__
        if key not in kept:
            kept[key] = method(self, *args, **kwargs)
        result: R = kept[key]
        return result

    return look


class FactModel(Declared):
    """A group of facts: fields in English with Chinese aliases, unknown keys refused.

    In an expression its aliases are its attributes; a subclass adds computed ones in `computed`, and `keyed` names
    the list fields whose items are found by their own name (依据.国家方案).
    """

    computed: ClassVar[Mapping[str, str]] = {}
    keyed: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def made(cls: type[M], values: Mapping[str, Any]) -> M:
        """A group with these fields, by their English names; the others have their defaults."""
        made = cls.__new__(cls)
        for name, value in values.items():
            made.__dict__[name] = owned(value, made) if isinstance(value, (Wording, dict)) else value
        return made

    @classmethod
    def aliases(cls) -> dict[str, str]:
        """Chinese key → field name."""
        return cls.keys

    def look(self, name: str) -> object:
        """The fact, group or computed value `name`, 待补 when nobody wrote it; raises KeyError when there is none."""
        field = self.keys.get(name)
        value: object = getattr(self, field) if field is not None else None
        if value is None:
            # Nothing in a group changes, and expressions ask for the same names over and over.
            found: dict[str, object] = self.__dict__.setdefault(_FOUND, {})
            value = found.get(name)
            if value is None:
                value = None if field is not None else self._find(name)
                if value is None:
                    value = absent(self, name)
                found[name] = value
        return value

    def _find(self, name: str) -> object:
        computed = self.computed.get(name)
        if computed is not None:
            value = getattr(self, computed)
            return value() if callable(value) else value
        for listing in self.keyed:
            for item in getattr(self, listing) or ():
                if item.is_named(name):
                    return item
        raise KeyError(name)

    def names(self) -> Sequence[str]:
        """The names an expression may use here."""
        own = [*self.aliases(), *self.computed]
        for listing in self.keyed:
            own += [item.name_text() for item in getattr(self, listing) or ()]
        return own

    def name_text(self) -> str:
        """The item's own name in its list: its 键, or its 名称."""
        for value in (getattr(self, "key", None), getattr(self, "name", None)):
            if isinstance(value, Fact) and value.known:
                return value.text
        return ""

    def is_named(self, name: str) -> bool:
        """Whether the item answers to `name` (its 键 or its 名称)."""
        for value in (getattr(self, "key", None), getattr(self, "name", None)):
            if isinstance(value, Fact) and value.text == name and value.known:
                return True
        return False

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """Every scalar fact below, with its path."""
        yield from facts_in(self)


OWNED = (Wording, dict)
"""What knows the group it stands in, or may hold what does; as a union it would be put together for each look."""


def owned(value: object, owner: FactModel) -> object:
    """A wording, or a mapping of wordings, that knows the group it stands in (本)."""
    if isinstance(value, Wording):
        return Wording(value.value, value.text, value.origin, value.state, owner)
    if isinstance(value, dict):
        for item in value.values():
            if isinstance(item, OWNED):
                return {key: owned(item, owner) for key, item in value.items()}
    return value


class Absent(Quantity):
    """A key that nobody wrote: prints as 待补, and has no items."""


def absent(owner: FactModel, name: str) -> Absent:
    """The fact `name` that a group could have and has not; it is looked for where the group begins."""
    first = next((fact for _, fact in facts_in(owner)), None)
    before = first.origin.path.rpartition(".")[0] if first is not None else ""
    path = f"{before}.{name}" if before else name
    position = first.origin.position if first is not None else None
    return Absent(None, f"【待补：{path}】", Origin(OriginKind.MISSING, path, position), "待补")


def facts_in(value: object) -> Iterator[tuple[str, Fact]]:
    """Every scalar fact in a model, mapping or list, in order of the file, with its path."""
    if isinstance(value, Fact):
        yield value.origin.path, value
    elif isinstance(value, FactModel):
        for field in value.declarations:
            yield from facts_in(getattr(value, field))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from facts_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from facts_in(item)
    elif isinstance(value, HoldsFacts):
        yield from value.facts()


def origins_of(items: Iterable[object]) -> tuple[Origin, ...]:
    """Where each of some items is written: a fact itself, a group or list by its first fact."""
    firsts = [next((fact for _, fact in facts_in(item)), None) for item in items]
    return tuple([fact.origin for fact in firsts if fact is not None])


def fact_run(fact: Fact) -> Run:
    """A fact as a run, highlighted when missing."""
    return Run(fact.text, "待补" if fact.state == "待补" else "", fact.origin)


def day_of(fact: Fact | None) -> date | None:
    """The date of a known date fact, else None."""
    return fact.value if fact is not None and fact.known and isinstance(fact.value, date) else None
