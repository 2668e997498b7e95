"""Charts in a merge: their data is no text, and no revision can hold it, so a changed chart is told in a comment.

The clerk's chart stays as it is, whoever drew it; what must not happen is that an old figure stays in it unsaid.
"""

from __future__ import annotations

from collections.abc import Iterator

from genwen.ooxml.chart_reading import DrawnChart, drawn_charts
from genwen.ooxml.revisions_text import Table, Unit
from genwen.records import record
from genwen.revision.outcomes import Kind
from genwen.revision.reading import Container, Reading
from genwen.revision.session import Change, Session

SHOWN = 8
"""Values a comment names one by one."""
_HOW = "在图上点右键，选“编辑数据”改；或用 genwen build --fresh 另出一份，把图复制过来。"


@record
class _Placed:
    """A chart and the paragraph it stands in."""

    chart: DrawnChart
    unit: Unit


def tell_charts(session: Session) -> None:
    """Comment on every chart whose data, by the facts, is no longer what the draft was generated with."""
    before, mine, after = (list(_charts(each)) for each in (session.base, session.mine, session.new))
    for number, new in enumerate(after):
        base = _same(new, number, before)
        if base is not None and base.chart.values == new.chart.values:
            continue
        own = _same(base or new, number, mine)
        if base is None and own is None:
            _added(session, new)
        else:
            _changed(session, base, own, new)
    for number, base in enumerate(before):
        own = _same(base, number, mine)
        if _same(base, number, after) is None and own is not None:
            _gone(session, base, own)


def _charts(reading: Reading) -> Iterator[_Placed]:
    for unit in _units(reading.body):
        for element in unit.elements:
            for chart in drawn_charts(reading.package, element):
                yield _Placed(chart, unit)


def _units(container: Container) -> Iterator[Unit]:
    for item in container.items:
        if not isinstance(item, Table):
            yield item


def _same(wanted: _Placed, number: int, among: list[_Placed]) -> _Placed | None:
    """The chart of the same title, or without one that of the same number and the same series."""
    named = [each for each in among if each.chart.title == wanted.chart.title]
    if len(named) == 1:
        return named[0]
    if number < len(among) and _alike(among[number].chart, wanted.chart):
        return among[number]
    return next((each for each in named if _alike(each.chart, wanted.chart)), None)


def _alike(one: DrawnChart, other: DrawnChart) -> bool:
    """Whether most of what two charts show is about the same things."""
    shared = one.values.keys() & other.values.keys()
    return 2 * len(shared) >= max(len(one.values), len(other.values), 1)


def _changed(session: Session, base: _Placed | None, own: _Placed | None, new: _Placed) -> None:
    name = _called(new.chart)
    then = own or base
    old, now = _differing(then.chart if then is not None else DrawnChart("", {}), new.chart)
    change = Change(f"图表/{name}\0{_digest(new.chart)}", old, now)
    session.owe(change)
    if session.refused(change):
        return
    if own is None:
        session.tell(change, Kind.KEPT_OUT, None, None, "", f"{name}的数据变了，您已删去这张图。")
    elif own.chart.values == new.chart.values:
        session.tell(change, Kind.ALREADY, session.mine.body, own.unit)
    else:
        text = f"【请处理】{name}的数据变了：图里是{old}，按事实是{now}。图没有改动。{_HOW}"
        _comment(session, own, text)
        session.tell(change, Kind.COMMENT, session.mine.body, own.unit, "", "图的数据不能写成修订")


def _added(session: Session, new: _Placed) -> None:
    name = _called(new.chart)
    change = Change(f"图表/{name}\0新增", "", name)
    session.owe(change)
    said = f"新增了{name}，图不能写成修订；用 genwen build --fresh 另出一份，把图复制过来。"
    session.tell(change, Kind.NOTICE, None, None, "", said)


def _gone(session: Session, base: _Placed, own: _Placed) -> None:
    name = _called(base.chart)
    change = Change(f"图表/{name}\0删去", name, "")
    session.owe(change)
    if session.refused(change):
        return
    _comment(session, own, f"【请处理】提纲里已没有{name}；图没有改动，需要时请自行删去。")
    session.tell(change, Kind.COMMENT, session.mine.body, own.unit, "", "图不能写成修订")


def _comment(session: Session, own: _Placed, text: str) -> None:
    session.comments.add(own.unit, None, None, text)
    session.touched(session.mine.body)


def _called(chart: DrawnChart) -> str:
    return f"图“{chart.title}”" if chart.title else "一张没有图题的图"


def _digest(chart: DrawnChart) -> str:
    return "；".join(f"{series}{category}{value}" for (series, category), value in chart.values.items())


def _differing(old: DrawnChart, new: DrawnChart) -> tuple[str, str]:
    """What differs between two charts, on either side: 2025年1月124.63、2025年2月…"""
    points = [point for point in (*new.values, *(old.values.keys() - new.values.keys()))
              if old.values.get(point) != new.values.get(point)]  # fmt: skip
    rest = "等" if len(points) > SHOWN else ""
    alone = len({series for series, _ in (*old.values, *new.values)}) == 1
    sides = []
    for chart in (old, new):
        said = [f"{'' if alone else series}{category} {chart.values.get((series, category)) or '空'}"
                for series, category in points[:SHOWN]]  # fmt: skip
        sides.append("、".join(said) + rest)
    return sides[0], sides[1]
