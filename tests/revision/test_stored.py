"""The model as it is stored: what `model_of` makes of the same document, without places."""

from dataclasses import dataclass

import pytest
from clerk import STATISTICS
from projects import make_project

from genwen.checking import check
from genwen.document.elements import Document
from genwen.project import open_project
from genwen.revision.model import model_from_json, model_of, model_to_json
from genwen.revision.stored import build_id, stored_model


@dataclass
class Sample:
    """A composed document and its stored model."""

    document: Document
    text: str


@pytest.fixture(params=["报告", "总结"])
def sample(request, tmp_path) -> Sample:
    """Each document of the base project."""
    make_project(tmp_path)
    document = check(open_project(tmp_path), [request.param]).documents[request.param][1].document
    return Sample(document, stored_model(document))


def test_it_is_what_is_read_as_the_model(sample) -> None:
    import json

    def without_places(form):
        if isinstance(form, list):
            if len(form) == 6 and isinstance(form[0], int) and isinstance(form[5], list):
                return [*form[:5], []]
            return [without_places(item) for item in form]
        return {key: without_places(item) for key, item in form.items()} if isinstance(form, dict) else form

    expected = without_places(json.loads(model_to_json(model_of(sample.document, b""))))
    assert json.loads(sample.text) == expected
    assert model_to_json(model_from_json(sample.text)) == model_to_json(model_from_json(json.dumps(expected)))
    assert any(block.spans for _, blocks in model_from_json(sample.text).blocks for block in blocks)


def test_lines_make_no_difference_and_texts_do(sample, tmp_path) -> None:
    name = sample.document.name
    statistics = tmp_path / STATISTICS
    statistics.write_text("# 说明\n" + statistics.read_text("utf-8"), "utf-8")
    again = check(open_project(tmp_path), [name]).documents[name][1].document
    assert stored_model(again) == sample.text
    assert len({build_id(sample.text, parts) for parts in ((), (b"a",), (b"", b"a"), (b"b",))}) == 4
    assert build_id(sample.text + " ", ()) != build_id(sample.text, ())
