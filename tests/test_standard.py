from __future__ import annotations

import pytest

from genwen import standard


def test_the_type_area_is_156_by_225_mm() -> None:
    assert standard.TYPE_AREA_WIDTH == 8845
    assert standard.TYPE_AREA_HEIGHT == 12756
    assert pytest.approx(156, abs=0.05) == standard.TYPE_AREA_WIDTH / standard.TWIPS_PER_MM
    assert pytest.approx(225, abs=0.05) == standard.TYPE_AREA_HEIGHT / standard.TWIPS_PER_MM


def test_exactly_22_lines_of_28_characters_fit() -> None:
    assert standard.TYPE_AREA_HEIGHT // standard.LINE_PITCH == standard.LINES
    assert standard.TYPE_AREA_WIDTH // standard.BODY_ADVANCE == standard.CHARS
    assert standard.TYPE_AREA_WIDTH // (standard.TITLE_SIZE_PT * standard.TWIPS_PER_PT) == standard.TITLE_CHARS


def test_margins_are_within_the_tolerance_of_the_standard() -> None:
    assert pytest.approx(37, abs=0.1) == standard.MARGIN_TOP / standard.TWIPS_PER_MM
    assert pytest.approx(28, abs=0.1) == standard.MARGIN_LEFT / standard.TWIPS_PER_MM


def test_every_font_set_names_a_font_for_every_role() -> None:
    for fonts in standard.FONT_SETS.values():
        assert tuple(fonts) == standard.FONT_ROLES
    assert standard.DEFAULT_FONT_SET in standard.FONT_SETS


def test_document_types() -> None:
    assert len(standard.DOCUMENT_TYPES) == 15
    upward = {name for name, kind in standard.DOCUMENT_TYPES.items() if kind.needs_signatory}
    assert upward == {"报告", "请示"}
    for kind in standard.DOCUMENT_TYPES.values():
        assert kind.direction in kind.directions
        assert set(kind.directions) <= set(standard.DIRECTIONS)
    assert not set(standard.UNOFFICIAL_TYPES) & set(standard.DOCUMENT_TYPES)


@pytest.mark.parametrize(
    ("text", "font_set", "missing"),
    [
        ("关于报送2025年工作报告的通知——“十四五”……〔2025〕7号·℃", "GB2312", ()),
        ("朱镕基、赵堃、李喆、李喆", "GB2312", ("镕", "堃", "喆")),
        ("朱镕基、赵堃、李喆", "GBK", ()),
        ("𫖯镕", "GBK", ("𫖯",)),
        ("𫖯镕", "系统自带", ("𫖯",)),
        ("节能\n\t（一）1.A", "GB2312", ()),
    ],
)
def test_missing_characters(text: str, font_set: str, missing: tuple[str, ...]) -> None:
    assert standard.missing_characters(text, font_set) == missing


def test_unknown_font_set() -> None:
    with pytest.raises(KeyError):
        standard.missing_characters("节", "方正")
