"""Make stand-ins for the fonts of a 公文 from the Fandol fonts: `stand_in_fonts.py FANDOL_FOLDER OUT_FOLDER`.

Each face becomes a family of its own, so that a PDF tells which of them was asked for, regular in weight (小标宋 is
drawn with a bold Song), with the line height that Word gives East Asian fonts, 1.3 em. FandolSong comes with a
descender of the wrong sign. The copies stay on the machine that measures; they are not for distribution.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FACES = {
    "GW XiaoBiaoSong": "FandolSong-Bold.otf",
    "GW FangSong": "FandolFang-Regular.otf",
    "GW Kai": "FandolKai-Regular.otf",
    "GW Hei": "FandolHei-Regular.otf",
    "GW Song": "FandolSong-Regular.otf",
}
ABOVE, BELOW = 1.009, 0.291
"""Ascent and descent in em."""
REGULAR_BIT, BOLD_BIT, ITALIC_BIT = 1 << 6, 1 << 5, 1 << 0


def correct_heights(font: TTFont) -> None:
    """Give all three sets of vertical metrics the same height."""
    em = font["head"].unitsPerEm
    above, below = round(ABOVE * em), round(BELOW * em)
    across, windows = font["hhea"], font["OS/2"]
    across.ascent, across.descent, across.lineGap = above, -below, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = above, -below, 0
    windows.usWinAscent, windows.usWinDescent = above, below


def rename(font: TTFont, family: str) -> None:
    """Make the face the regular one of `family`, whatever it was."""
    windows = font["OS/2"]
    windows.usWeightClass = 400
    windows.fsSelection = (windows.fsSelection | REGULAR_BIT) & ~(BOLD_BIT | ITALIC_BIT)
    font["head"].macStyle = 0
    compact = family.replace(" ", "")
    values = {1: family, 2: "Regular", 3: f"{compact} for measuring", 4: family, 6: compact}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in (*values, 16, 17, 21, 22)]
    for number, value in values.items():
        table.setName(value, number, 3, 1, 0x409)
        table.setName(value, number, 1, 0, 0)


def main(source: Path, target: Path) -> None:
    """Write all stand-ins."""
    for family, file in FACES.items():
        font = TTFont(source / file, recalcBBoxes=False, lazy=True)
        correct_heights(font)
        rename(font, family)
        font.save(target / f"{family.replace(' ', '')}.otf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
