import os
from collections.abc import Callable
from pathlib import Path

import pytest
from geometry import Page, pages_of
from office import missing, render
from samples import make


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Page]]:
    """The pages of a sample by its name; all samples are rendered once, in one call."""
    reason = missing()
    if reason:
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    folder: Path = tmp_path_factory.mktemp("rendering")
    samples = make(folder)
    pdfs = dict(zip(samples, render(list(samples.values()), folder), strict=True))
    known: dict[str, list[Page]] = {}

    def pages(name: str) -> list[Page]:
        if name not in known:
            known[name] = pages_of(pdfs[name])
        return known[name]

    return pages
