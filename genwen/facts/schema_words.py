"""What the JSON Schema calls each group of facts, for the hints an editor shows: a title and a sentence in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Unit": ("单位", "发文机关的名称、级别、机关代字、上级，以及文中提到的其他机关"),
        "Organ": ("机关", "文中提到的一个机关：全称和简称"),
        "References": ("依据", "引用的各份文件，和按固定顺序一起引用的引用链"),
        "Reference": ("文件", "一份依据文件：发文机关、标题、文号、日期、简称"),
        "Chain": ("引用链", "按先后一起引用的几份文件，和连接它们的话"),
        "Scope": ("范围", "创建对象的名单，各处印出的都是这一份"),
        "ScopeGroup": ("范围的一部分", "这一部分的机关、统称，和与前一部分之间的话"),
        "Targets": ("目标", "分层级、分年度的覆盖率，能耗水耗目标，其他目标"),
        "Target": ("一项目标", "到什么时候、达到什么比例或数量，实际达到多少"),
        "Institutions": ("机构", "领导小组和各部门的分工"),
        "LeadingGroup": ("小组", "领导小组或工作小组：组长、副组长、成员、办公室"),
        "GroupOffice": ("小组办公室", "办公室设在哪里、主任和副主任"),
        "Person": ("人员", "姓名和职务；姓名可写 不公开"),
        "Duty": ("分工", "一个部门负责什么"),
        "Measures": ("措施", "各板块及其措施，方案、报告、总结共用"),
        "MeasureBlock": ("板块", "一个板块：方案的一节，报告的一节，评价标准的一个单元"),
        "Measure": ("措施", "一项措施：计划怎样写、完成怎样写，用到的数值和清单"),
        "CountedValue": ("与清单核对的数", "写出的数，和它应当数的清单"),
        "Schedule": ("日程", "各个时间节点，按先后"),
        "Milestone": ("节点", "谁在什么时候做什么，向谁报送什么"),
        "Dispatch": ("发文", "一份公文当年的文号、签发人、日期等要素"),
        "StatisticsYear": ("统计", "一年的各项数据，数字后面写单位"),
        "Indicators": ("指标", "按公式由统计数据算出的各项指标"),
        "Indicator": ("一项指标", "名称、公式、单位、小数位数"),
        "EnergySettings": ("能源", "统计哪些能源、按哪种口径折算"),
        "Energy": ("一种能源", "用量和费用叫什么、单位、折标系数、排放因子"),
        "Coefficient": ("系数", "系数的值、口径、施行日期和出处"),
        "LedgerRecord": ("记录", "一个项目在一个点位、一年里各月的数，或全年的数"),
        "LedgerFile": ("台账", "写成文字的台账，一条记录是一个项目"),
        "Column": ("栏", "台账的一栏：表头上的标题和数的单位"),
        "SheetMap": ("列对照", "一个台账文件的各栏怎样读"),
        "SheetMaps": ("列对照", "各个台账文件的列对照"),
        "Site": ("点位", "单独计量的地点，属于哪个点位"),
        "Rubric": ("评价标准", "评价单元、评价项目、条款和分值"),
        "Unit@rubric_schema": ("评价单元", "一个评价单元及其评价项目"),
        "Item": ("评价项目", "一个评价项目及其条款"),
        "Clause": ("条款", "一条评价标准：条文、给分办法、取自哪里"),
        "Award": ("给分", "条款里的一处给分：分值、计法、条件"),
        "Condition": ("条件", "给分的一个条件，或前置条件"),
        "Deduction": ("扣分", "每发现一处扣几分，最多扣多少"),
        "Step": ("档", "一档的范围和得分"),
        "Evidence": ("佐证材料", "条款要求的一件佐证材料"),
        "Grade": ("等级", "等级名称和它的分数范围"),
        "Veto": ("一票否决", "出现哪种情形就不予认定"),
        "TableForm": ("评价标准表的样子", "总表有哪些列、每行是什么"),
        "ColumnForm": ("一列", "总表的一列：内容、表头、宽度"),
        "Assessment": ("自评", "一年自评查实的情况，和核查的情况"),
        "Proof": ("佐证材料的情况", "一件佐证材料的状态和有效期"),
        "Campaign": ("考评", "各单位报来的打分表在哪里，怎样排名次、分等次，整改和公示的期限"),
        "Tier": ("等次", "等次的名称和它的分数范围"),
        "Publicity": ("公示", "公示从哪天起、多少天，向谁反映"),
        "CheckedClause": ("核查", "一条的核查得分、原因和整改"),
    }
)
"""By the name of the declaration; where two have one name, with its module."""


def words_of(declared: type) -> tuple[str, str]:
    """Title and sentence of a declared group."""
    module = declared.__module__.rpartition(".")[2]
    return WORDS.get(f"{declared.__name__}@{module}") or WORDS.get(declared.__name__) or (declared.__name__, "")
