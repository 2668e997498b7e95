import pytest

from genwen.cli.entry import main
from genwen.cli.main import main as through_click


def test_the_quick_help_is_clicks_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    quick = capsys.readouterr().out
    assert through_click(["--help"]) == 0
    assert quick == capsys.readouterr().out
    assert "genwen [选项] 命令" in quick
