"""依据: how a reference reads at each mention, and chains of them."""

import pytest
from projects import facts_with, replaced

from genwen.document.compose import scope_for
from genwen.document.expressions import compile_expression, runs_of

NAME = "content/依据.yaml"

PRINTED = [
    ("依据.国家方案", "国管局、中直管理局《节约型机关创建行动方案》（国管节能〔2020〕39号）"),
    ("依据.国家方案.书名", "《节约型机关创建行动方案》"),
    ("依据.国家方案.机关", "国管局、中直管理局"),
    ("依据.国家方案.简写", "《节约型机关创建行动方案》"),
    ("依据.国家方案.题名", "节约型机关创建行动方案"),
    ("依据.市方案", "青江市机关事务管理局《关于印发〈青江市创建实施方案〉的通知》"),
    ("依据.市方案.内书名", "《青江市创建实施方案》"),
    ("依据.市方案.简写", "《市方案》"),
    ("依据.全部.简写", "《节约型机关创建行动方案》和《市方案》"),
    ("依据.全部.文件|数", "2"),
]


@pytest.mark.parametrize(("path", "text"), PRINTED, ids=[case[0] for case in PRINTED])
def test_each_mention(tmp_path, path: str, text: str) -> None:
    scope = scope_for(facts_with(tmp_path, {}), "")
    value = compile_expression(path).evaluate(scope)
    assert "".join(run.text for run in runs_of(value, scope)) == text


def test_chain_with_its_own_connectors(tmp_path) -> None:
    facts = facts_with(
        tmp_path, replaced(NAME, "文件: [国家方案, 市方案]", "文件: [国家方案, 市方案]\n    连接: ，以及")
    )
    scope = scope_for(facts, "")
    text = "".join(run.text for run in runs_of(compile_expression("依据.全部.简写").evaluate(scope), scope))
    assert text == "《节约型机关创建行动方案》，以及《市方案》"


@pytest.mark.parametrize("title", ["《关于甲〈乙〉的通知》", "关于甲《乙》的通知", "关于甲〈乙〉的通知"])
def test_inner_titles_stand_in_single_marks(tmp_path, title: str) -> None:
    facts = facts_with(tmp_path, replaced(NAME, "标题: 节约型机关创建行动方案", f"标题: {title}"))
    value = compile_expression("依据.国家方案.书名").evaluate(scope_for(facts, ""))
    assert "".join(run.text for run in runs_of(value)) == "《关于甲〈乙〉的通知》"
