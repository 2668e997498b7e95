"""Faults planted into a right document: text replaced in a paragraph, a property changed, an element taken out."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Parts = dict[str, bytes]


@dataclass(frozen=True)
class Fault:
    """What is done, and the rule and the place (part of what is said or of where) it must be found by."""

    plant: Callable[[Parts], None]
    rule: str
    place: str


def unzipped(data: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Parts) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def _edit(part: str, change: Callable[[Any], None]) -> Callable[[Parts], None]:
    def plant(parts: Parts) -> None:
        names = [name for name in parts if name.endswith(part)]
        assert names, part
        root = etree.fromstring(parts[names[0]])
        change(root)
        parts[names[0]] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return plant


def paragraphs(root: Any, containing: str) -> list[Any]:
    """The paragraphs whose own text holds the words; never none."""
    found = [
        item for item in root.iter(f"{W}p") if containing in "".join(text.text or "" for text in item.iter(f"{W}t"))
    ]
    inner = [item for item in found if item.find(f".//{W}txbxContent") is None]
    assert inner, containing
    return inner


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def say(old: str, new: str, rule: str, place: str = "", nth: int = 0) -> Fault:
    """Replace words in the `nth` paragraph that holds them, in the runs where they differ."""

    def change(root: Any) -> None:
        texts = list(paragraphs(root, old)[nth].iter(f"{W}t"))
        whole = "".join(item.text or "" for item in texts)
        same = _same(old, new)
        tail = _same(old[same:][::-1], new[same:][::-1])
        begin = whole.index(old) + same
        end, put, start = begin + len(old) - same - tail, new[same : len(new) - tail], 0
        for item in texts:
            text = item.text or ""
            first, last = max(begin - start, 0), min(end - start, len(text))
            if first < last or (begin == end and 0 <= first <= len(text) and put):
                item.text, put = text[:first] + put + text[last:], ""
                item.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            start += len(text)

    return Fault(_edit("word/document.xml", change), rule, place or new)


def add_after(words: str, text: str, rule: str, place: str = "") -> Fault:
    """A copy of a paragraph of the body, with other words, after it."""

    def change(root: Any) -> None:
        from copy import deepcopy

        model = paragraphs(root, words)[0]
        copy = deepcopy(model)
        for run in copy.findall(f"{W}r")[1:]:
            copy.remove(run)
        texts = copy.findall(f".//{W}t")
        texts[0].text = text
        model.addnext(copy)

    return Fault(_edit("word/document.xml", change), rule, place or text[:8])


def _property(paragraph: Any, tag: str, **values: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}{tag}"):
        properties.remove(old)
    element = etree.SubElement(properties, f"{W}{tag}")
    for name, value in values.items():
        element.set(f"{W}{name}", value)


def lay(words: str, tag: str, rule: str, place: str = "", nth: int = 0, **values: str) -> Fault:
    """Set a direct property of a paragraph."""
    return Fault(
        _edit("word/document.xml", lambda root: _property(paragraphs(root, words)[nth], tag, **values)),
        rule,
        place or words,
    )


def look(words: str, tag: str, rule: str, place: str = "", nth: int = 0, **values: str) -> Fault:
    """Set a direct property of the runs of a paragraph."""

    def change(root: Any) -> None:
        for run in paragraphs(root, words)[nth].findall(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            for old in properties.findall(f"{W}{tag}"):
                properties.remove(old)
            element = etree.SubElement(properties, f"{W}{tag}")
            for name, value in values.items():
                element.set(f"{W}{name}", value)

    return Fault(_edit("word/document.xml", change), rule, place or words)


def page(tag: str, rule: str, place: str, **values: str) -> Fault:
    """Change the page set-up of every section."""

    def change(root: Any) -> None:
        for element in root.iter(f"{W}{tag}"):
            for name, value in values.items():
                element.set(f"{W}{name}", value)

    return Fault(_edit("word/document.xml", change), rule, place)


def drop(tag: str, rule: str, place: str, part: str = "word/document.xml", under: str = "") -> Fault:
    """Take out every element called `tag`, or those inside paragraphs that hold `under`."""

    def change(root: Any) -> None:
        holders = paragraphs(root, under) if under else [root]
        found = [element for holder in holders for element in holder.iter(f"{W}{tag}")]
        assert found, tag
        for element in found:
            element.getparent().remove(element)

    return Fault(_edit(part, change), rule, place)


def footer(old: str, new: str, rule: str, place: str = "页码") -> Fault:
    """Replace words in every footer."""

    def plant(parts: Parts) -> None:
        names = [name for name in parts if "footer" in name and name.endswith(".xml") and old.encode() in parts[name]]
        assert names
        for name in names:
            parts[name] = parts[name].replace(old.encode(), new.encode())

    return Fault(plant, rule, place)


def revised(words: str, rule: str = "G702", place: str = "") -> Fault:
    """Make the runs of a paragraph a tracked insertion."""

    def change(root: Any) -> None:
        paragraph = paragraphs(root, words)[0]
        run = paragraph.find(f"{W}r")
        insertion = etree.Element(f"{W}ins")
        insertion.set(f"{W}id", "901")
        insertion.set(f"{W}author", "某某")
        run.addprevious(insertion)
        insertion.append(run)

    return Fault(_edit("word/document.xml", change), rule, place or words[:6])
