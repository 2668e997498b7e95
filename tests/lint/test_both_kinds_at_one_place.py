"""Findings of both kinds at one place, with a comment each, also in what fix left; files of odd makes."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import right_documents
from lint_faults import Fault, revised, say, unzipped, zipped
from lxml import etree

from genwen.cli.main import main
from genwen.lint.viewing import view_of_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def written(path: Path, *faults: Fault, name: str = "报告") -> str:
    parts = unzipped(right_documents.right(name))
    for fault in faults:
        fault.plant(parts)
    path.write_bytes(zipped(parts))
    return str(path)


def checked(capsys: Any, *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    main([*arguments, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def prose(path: Path) -> str:
    """A sentence of the body of the 报告 that can be turned into a contradiction."""
    return next(line.text for line in view_of_file(path).lines if line.role == "正文")


def test_numbers_that_do_not_agree_stand_where_the_rules_of_form_say_and_have_a_comment(
    tmp_path: Path, capsys: Any
) -> None:
    path = tmp_path / "例.docx"
    words = prose(Path(written(path)))
    added = "全年用电120万千瓦时，比上年的100万千瓦时增长30%。"
    file = written(path, say(words, words + added, ""))
    (finding,) = [item for item in checked(capsys, "check", file, "--annotate")["findings"] if item["code"] == "A803"]
    assert finding["position"]["place"].startswith("主体·正文 第1段“")
    with zipfile.ZipFile(tmp_path / "例.核对.docx") as package:
        comments = etree.fromstring(package.read("word/comments.xml"))
        body = etree.fromstring(package.read("word/document.xml"))
    (comment,) = [item for item in comments if "A803" in "".join(item.itertext())]
    mark = next(item for item in body.iter(f"{W}commentReference") if item.get(f"{W}id") == comment.get(f"{W}id"))
    assert added in "".join(next(mark.iterancestors(f"{W}p")).itertext())


def test_fix_lists_what_does_not_agree(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "例.docx"
    words = prose(Path(written(path)))
    file = written(path, say(words, words + "全年用电120万千瓦时,比上年的100万千瓦时增长30%。", ""))
    (result,) = checked(capsys, "fix", file)["files"]
    left = {item["code"]: item for item in result["left"]}
    assert result["written"]
    assert "A803" in left
    assert (left["G702"]["severity"], "改正留下的修订" in left["G702"]["hint"]) == ("提示", True)
    (again,) = checked(capsys, "fix", result["written"])["files"]
    assert again["written"] is None
    assert {item["code"]: item["severity"] for item in again["left"]} == {"A803": "警告", "G702": "提示"}


def test_fix_leaves_revisions_of_others_as_errors(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "例.docx"
    words = prose(Path(written(path)))
    (result,) = checked(capsys, "fix", written(path, revised(words[:6])))["files"]
    assert [item["severity"] for item in result["left"] if item["code"] == "G702"] == ["错误"]


def test_what_is_fetched_from_elsewhere_is_told_and_never_fetched(tmp_path: Path, capsys: Any) -> None:
    head = "http://schemas.openxmlformats.org"
    for target, told in (
        ("http://192.0.2.1/t.dotx", True),
        ("\\\\server\\t.dotx", True),
        ("file:///C:\\Users\\t.dotm", False),
    ):
        parts = unzipped(right_documents.right("通知"))
        parts["word/_rels/settings.xml.rels"] = (
            f'<Relationships xmlns="{head}/package/2006/relationships"><Relationship Id="r1" TargetMode="External" '
            f'Type="{head}/officeDocument/2006/relationships/attachedTemplate" Target="{target}"/></Relationships>'
        ).encode()
        (tmp_path / "例.docx").write_bytes(zipped(parts))
        codes = [item["code"] for item in checked(capsys, "check", str(tmp_path / "例.docx"))["findings"]]
        assert codes == (["G714"] if told else [])


@pytest.mark.parametrize(
    ("name", "inside", "said"),
    [("甲.docx", "EncryptedPackage", "设有密码"), ("甲.docx", "WordDocument", "旧版 .doc 文档，只是改了扩展名"), ("甲.doc", "WordDocument", "旧版 .doc 文档，不是"),
     ("甲.wps", "WordDocument", ".wps 文档"), ("甲.docx", "Workbook", "旧版表格")],
)  # fmt: skip
def test_compound_files_are_told_apart(name: str, inside: str, said: str, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / name).write_bytes(OLE + b"\0" * 1528 + inside.encode("utf-16-le") + b"\0" * 4000)
    for command in ("check", "fix"):
        assert main([command, str(tmp_path / name)]) == 2
        err = capsys.readouterr().err
        assert said in err
        assert len(err.strip().splitlines()) == 2


def test_aims_side_by_side_are_no_contradiction(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "例.docx"
    words = prose(Path(written(path)))
    aims = "到2024年底，全市政府信息主动公开率达到100%，依申请公开按时办结率达到100%，群众满意度不低于95.5%。"
    file = written(path, say(words, words + aims, ""))
    assert [item["code"] for item in checked(capsys, "check", file)["findings"]] == []
