"""What the tests of edited drafts begin with."""

import pytest
from projects import make_project, run


@pytest.fixture
def folder(tmp_path, capsys):
    """A project with one built document."""
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    capsys.readouterr()
    return tmp_path
