"""Renders .docx files to PDF with LibreOffice under stand-in fonts, so that results do not depend on the machine.

`GW_FONTS` names the folder of the stand-in fonts (.ci/setup_render.sh makes it). LibreOffice sees only these.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from genwen.standard import FONT_SETS

STAND_INS: Mapping[str, str] = {
    "小标宋": "GW XiaoBiaoSong",
    "仿宋": "GW FangSong",
    "楷体": "GW Kai",
    "黑体": "GW Hei",
    "宋体": "GW Song",
}
LATIN = {"Times New Roman": "Liberation Serif", "Arial": "Liberation Sans"}


def missing() -> str:
    """Why nothing can be rendered here; "" when it can."""
    if not shutil.which("soffice"):
        return "LibreOffice is not installed"
    if not any(_fonts().glob("*.otf")):
        return "GW_FONTS names no folder with the stand-in fonts (see .ci/setup_render.sh)"
    return ""


def _fonts() -> Path:
    return Path(os.environ.get("GW_FONTS") or "nowhere")


def _aliases() -> str:
    wanted = [(names[role], family) for names in FONT_SETS.values() for role, family in STAND_INS.items()]
    return "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{family}</family></prefer></alias>'
        for name, family in [*wanted, *LATIN.items()]
    )


@cache
def _configuration() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    folder = tempfile.TemporaryDirectory(prefix="genwen-render-")
    path = Path(folder.name) / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f"<dir>{_fonts().resolve()}</dir><cachedir>{folder.name}/cache</cachedir>{_aliases()}</fontconfig>",
        encoding="utf-8",
    )
    return folder, Path(folder.name)


def render(files: Sequence[Path], out: Path) -> list[Path]:
    """Convert the files in one call of LibreOffice; the PDF files, in order. Raises RuntimeError when one is missing."""
    home = _configuration()[1]
    result = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(out),
            *map(str, files),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(home / "fonts.conf")},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    made = [out / f"{file.stem}.pdf" for file in files]
    if not all(path.exists() for path in made):
        raise RuntimeError(f"LibreOffice made no PDF: {result.stderr[-400:]}")
    return made
