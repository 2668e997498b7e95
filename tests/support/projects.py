"""Small projects for tests, out of inline texts, and the commands run on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from genwen.cli.main import main
from genwen.facts.loader import Facts, load_facts
from genwen.facts.source.nodes import Source
from genwen.facts.source.reader import parse_source

BASE: dict[str, str] = {
    "genwen.yaml": """
        年度: 2025
        样例: 否
        """,
    "content/单位.yaml": """
        名称: 云溪区机关事务管理局
        简称: 区机关事务局
        自称: 我局
        级别: 县级
        机关代字: 云机管
        上级:
          名称: 青江市机关事务管理局
        机关:
          - 键: 政府办
            名称: 云溪区人民政府办公室
        """,
    "content/依据.yaml": """
        文件:
          - 键: 国家方案
            发文机关: [国管局, 中直管理局]
            标题: 节约型机关创建行动方案
            文号: 国管节能〔2020〕39号
            日期: 2020-03-11
          - 键: 市方案
            发文机关: 青江市机关事务管理局
            印发: 青江市创建实施方案
            简称: 《市方案》
        引用链:
          - 键: 全部
            文件: [国家方案, 市方案]
        """,
    "content/范围.yaml": """
        总称: 全区党政机关
        组成:
          - 对象: [党的机关, 人大机关, 行政机关]
          - 对象: [工会, 共青团]
            统称: 人民团体
            连接: ，以及
        """,
    "content/目标.yaml": """
        覆盖率:
          - {键: 今年, 层级: 全区, 截止: 2025年底, 比例: 25%, 修饰: 以上}
          - {键: 明年, 层级: 全区, 截止: 2026年底, 比例: 50%, 修饰: 以上}
        """,
    "content/机构.yaml": """
        小组:
          - 键: 领导小组
            名称: 区创建领导小组
            组长: {姓名: 陈某某, 职务: 区政府副区长}
            成员: [李某某, 不公开]
            办公室: {设在: 区机关事务管理局, 主任: 王某某}
        """,
    "content/措施/2025.yaml": """
        板块:
          - 键: 制度
            名称: 完善制度体系
            措施:
              - 标签: 健全制度
                计划: 制定{{ 本.数值.制度 }}制度，依据{{ 依据.国家方案.书名 }}。
                完成: 已制定{{ 本.清单.制度|书名号|连('') }}{{ 本.数值.制度 }}制度。
                数值:
                  制度: {值: 2项, 清单: 制度}
                  人数: 12人
                清单:
                  制度: [用电管理制度, 用水管理制度]
                时限: 2025年6月底
        """,
    "content/日程.yaml": """
        节点:
          - {键: 部署, 事项: 动员部署, 时间: 2025年3月底}
          - {键: 总结, 事项: 期满总结, 时间: 2027-12-20}
          - {键: 自评, 事项: 自评, 时间: 每年10月底}
        """,
    "content/发文/2025.yaml": """
        报告:
          发文字号: 云机管〔2025〕1号
          签发人: 周某某
          成文日期: 2025-12-08
          印发日期: 2025-12-09
        """,
    "content/统计/2024.yaml": """
        数据:
          用电量: 7600000千瓦时
          建筑面积: 128600平方米
        """,
    "content/统计/2025.yaml": """
        口径: 当量值
        数据:
          用电量: 7216800千瓦时
          建筑面积: 128600平方米
        """,
    "content/指标.yaml": """
        指标:
          - {键: 单位电耗, 公式: 用电量 / 建筑面积, 单位: 千瓦时/平方米, 小数: 2}
        """,
    "content/评价标准/2025.yaml": """
        名称: 评价标准
        总分: 10
        合格线: 8
        单元:
          - 名称: 目标
            分值: 10
            项目:
              - 名称: 目标管理
                条款:
                  - 条文: 完成年度指标，得{{ 分 }}分。
                    分: 6
                  - 条文: 每制定1项制度得{{ 分 }}分，最高得{{ 最高 }}分。
                    分: 1
                    每: 项
                    最高: 4
        """,
    "content/其他/2025.yaml": """
        问题: [基础薄弱, 资金不足]
        """,
    "content/公文/报告.yaml": """
        文种: 报告
        模板: 工作报告
        行文方向: 上行
        要素:
          标题: 关于{{ 年度 }}年节约型机关创建工作情况的报告
          主送机关: '{{ 单位.上级.名称 }}'
        正文:
          - 根据{{ 依据.全部 }}，{{ 单位.自称 }}推进创建。
          - 标题: 主要成效
            正文:
              - 用电量{{ 统计.用电量|万 }}，{{ 统计.用电量.同比 }}；单位电耗{{ 统计.单位电耗 }}。
              - 段: '{{ 项.完成 }}'
                每: 措施.制度.措施
                名: 项
          - 标题: 存在问题
            正文:
              - 序列:
                  引: 有{{ 项数|大写 }}个问题：
                  项:
                    - {项: '{{ 问题 }}', 每: 其他.问题, 名: 问题}
        """,
    "content/公文/总结.yaml": """
        模板: 文稿
        要素:
          标题: 创建工作总结
        正文:
          - 范围是{{ 范围 }}，目标是{{ 目标.今年 }}。
          - 条: '{{ 措施.制度.措施.健全制度.计划 }}'
        """,
}  # fmt: skip


def write_files(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write texts (dedented) and bytes below `folder`; None deletes a file."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedented(text).encode())


def make_project(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A folder with the base project and `files` over it."""
    write_files(folder, BASE)
    write_files(folder, files or {})
    return folder


def replaced(name: str, old: str, new: str) -> dict[str, str]:
    """One file of the base project with a text replaced, which must be there once."""
    text = dedented(BASE[name])
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    return {name: text.replace(old, new)}


def dedented(text: str) -> str:
    """An inline text without its indentation and its first line break."""
    return textwrap.dedent(text).removeprefix("\n")


def source_of(text: str | bytes, name: str = "甲.yaml", prefix: str = "") -> Source:
    """A YAML text, parsed."""
    return parse_source(text if isinstance(text, bytes) else dedented(text).encode(), name, prefix)


def facts_of(folder: Path, year: int = 2025) -> Facts:
    """The facts of a project's folder."""
    return load_facts(folder / "content", year, lambda path: Path(path).relative_to(folder).as_posix(), {})


def facts_with(folder: Path, files: Mapping[str, str | bytes | None]) -> Facts:
    """The facts of the base project with `files` over it."""
    return facts_of(make_project(folder, files))


def places(findings: Any) -> list[str]:
    """Findings as file:line:column code, without the folder content/."""
    return [f"{finding.position} {finding.code}".removeprefix("content/") for finding in findings]


def run(folder: Path, *arguments: str) -> int:
    """A command run in `folder`; its exit code."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return main(list(arguments))
    finally:
        os.chdir(before)


def said(folder: Path, capsys: Any, *command: str, code: int = 0) -> str:
    """All that a command tells, which ends with `code`."""
    capsys.readouterr()
    assert run(folder, *command) == code
    captured = capsys.readouterr()
    return str(captured.out + captured.err)


def run_json(folder: Path, capsys: Any, *arguments: str) -> Any:
    """What a command prints with --json; it must not fail."""
    capsys.readouterr()
    assert run(folder, *arguments, "--json") == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def spawn(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.Popen[bytes]:
    """The command as a process of its own, with nothing of this one's language settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONIO"))}
    package = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, "-m", "genwen", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=kept | {"PYTHONPATH": package} | dict(env or {}), **options,
    )  # fmt: skip


def outputs(folder: Path) -> dict[str, bytes]:
    """Every file of the outputs folder but its records, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted((folder / "outputs").rglob("*"))
        if path.is_file() and ".genwen" not in path.parts
    }
