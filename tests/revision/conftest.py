"""What the tests of edited drafts begin with."""

import sys
from pathlib import Path

import pytest

# the helpers of the tests above are used here too
sys.path.insert(0, str(Path(__file__).parent.parent))

from projects import make_project, run


@pytest.fixture
def folder(tmp_path, capsys):
    """A project with one built document."""
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    capsys.readouterr()
    return tmp_path
