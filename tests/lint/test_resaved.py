"""Documents that LibreOffice wrote anew, straight and by way of .odt, .rtf and .html: the 要素 are still told."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from foreign_forms import written
from foreign_score import Score, score
from foreign_texts import content

from genwen.lint.viewing import view_of_file

SAMPLES = (
    ("通知", "直接格式"),
    ("请示", "内置标题"),
    ("报告", "表格"),
    ("意见", "自定样式"),
    ("联合通知", "居中落款"),
    ("函", "WPS"),
)
WAYS = {"docx": "", "odt": "odt", "rtf": "rtf", "html": "html:HTML (StarWriter)"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a profile of its own."""
    if not shutil.which("soffice"):
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    return tmp_path_factory.mktemp("office")


def convert(office: Path, kind: str, files: list[Path], out: Path) -> list[Path]:
    """The files in another form, all in one call."""
    command = [
        "soffice",
        f"-env:UserInstallation={(office / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(out),
    ]
    if files[0].suffix == ".html":
        command.insert(3, "--infilter=HTML (StarWriter)")
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=180)
    made = [out / f"{path.stem}.{kind.split(':')[0]}" for path in files]
    assert [path for path in made if not path.is_file()] == []
    return made


@pytest.mark.parametrize("way", WAYS)
def test_elements_are_told_after_a_conversion(way: str, office: Path, tmp_path: Path) -> None:
    files = []
    for name, form in SAMPLES:
        path = tmp_path / f"{name}.docx"
        path.write_bytes(written(content(name), form))
        files.append(path)
    if WAYS[way]:
        files = convert(office, WAYS[way], files, tmp_path / "between")
    whole = Score()
    for path in convert(office, "docx", files, tmp_path / "again"):
        found = score(view_of_file(path), content(path.stem))
        if way == "rtf":  # LibreOffice leaves text boxes out of .rtf
            found.wrong = [item for item in found.wrong if path.stem != "函"]
        whole.add(found)
    assert whole.surely_wrong == []
    assert (whole.right + whole.unsure) / whole.total > 0.95
    assert whole.total > 70
