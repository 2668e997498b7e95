"""The commands with their summaries, and the help over all of them, which needs no library.

`genwen --help` is what a new user tries first; importing click alone takes longer than printing it.
"""

from __future__ import annotations

from collections.abc import Sequence

COMMANDS = {
    "init": ("genwen.cli.setup", "init", "建立本单位的文件夹，或新一年的事实文件"),
    "list": ("genwen.cli.show", "list_documents", "列出公文、模板和年度"),
    "build": ("genwen.cli.build", "build", "生成公文"),
    "bulk": ("genwen.cli.bulk", "bulk", "给下级单位逐个生成公文"),
    "diff": ("genwen.cli.differences", "diff", "对照手工修改和事实的变化，写出花脸稿"),
    "pull": ("genwen.cli.pull", "pull", "把稿子里改过的数写回事实"),
    "history": ("genwen.cli.drafts", "history", "列出一份公文的生成稿和备份"),
    "restore": ("genwen.cli.drafts", "restore", "取回以前的生成稿或备份"),
    "adopt": ("genwen.cli.drafts", "adopt", "接管一份没有生成记录的稿子"),
    "facts": ("genwen.cli.show", "facts", "显示 genwen 读到的事实"),
    "score": ("genwen.cli.score", "score", "按评价标准给自评打分，写出和读回打分表"),
    "results": ("genwen.cli.results", "results", "读各单位报来的打分表，排名次、分等次，写汇总表"),
    "check": ("genwen.cli.check", "check", "核对公文合不合标准，事实和公文前后是否一致"),
    "fix": ("genwen.cli.fix", "fix", "改正一份 .docx 里只有一种正确写法的地方"),
    "format": ("genwen.cli.format", "format_", "把一份草稿排成公文"),
    "rules": ("genwen.cli.rules", "rules", "列出核对的规则，或一条规则的说明"),
    "trace": ("genwen.cli.show", "trace", "列出公文里每个数字和引用的出处"),
    "template": ("genwen.cli.template", "template", "检查、复制模板"),
    "schema": ("genwen.cli.show", "schema", "导出事实文件的写法（JSON Schema）"),
}
"""Command → its module, the name there, and its summary; imported only when called."""

ABOUT = """从 YAML 事实生成公文（.docx）。

一处填写，处处一致：改一个数字，重新生成，方案、报告、总结里都跟着改。"""
EPILOG = "公文格式依据 GB/T 9704—2012。每个命令后加 --help 看用法。"
OPTIONS = (("--version", "显示版本"), ("--help", "显示这份帮助"))


def overview() -> str:
    """The help of `genwen` without a command, as click would print it."""
    about = [f"  {line}" if line else "" for line in ABOUT.split("\n")]
    options = _columns(OPTIONS)
    commands = _columns([(name, summary) for name, (_, _, summary) in COMMANDS.items()])
    parts = [
        "用法：genwen [选项] 命令 [参数]...",
        "",
        *about,
        "",
        "选项：",
        *options,
        "",
        "命令：",
        *commands,
        "",
        f"  {EPILOG}",
    ]
    return "\n".join(parts)


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max(len(name) for name, _ in rows)
    return [f"  {name:{width}}  {text}" for name, text in rows]
