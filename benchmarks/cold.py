"""Cold start: `genwen build` and `genwen --help` as whole processes against the smallest docxtpl program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docx
import sample
from measure import Times, child_times
from plain import differences, write_template

import genwen
from genwen.ooxml.archive import deflater

SCRIPT = Path(__file__).with_name("docxtpl_script.py")
REFERENCE = "docxtpl"


def genwen_command() -> list[str]:
    """The installed console script of this interpreter, `python -m genwen` else."""
    found = shutil.which("genwen", path=sysconfig.get_path("scripts"))
    return [found] if found else [sys.executable, "-m", "genwen"]


def process_environment(folder: Path) -> dict[str, str]:
    """The environment of the processes: modules compiled once, as after an installation, whatever is set outside."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    if genwen_command()[0] == sys.executable:
        environment["PYTHONPATH"] = str(Path(genwen.__file__).parent.parent)
    return environment | {"PYTHONPYCACHEPREFIX": str(folder / "pycache")}


@dataclass
class Case:
    """A process to be measured: its command, what puts its folder in the state wanted, and the bar."""

    key: str
    label: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    prepare: Callable[[], object] = bool
    bar: float | None = None
    times: list[Times] = field(default_factory=list)

    def run(self) -> Times:
        """Run the process once; SystemExit with what it said when it fails."""
        self.prepare()
        start = child_times()
        done = subprocess.run(self.command, cwd=self.folder, capture_output=True, env=self.environment, check=False)
        times = child_times() - start
        if done.returncode:
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            raise SystemExit(f"{' '.join(self.command)}：退出码{done.returncode}\n{said}")
        return times


def cases(folder: Path, name: str) -> list[Case]:
    """The processes to be measured, each in a folder of its own, with every cache that it may have filled."""
    genwen_build = [*genwen_command(), "build", name]
    homes = {}
    for key in ("none", "present", "deleted", "edited", "draft", "merged"):
        homes[key] = folder / key
        homes[key].mkdir()
        sample.make_project(homes[key])
    subject = sample.subject(homes["none"], name, deflater())
    composed = subject.composed(sample.load(homes["none"]))
    template, data, output = folder / "模板.docx", folder / "数据.json", folder / "docxtpl.docx"
    (context,) = write_template(subject, [composed.document], template)
    data.write_text(json.dumps(context, ensure_ascii=False), "utf-8")
    minimal = [sys.executable, str(SCRIPT), str(template), str(data), str(output)]
    edits = iter(range(1, 1_000_000))
    drafts: list[bytes] = []

    def reset(home: Path, draft: bytes, number: int) -> None:
        """The draft as the clerk left it, and a fact changed since."""
        (home / built).write_bytes(draft)
        sample.vary(home, number)

    environment = process_environment(folder)
    built = Path("outputs") / str(subject.project.year) / f"{name}.docx"
    found = [
        Case(REFERENCE, "docxtpl 最小程序 minimal script", minimal, folder, environment),
        Case("python", "python -c pass", [sys.executable, "-c", "pass"], folder, environment),
        Case("none", f"genwen build {name}：无缓存 no cache", genwen_build, homes["none"], environment,
             lambda: shutil.rmtree(homes["none"] / "outputs", ignore_errors=True), bar=1.6),
        Case("edited", "  改了一个数 one figure edited", genwen_build, homes["edited"], environment,
             lambda: sample.vary(homes["edited"], next(edits))),
        Case("present", "  未改，输出在 unchanged, output there", genwen_build, homes["present"], environment, bar=1.0),
        Case("deleted", "  未改，输出已删 unchanged, output deleted", genwen_build, homes["deleted"], environment,
             lambda: (homes["deleted"] / built).unlink(missing_ok=True), bar=1.0),
        Case("draft", "  手工改过，事实未变 edited by hand, facts unchanged", genwen_build, homes["draft"], environment),
        Case("merged", "  手工改过，补进一个数 edited by hand, one figure merged", genwen_build, homes["merged"], environment,
             lambda: reset(homes["merged"], drafts[0], next(edits))),
        Case("help", "genwen --help", [*genwen_command(), "--help"], folder, environment, bar=1 / 3),
    ]  # fmt: skip
    for key in ("draft", "merged"):
        # built once, then edited as in an editor
        Case(key, key, genwen_build, homes[key], environment).run()
        drafts.append(reworded(homes[key] / built))
    for case in found:
        case.run()
    if different := differences(homes["none"] / built, output):
        raise SystemExit("genwen 和 docxtpl 的输出不同：\n" + "\n".join(different[:10]))
    return found


def reworded(path: Path) -> bytes:
    """The document with words put before its 特此报告, saved as an editor does."""
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("特此"):
            paragraph.insert_paragraph_before("以上情况，已经区人民政府常务会议研究。", style=paragraph.style)
            paragraph.runs[0].text = f"现{paragraph.runs[0].text}"
    document.save(str(path))
    return path.read_bytes()
