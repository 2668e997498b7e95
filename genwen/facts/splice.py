"""One scalar of a YAML file replaced in its text: everything else, comments, order and line ends, stays byte for byte.

The new text is parsed again, and must differ from the old one in exactly that leaf.
"""

from __future__ import annotations

from collections.abc import Iterator

from genwen.facts.source.nodes import Mapping, Node, Scalar, Sequence
from genwen.facts.source.reader import encoding_of, parse_source


class CannotSplice(ValueError):
    """The scalar cannot be replaced in place; the message, in Chinese, says why."""


def leaves(node: Node | None) -> Iterator[Scalar]:
    """The scalars below a node in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for item in node.values():
            yield from leaves(item)
    elif isinstance(node, Sequence):
        for item in node:
            yield from leaves(item)


def scalar_at(data: bytes, line: int, column: int) -> tuple[int, Scalar]:
    """The number and the scalar of the leaf that begins at a place. Raises CannotSplice when there is none."""
    for number, leaf in enumerate(leaves(parse_source(data, "").root)):
        if (leaf.position.line, leaf.position.column) == (line, column):
            return number, leaf
    raise CannotSplice("事实文件刚刚被改动过，找不到原来的位置")


def spliced(data: bytes, number: int, text: str) -> bytes:
    """The file with its leaf `number` saying `text`, in the quotes it has. Raises CannotSplice."""
    source = parse_source(data, "")
    before = list(leaves(source.root))
    leaf = before[number]
    raw, encoding = _raw(data)
    starts = _offsets(raw)
    typed = source.text[leaf.start : leaf.end]
    if "\n" in typed.strip() or typed[:1] in ("|", ">"):
        raise CannotSplice("这项写成了多行，请自己改")
    if not typed.strip() or "\n" in text or "\r" in text:
        raise CannotSplice("这项是空的或要分行，请自己改")
    tail = len(typed) - len(typed.rstrip())
    begin, end = starts[leaf.start], starts[leaf.end - tail]
    for form in _forms(typed, text):
        changed = raw[:begin] + form + raw[end:]
        try:
            result = _encoded(changed, data, encoding)
        except UnicodeEncodeError as error:
            raise CannotSplice(f"文件的编码写不出“{error.object[error.start]}”，先把文件另存为 UTF-8") from error
        after = parse_source(result, "")
        found = list(leaves(after.root))
        if len(found) == len(before) and all(
            (str(one) == text if at == number else (str(one), one.path) == (str(other), other.path))
            for at, (one, other) in enumerate(zip(found, before, strict=True))
        ):
            return result
    raise CannotSplice("换上去以后，文件里别的内容也会变，请自己改")


def _forms(typed: str, text: str) -> Iterator[str]:
    """The new text as it may be typed: quoted as before, plain where it was plain, quoted where plain will not do."""
    single, double = "'" + text.replace("'", "''") + "'", '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if typed.startswith('"'):
        yield double
    elif typed.startswith("'"):
        yield single
    else:
        yield text
        yield single


def _raw(data: bytes) -> tuple[str, str]:
    """The text of the file, its line ends and a byte order mark as they are, and its encoding."""
    encoding, _ = encoding_of(data)
    encoding = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"


def _encoded(text: str, data: bytes, encoding: str) -> bytes:
    if encoding in ("utf-16", "utf-32"):
        # these codecs write a byte order mark of their own, in the order of this machine
        little = data.startswith(b"\xff\xfe")
        return ("\ufeff" + text.removeprefix("\ufeff")).encode(f"{encoding}-{'le' if little else 'be'}")
    return text.encode(encoding)


def _offsets(raw: str) -> list[int]:
    """For each character of the text as parsed (no byte order mark, line ends as one) its offset in the raw one."""
    starts = []
    at = 1 if raw.startswith("\ufeff") else 0
    while at < len(raw):
        starts.append(at)
        at += 2 if raw.startswith("\r\n", at) else 1
    return [*starts, len(raw)]
