"""How long it takes to bring new facts into a long draft edited by hand: `python benchmarks/merge.py`.

A report of --paragraphs paragraphs, 1,500 by default, about 47 characters each. The clerk rewords, adds, deletes and
bolds paragraphs; one figure in twenty changes in the facts. Medians of --rounds, in this process; the checks that are
made before anything is written are included.
"""

from __future__ import annotations

import argparse
import copy
import io
import statistics
import time
from pathlib import Path

import docx

from genwen.document.elements import Document, Origin, OriginKind, Paragraph, Run
from genwen.rendering.plans import load_plan
from genwen.rendering.renderer import Renderer
from genwen.revision.merge import Generation, merge_draft
from genwen.revision.model import model_of
from genwen.revision.stored import build_id, stored_model

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "公文" / "文稿.docx"
WORDS = "各单位对照目标任务逐项抓好落实，建立台账，按月核对，及时纠正，累计完成"


def report(paragraphs: int, changed: bool, renderer: Renderer) -> Generation:
    """A long report as generated; `changed` after one figure in twenty has changed."""
    blocks = []
    for number in range(paragraphs):
        figure = number + (1 if changed and number % 20 == 7 else 0)
        origin = Origin(OriginKind.FACT, f"统计.第{number}项")
        runs = (Run(f"第{number}处{WORDS}"), Run(f"{figure}项", "", origin), Run("，成效逐步显现。"))
        blocks.append(Paragraph("公文正文", runs, f"正文/第{number}项"))
    document = Document("长报告", {}, {"正文": tuple(blocks)})
    data = renderer.render(document, {}, build_id=build_id(stored_model(document), ())).data
    return Generation(model_of(document, data), data)


def edited(data: bytes) -> bytes:
    """The draft as a clerk leaves it."""
    draft = docx.Document(io.BytesIO(data))
    body = [paragraph for paragraph in draft.paragraphs if paragraph.text.startswith("第")]
    for number, paragraph in enumerate(body):
        if number % 11 == 3:
            paragraph.runs[0].text = paragraph.runs[0].text.replace("及时纠正", "发现问题立即纠正")
        elif number % 97 == 5:
            paragraph._p.addnext(copy.deepcopy(paragraph._p))
        elif number % 89 == 6:
            paragraph._p.getparent().remove(paragraph._p)
        elif number % 53 == 9:
            paragraph.runs[0].bold = True
    out = io.BytesIO()
    draft.save(out)
    return out.getvalue()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    renderer = Renderer(load_plan(TEMPLATE))
    base, new = (report(options.paragraphs, changed, renderer) for changed in (False, True))
    draft = edited(base.docx)
    characters = sum(len(paragraph.text) for paragraph in docx.Document(io.BytesIO(draft)).paragraphs)
    spent = []
    for _ in range(options.rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        merged = merge_draft(base, draft, new)
        spent.append((time.process_time() - cpu, time.perf_counter() - wall))
        if merged.docx is None or merged.broken:
            raise SystemExit(f"没有合成 not merged：{'；'.join(merged.broken)}")
    cpu, wall = (statistics.median(column) for column in zip(*spent, strict=True))
    print(f"{options.paragraphs}段 paragraphs，{characters}字 characters，{len(merged.outcomes)}处变化 changes：")
    print(f"补进新事实 merge：CPU {cpu:.2f} 秒 s，用时 wall {wall:.2f} 秒 s（界限 bar 2 秒 s）")


if __name__ == "__main__":
    main()
