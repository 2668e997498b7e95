"""The number of a contract, a project, a certificate at each mention: one name has one number, one number one name."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.agreement.reading.text import Span, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_DASHES = str.maketrans("—－–（）()", "---    ")
_CODE = r"[（(，]?(?:[\u4e00-\u9fff]{0,6}(?:编号|证号|案号|许可证|号))[为是：:]?\s*(?P<code>[A-Za-z0-9\u4e00-\u9fff〔〕\[\]/.—－–-]{0,24}\d)(?:号)?(?=[）)，。；、]|$)"
_NAMED = regex(
    rf"(?:《(?P<title>[^《》]{{4,60}})》|(?P<noun>[\u4e00-\u9fff]{{4,30}}(?:合同|协议|项目|工程|证书|许可证)))\s*{_CODE}"
)
_LEAD = regex("签订了?|签署了?|依据|根据|按照|对照|取得了?|办理了?|实施的?|承担的?|完成了?|[由与和及在对的为]")
_NAME_HEAD = regex("(?:合同|项目|协议|工程|标段|证书)名称|^(?:合同|项目|协议)$")
_CODE_HEAD = regex("编号|证号|备案号")


@record(eq=False)
class Coded(Span):
    """A name with the number beside it."""

    name: str
    code: str


def check_codes(subject: Subject) -> Iterator[Finding]:
    """Every name with a number against those before it, in all documents."""
    by_name: dict[str, Coded] = {}
    by_code: dict[str, Coded] = {}
    for one in (coded for view in subject.views for coded in _coded(view)):
        first = by_name.setdefault(one.name, one)
        if first.code != one.code and first.line is not one.line:
            yield finding(
                "A401",
                f"“{one.name}”的编号写作“{one.code}”，又写作“{first.code}”，见 {first.said}",
                "核对原件，改为一致",
                one.at,
            )
        other = by_code.setdefault(one.code, one)
        if other.name != one.name and other.name not in one.name and one.name not in other.name:
            yield finding(
                "A402",
                f"编号“{one.code}”写在“{one.name}”后，又写在“{other.name}”后，见 {other.said}",
                "核对原件，改为一致",
                one.at,
            )


def _coded(view: View) -> Iterator[Coded]:
    for line in view.everything():
        for match in _NAMED.finditer(line.text) if "号" in line.text else ():
            name = match["title"] or _LEAD.split(match["noun"])[-1]
            code = match["code"].translate(_DASHES).replace(" ", "").upper()
            if len(name) >= 4 and len(code) >= 4 and sum(char.isdigit() for char in code) >= 3:
                yield Coded(line, match.start(), match.end(), name, code)
    for grid in view.grids:
        heads = [cell.text.strip() for cell in grid.rows[0]]
        names = [at for at, head in enumerate(heads) if _NAME_HEAD.search(head)]
        codes = [at for at, head in enumerate(heads) if _CODE_HEAD.search(head)]
        for row in grid.rows[1:] if len(names) == len(codes) == 1 else ():
            if max(names[0], codes[0]) < len(row) and len(row[names[0]].text.strip()) >= 4:
                cell, code = row[names[0]], row[codes[0]].text.strip().translate(_DASHES).replace(" ", "").upper()
                if len(code) >= 4 and code[-1].isdigit():
                    yield Coded(cell, 0, len(cell.text), cell.text.strip().strip("《》"), code)
