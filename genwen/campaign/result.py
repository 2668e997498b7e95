"""The result of one unit as facts: place, tier, points, what it lost and has to put right.

Every figure knows the cells it came from. What a unit without a usable sheet does not have prints as —.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from genwen.campaign.judging import BROKEN, MISSING, SCORED, Judged, Member
from genwen.campaign.ranking import share_of
from genwen.diagnostics import FindingsError, Position
from genwen.document.elements import NUMBERING, Origin, OriginKind, Run, Text
from genwen.document.expressions import ExpressionError
from genwen.document.rubric.wording import clause_text
from genwen.document.scoring.outcome import shown
from genwen.document.scoring.rectification import office_of
from genwen.document.scoring.result import BASE, ClauseScore, ItemScore, Looked, Score, derived_points
from genwen.document.values import Printed
from genwen.facts.fact import Fact, Quantity, derived
from genwen.facts.fields import HoldsFacts, fact_run
from genwen.facts.rubric_notes import fact_runs
from genwen.records import record

if TYPE_CHECKING:
    from genwen.campaign.results import Results

ROOT = "考评结果"
DECIMALS = 2
FAILED = "未通过"
UNCHECKED = "未核查"
"""The tier of a unit without 核查分 where others have theirs: it has neither passed nor failed."""
NOTICE = "整改通知书"


class Named(HoldsFacts):
    """Values by name, each made when first asked for."""

    def __init__(self) -> None:
        self._found: dict[str, object] = {}

    def values(self) -> Mapping[str, Callable[[], object]]:
        """The names and how to get what they stand for."""
        raise NotImplementedError

    def look(self, name: str) -> object:
        """The value called `name`; raises KeyError when there is none."""
        if name not in self._found:
            self._found[name] = self.values()[name]()
        return self._found[name]

    def names(self) -> Sequence[str]:
        """The names an expression may use."""
        return list(self.values())

    def path(self) -> str:
        """The path it is found by."""
        raise NotImplementedError

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """The single values, with their paths."""
        for name in self.values():
            value = self.look(name)
            if isinstance(value, Fact):
                yield f"{self.path()}.{name}", value


def gap(path: str, position: Position | None = None) -> Quantity:
    """A fact that is 待补."""
    return Quantity(None, f"【待补：{path}】", Origin(OriginKind.MISSING, path, position), "待补")


def none_of(path: str, state: str) -> Quantity:
    """What a unit without a score does not have."""
    return Quantity(None, "—", Origin(OriginKind.MISSING, path), state)


@record
class Lost(Looked):
    """A clause that lost points: the finding, the demand, who and until when."""

    clause: ClauseScore
    scope: Mapping[str, object]
    deadline: Fact

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        clause, place = self.clause, self.clause.place
        at = next((origin.position for origin in clause.origins if origin.position is not None), None)
        office = office_of(place)
        return dict(clause.values()) | {
            "分值": derived_points(clause.most, "分值", ()), "条文": self._wording(), "整改": clause.remedy_runs() or self._demand(),
            "原因": clause.why_runs() or gap(f"打分表.{clause.key}.扣分原因", at),
            "责任单位": office if office is not None else gap(f"评价标准.{clause.key}.责任单位"), "时限": self.deadline,
        }  # fmt: skip

    def _wording(self) -> Text:
        """What the rubric says of it, with its points."""
        clause = self.clause.place.clause
        texts: Text = ()
        for part in (clause, *clause.subclauses):
            try:
                texts += clause_text(part, self.scope)
            except (ExpressionError, FindingsError):
                continue
        return texts

    def _demand(self) -> Text:
        """What is to be done where nobody wrote it: what the evidence must show, or what the clause says."""
        proofs = [proof.name for proof in self.clause.place.clause.evidence if proof.name is not None]
        runs: list[Run] = [Run("按评价标准整改到位", "", NUMBERING)]
        for number, name in enumerate(proofs):
            runs += [Run("、" if number else "，备齐", "", NUMBERING), *fact_runs(name)]
        return tuple(runs)

    def is_named(self, name: str) -> bool:
        """Whether it answers to `name`, its key."""
        return name == self.clause.key


class UnitResult(Named):
    """A unit in the campaign. `member` is None where its facts in the list of units are wrong."""

    def __init__(self, name: Fact, member: Member | None, judged: Judged, whole: Results) -> None:
        super().__init__()
        self.name, self.member, self.judged, self.whole = name, member, judged, whole
        self.place, self.tied = 0, False

    @property
    def final(self) -> Score | None:
        """The score that counts, None without one."""
        return self.judged.final

    @property
    def decided(self) -> bool:
        """Whether its score says if it passed: where units were checked, that of one that was not does not."""
        return self.final is not None and (self.judged.checked is not None or not self.whole.by_check)

    @property
    def passed(self) -> bool:
        """Whether it passed."""
        return self.decided and self.final is not None and self.final.passed

    @property
    def failed(self) -> bool:
        """Whether it did not pass."""
        return self.decided and not self.passed

    @property
    def share(self) -> Any:
        """The exact share of the points it won."""
        assert self.final is not None
        return share_of(self.final.total, self.final.base)

    @property
    def on_full_scale(self) -> Decimal:
        """The total as tiers read it, where 不适用 reduced the base."""
        score = self.final
        assert score is not None
        return score.total * score.whole / score.base if score.base and score.whole else score.total

    def path(self) -> str:
        """See `Named`."""
        return f"{ROOT}.{self.name.text}"

    def is_named(self, name: str) -> bool:
        """Whether it answers to `name`, its own."""
        return name == self.name.text

    def runs(self) -> Text:
        """Prints as its name."""
        return (fact_run(self.name),)

    def look(self, name: str) -> object:
        """A value of the result, else a group of the unit's own facts; raises KeyError."""
        try:
            return super().look(name)
        except KeyError:
            if self.member is None:
                raise
            return self.member.scope[name]

    def values(self) -> Mapping[str, Callable[[], object]]:
        """See `Named`."""
        state = self.judged.state
        return {
            "名称": lambda: self.name, "简称": self._short, "状态": lambda: state,
            "已评": lambda: state == SCORED, "未报送": lambda: state == MISSING, "有误": lambda: state == BROKEN,
            "通过": lambda: self.passed, "未通过": lambda: self.failed,
            "未核查": lambda: self.final is not None and self.judged.checked is None,
            "名次": self._place, "并列": lambda: self.tied, "等次": self._tier,
            "自评分": lambda: self._points("自评分", self.judged.own), "得分": lambda: self._points("得分", self.final),
            "核查分": lambda: self._points("核查分", self.judged.checked),
            "满分": lambda: self._of_score("满分"), "失分": lambda: self._of_score("失分"), "得分率": self._share,
            "单元": lambda: list(self.final.units) if self.final is not None else [],
            "失分项": self._lost_items, "失分条款": self._lost, "失分说明": self._said,
            "未满足条件": lambda: self._of_score("未满足条件") if self.final is not None else [],
            "打分表": lambda: Fact(self.judged.file, self.judged.file, self._origin("打分表")),
            "整改时限": lambda: self.whole.deadline, "整改文号": lambda: self.whole.notice_number(self),
            "考评": lambda: self.whole,
        }  # fmt: skip

    def _origin(self, name: str) -> Origin:
        return Origin(
            OriginKind.FACT, f"{self.path()}.{name}", Position(self.judged.file) if self.judged.file else None
        )

    def _none(self, name: str) -> Quantity:
        return none_of(f"{self.path()}.{name}", self.judged.state)

    def _short(self) -> Fact:
        unit = self.member.facts.get("单位") if self.member is not None else None
        return unit.short if unit is not None and unit.short is not None else self.name

    def _place(self) -> Fact:
        if self.final is None:
            return self._none("名次")
        how = f"按得分从高到低，{'与别的单位并列，' if self.tied else ''}并列后{self.whole.ties}"
        total = self.final.look("总得分")
        assert isinstance(total, Fact)
        return derived(Decimal(self.place), 0, "", Origin(OriginKind.DERIVED, formula=how, inputs=(total.origin,)))

    def _points(self, name: str, score: Score | None) -> object:
        return score.look("总得分") if score is not None and self.final is not None else self._none(name)

    def _of_score(self, name: str) -> object:
        return self.final.look(name) if self.final is not None else self._none(name)

    def _share(self) -> Fact:
        if self.final is None:
            return self._none("得分率")
        total = self.final.look("总得分")
        assert isinstance(total, Fact)
        how = f"得分{shown(self.final.total)} ÷ 满分{shown(self.final.base)}"
        value = Decimal(self.share.numerator) / Decimal(self.share.denominator) * 100
        return derived(value, DECIMALS, "%", Origin(OriginKind.DERIVED, formula=how, inputs=(total.origin,)))

    def _tier(self) -> Fact:
        if self.final is None:
            return Fact(self.judged.state, self.judged.state, self._origin("等次"))
        return self.whole.tier_of(self)

    def _lost_items(self) -> list[ItemScore]:
        """The items that lost points, in the order of the rubric."""
        if self.final is None:
            return []
        return [
            item for unit in self.final.units for item in unit.items if item.nature == BASE and item.points < item.most
        ]

    def _said(self) -> Fact | Printed:
        """管理制度3、绿色食堂2: the items that lost points, each with how many."""
        if self.final is None:
            return self._none("失分说明")
        runs: list[Run] = []
        for item in self._lost_items():
            lost = item.look("失分")
            assert isinstance(lost, Fact)
            runs += [Run("、", "", NUMBERING)] * bool(runs) + [*fact_runs(item.item.name), fact_run(lost)]
        return Printed(runs or [Run("无", "", NUMBERING)])

    def _lost(self) -> list[Lost]:
        if self.final is None or self.member is None:
            return []
        return [Lost(clause, self.member.scope, self.whole.deadline) for clause in self.final.lost()]
