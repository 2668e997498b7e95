"""依据: reference documents, letter-perfect at each mention, and ordered chains of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from genwen.document.elements import Run, Text
from genwen.facts.declare import Field
from genwen.facts.fact import Fact
from genwen.facts.fields import Day, DocumentNumberField, FactModel, Words, once
from genwen.facts.schema import Listing, fact_run, plain
from genwen.records import record

_OUTER = str.maketrans({"《": "〈", "》": "〉"})


class Reference(FactModel):
    """One reference document: issuers in order, title (or the title of what it issues), 发文字号, date, short form."""

    key: Words | None = Field(None, alias="键")
    issuers: Listing[Words] | None = Field(None, alias="发文机关")
    title: Words | None = Field(None, alias="标题")
    issued: Words | None = Field(None, alias="印发", description="被印发文件的名称；标题为 关于印发〈…〉的通知")
    number: DocumentNumberField | None = Field(None, alias="文号")
    date: Day | None = Field(None, alias="日期")
    short: Words | None = Field(None, alias="简称")
    note: Words | None = Field(None, alias="说明")
    computed: ClassVar[Mapping[str, str]] = {
        "全称": "runs", "书名": "titled", "内书名": "inner", "简写": "brief", "机关": "issued_by", "题名": "bare_title"
    }  # fmt: skip

    def runs(self) -> Text:
        """First mention: issuers, 《title》 and （文号）."""
        number = (plain("（"), fact_run(self.number), plain("）")) if self.number is not None else ()
        return (*self.issued_by(), *self.titled(), *number)

    def issued_by(self) -> Text:
        """The issuers joined by 、."""
        runs: list[Run] = []
        for issuer in self.issuers or ():
            runs += ([plain("、")] if runs else []) + [fact_run(issuer)]
        return tuple(runs)

    def titled(self) -> Text:
        """《title》, inner titles in 〈〉 (GB/T 15834)."""
        return (plain("《"), *self.bare_title(), plain("》"))

    def bare_title(self) -> Text:
        """The title without its outer marks."""
        if self.title is None and self.issued is not None:
            return (plain("关于印发〈"), fact_run(self.issued), plain("〉的通知"))
        if self.title is None:
            raise TypeError("这份依据没有填标题")
        run = fact_run(self.title)
        text = re.sub(r"^《(.*)》$", r"\1", run.text)
        return (Run(text.translate(_OUTER), run.style, run.origin),)

    def inner(self) -> Text:
        """《the title of what it issues》."""
        if self.issued is None:
            return self.titled()
        return (plain("《"), fact_run(self.issued), plain("》"))

    def brief(self) -> Text:
        """The form of a second mention: the short form, else the inner title."""
        return (fact_run(self.short),) if self.short is not None else self.inner()


class Chain(FactModel):
    """An ordered chain of references with the words that join them."""

    key: Words = Field(alias="键")
    members: Listing[Words] = Field(alias="文件")
    connectors: Listing[Words] | None = Field(None, alias="连接", description="依次用在两份文件之间，如 [，, 和, 及]")


@record
class ResolvedChain:
    """A chain with its references at hand."""

    references: tuple[Reference, ...]
    connectors: tuple[Fact, ...]

    def look(self, name: str) -> object:
        """文件 (the references), 简写 (the chain in second-mention form)."""
        if name == "文件":
            return list(self.references)
        if name == "简写":
            return self._joined(brief=True)
        raise KeyError(name)

    def names(self) -> tuple[str, ...]:
        """See `look`."""
        return ("文件", "简写")

    def runs(self) -> Text:
        """Every reference in full, joined."""
        return self._joined(brief=False)

    def _joined(self, brief: bool) -> Text:
        runs: list[Run] = []
        last = len(self.references) - 1
        for number, reference in enumerate(self.references):
            if number:
                if number <= len(self.connectors):
                    runs.append(fact_run(self.connectors[number - 1]))
                else:
                    runs.append(plain("和" if number == last and not self.connectors else "、"))
            runs += reference.brief() if brief else reference.runs()
        return tuple(runs)


class References(FactModel):
    """依据: the references by key, and the chains."""

    keyed: ClassVar[tuple[str, ...]] = ("references",)
    references: list[Reference] = Field(alias="文件")
    chains: list[Chain] | None = Field(None, alias="引用链")

    def look(self, name: str) -> object:
        """A reference or a chain by its 键."""
        chain = next((chain for chain in self.chains or () if chain.is_named(name)), None)
        if chain is None:
            return super().look(name)
        found = [self._named(member.text) for member in chain.members]
        return ResolvedChain(tuple(item for item in found if item), tuple(chain.connectors or ()))

    @once
    def names(self) -> list[str]:
        """Keys of references and chains."""
        return [*super().names(), *(chain.name_text() for chain in self.chains or ())]

    def _named(self, key: str) -> Reference | None:
        return next((item for item in self.references if item.is_named(key)), None)
