"""A draft in, a 公文 in the unit's template beside it out; nothing is written unless every character is there, in order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from genwen.diagnostics import FindingsError, GenwenError
from genwen.formatting.arranging import Arranger
from genwen.formatting.drafted import Piece, told_apart
from genwen.formatting.heads import is_order
from genwen.formatting.pictures import Pictured, with_pictures
from genwen.formatting.sources import SYNTAX, decoded, text_form
from genwen.lint.view import TITLE
from genwen.ooxml.carried import MARK, Carried, carried_from, put_back
from genwen.ooxml.carried_parts import said_in_notes
from genwen.ooxml.form import PAGE_FIELD, FormDocument, FormParagraph
from genwen.ooxml.form_reader import form_of
from genwen.ooxml.package import PackageError, read_bytes, read_package, write_atomically
from genwen.ooxml.parts import main_part
from genwen.ooxml.revisions_all import resolved
from genwen.project import Project, open_project, packaged
from genwen.records import record, replace
from genwen.rendering.plans import load_plan
from genwen.rendering.renderer import Renderer
from genwen.rendering.template import packed
from genwen.standard import DEFAULT_FONT_SET, FONT_SETS

_MOST_RUNS = 6
TEXTS = (".txt", ".md", ".markdown")
_NOT_TEXT = "-\u2011□" + PAGE_FIELD
"""What the reader of .docx says for a hyphen that does not break, a symbol, the number of a page."""


@record
class Formatted:
    """What came of a draft: where the result is (None when it is already so), what was taken for what, what is lost."""

    target: Path | None
    pieces: tuple[Piece, ...]
    notices: tuple[str, ...] = ()


@record
class _Draft:
    form: FormDocument
    content: FormDocument
    carried: Carried
    parts: dict[str, bytes]
    notices: tuple[str, ...] = ()


def format_file(
    path: Path, shown: str, template: str, out: Path | None, sealed: str, accepting: bool | None = None
) -> Formatted:
    """Lay the draft out in the template, its revisions first accepted (True) or rejected (False) where it is said.

    Raises PackageError, GenwenError or FindingsError, and then writes nothing.
    """
    press = _Press(_project(path), template, sealed, path.stem)
    draft = _read(path, shown, accepting)
    if not said_by(draft.content):
        raise PackageError(f"文件“{shown}”里没有文字", "请核对文件")
    target = _target(path, out)
    pieces, parts = press.laid_out(draft, shown)
    notices = list(draft.notices)
    if draft.parts and _same(draft.parts, parts):
        return Formatted(None, tuple(pieces), tuple(notices))
    first = pieces
    # what was laid out may be read otherwise than the draft: the result is what no further run would change
    for _ in range(_MOST_RUNS):
        again, settled = press.laid_out(_of_parts(parts, shown), shown)
        if _same(parts, settled):
            break
        pieces, parts = again, settled
    if pieces is not first:
        known = {(piece.role, piece.text) for piece in first if piece.sure}
        pieces = [replace(piece, sure=piece.sure and (piece.role, piece.text) in known) for piece in pieces]
    if not any(piece.role == TITLE for piece in pieces) and not is_order(pieces):
        notices.append("没有认出标题，请补上后再排")
    write_atomically(target, [packed(parts)])
    return Formatted(target, tuple(pieces), tuple(notices))


class _Press:
    """The template ready to be filled, with the settings of the unit."""

    def __init__(self, project: Project | None, template: str, sealed: str, name: str) -> None:
        self.template, self.sealed, self.name = template, sealed, name
        settings = project.settings if project else None
        self.seal_lines = settings.seal_lines if settings else 2
        self.even_page = settings.imprint_even_page if settings else "自动"
        source = project.template(template)[0] if project else _packaged(template)
        chosen, default = FONT_SETS[settings.fonts if settings else DEFAULT_FONT_SET], FONT_SETS[DEFAULT_FONT_SET]
        fonts = {default[role]: chosen[role] for role in default if default[role] != chosen[role]}
        plan = load_plan(source, fonts, shown=source.name)
        self.places = {name for tag in plan.tags if tag.kind in ("内容块", "字段") for name in tag.names}
        self.renderer = Renderer(plan)

    def laid_out(self, draft: _Draft, shown: str) -> tuple[list[Piece], dict[str, bytes]]:
        """What the draft is taken for, and the parts of the result, every character accounted for."""
        pieces = told_apart(draft.form, draft.content)
        arranger = Arranger(self.sealed, self.seal_lines, self.even_page, self.places)
        document = arranger.document(self.name, pieces)
        marked = read_package(self.renderer.render(document).data, shown)
        _verify(said_by(draft.content), said_by(form_of(marked, shown)), shown, self.template)
        parts = put_back(marked, draft.carried, shown)
        _verify(said_by(draft.form), said_by(form_of(parts, shown)), shown, self.template)
        if said_in_notes(draft.parts, shown) != said_in_notes(parts, shown):
            raise GenwenError(f"{shown} 的脚注核对不上，没有写出", "请把这份文件反馈给维护者，先把脚注并入正文")
        return list(arranger.pieces), parts


def said_by(form: FormDocument) -> str:
    """Every character of a document but white space, in reading order, automatic numbers included."""
    texts: list[str] = []
    for block in form.blocks:
        paragraphs = (
            [block]
            if isinstance(block, FormParagraph)
            else [item for row in block.rows for cell in row.cells for item in cell.paragraphs]
        )
        for paragraph in paragraphs:
            if paragraph.text.strip():
                texts.append(paragraph.label + paragraph.text)
    return "".join("".join(texts).split())


def _read(path: Path, shown: str, accepting: bool | None) -> _Draft:
    data = read_bytes(path)
    if path.suffix.lower() in TEXTS:
        text = decoded(data, shown)
        if MARK.search(text):
            raise PackageError(f"文件“{shown}”里有专用区的字符，不能排版", "请删去其中显示不出来的字符")
        markdown = path.suffix.lower() != ".txt"
        pictured = with_pictures(text, path.parent) if markdown else Pictured(text, Carried(), ())
        content = text_form(pictured.text, shown, markdown)
        _verify_text(pictured.text, said_by(content), shown, markdown)
        form = text_form(MARK.sub("", pictured.text), shown, markdown) if pictured.carried.things else content
        return _Draft(form, content, pictured.carried, {}, pictured.notices)
    if path.suffix.lower() != ".docx":
        raise GenwenError(f"“{shown}”不是 .docx、.txt 或 .md 文件", "请用 Word 或 WPS 打开它，另存为 .docx 再试")
    parts = read_package(data, shown)
    notices: tuple[str, ...] = ()
    if accepting is not None:
        before = form_of(parts, shown)
        parts = resolved(data, shown, accepting)
        if before.insertions or before.deletions:
            done = "接受" if accepting else "拒绝"
            notices = (f"先{done}了全部修订：插入{before.insertions}处、删除{before.deletions}处",)
    draft = _of_parts(parts, shown)
    _verify_read(draft.form, draft.carried, shown)
    return replace(draft, notices=(*notices, *draft.notices))


def _of_parts(parts: dict[str, bytes], shown: str) -> _Draft:
    """The draft in the parts of a .docx."""
    carried = carried_from(parts, shown)
    form, content = form_of(parts, shown), form_of(carried.parts, shown)
    return _Draft(form, content, carried, parts, tuple(_left_out(form)))


def _verify_text(text: str, said: str, shown: str, markdown: bool) -> None:
    """Raise GenwenError unless what was read is the text of the file, but for the marks of Markdown."""
    at = 0
    for char in "".join(text.split()):
        if at < len(said) and char == said[at]:
            at += 1
        elif not (markdown and char in SYNTAX):
            break
    else:
        if at == len(said):
            return
    raise GenwenError(f"{shown} 读到的文字核对不上，没有写出", "请把这份文件反馈给维护者")


def _verify_read(form: FormDocument, carried: Carried, shown: str) -> None:
    """Raise GenwenError when text elements of the file were not read (or something was read twice)."""
    read: Counter[str] = Counter()
    for block in form.blocks:
        paragraphs = (
            [block]
            if isinstance(block, FormParagraph)
            else [item for row in block.rows for cell in row.cells for item in cell.paragraphs]
        )
        for paragraph in paragraphs:
            read.update("".join(paragraph.text.split()))
    wanted = Counter("".join(carried.letters.split()))
    for char in _NOT_TEXT:
        read.pop(char, None)
        wanted.pop(char, None)
    if read != wanted:
        lost = "".join((wanted - read).keys())[:10] or "".join((read - wanted).keys())[:10]
        raise GenwenError(
            f"{shown} 里有读不到的文字（如“{lost}”），没有写出",
            "可能在艺术字、域或组合图形里，请在 Word 或 WPS 里改成普通文字再试",
        )


def _verify(before: str, after: str, shown: str, template: str) -> None:
    """Raise GenwenError unless the result says what the draft says, character by character."""
    if before == after:
        return
    at = next((n for n, (one, two) in enumerate(zip(before, after, strict=False)) if one != two),
              min(len(before), len(after)))  # fmt: skip
    near = MARK.sub("", before[max(0, at - 8) : at + 8])
    raise GenwenError(
        f"{shown} 套入模板“{template}”后文字核对不上（“{near}”附近），没有写出",
        "换用模板“文稿”；自己的模板里要有 标题、正文、附件说明、署名、印发件、附件、版记 的标签，不另加文字",
    )


def _left_out(form: FormDocument) -> list[str]:
    """What is not carried over and is no text of the document."""
    notices = []
    if form.comments:
        notices.append(f"{form.comments}处批注没有带过来")
    margins = {
        paragraph.text.strip() for section in form.sections
        for story in (*section.headers.values(), *section.footers.values()) for paragraph in story
    }  # fmt: skip
    said = sorted(text for text in margins if text.strip(f"-—–－─ 0123456789第页共/{PAGE_FIELD}"))
    if said:
        notices.append(f"页眉、页脚没有带过来：“{'”“'.join(said)[:60]}”")
    return notices


def _same(before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    """Whether two documents have one body."""
    return before.get(main_part(before)) == after.get(main_part(after))


def _project(path: Path) -> Project | None:
    """The unit's folder the draft lies in, else that of the working folder; None outside of any."""
    for folder in (path.resolve().parent, Path.cwd()):
        try:
            return open_project(folder)
        except FindingsError:
            raise
        except GenwenError:
            continue
    return None


def _packaged(name: str) -> Path:
    folder = packaged() / "templates" / "公文"
    path = folder / f"{name}.docx"
    if not path.is_file() or path.parent != folder:
        known = "、".join(sorted(item.stem for item in folder.glob("*.docx")))
        raise GenwenError(f"没有名为“{name}”的模板", f"可用：{known}")
    return path


def _target(path: Path, out: Path | None) -> Path:
    """Where the result goes: a name that is not taken."""
    if out is not None:
        if out.is_dir() or out.suffix.lower() != ".docx":
            raise GenwenError(f"“{out}”不是 .docx 文件名", "在 --out 后写出要另存的文件名，如 通知.docx")
        if out.exists():
            raise GenwenError(f"已有文件“{out}”，不覆盖", "换一个名字，或先把它移走")
        return out
    for number in range(1, 1000):
        target = path.with_name(f"{path.stem}.排版{number if number > 1 else ''}.docx")
        if not target.exists():
            return target
    raise GenwenError(f"{path.name} 的排版稿太多", "删去不用的排版稿")


def uncertain(pieces: tuple[Piece, ...]) -> list[Piece]:
    """The pieces that were guessed."""
    return [piece for piece in pieces if not piece.sure]
