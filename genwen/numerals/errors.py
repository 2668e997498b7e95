"""The error of all readers of numerals, and the digits a clerk's input method puts in their way."""

from __future__ import annotations


class NumeralError(ValueError):
    """A text is not the numeral it should be: `message` says why, `hint` how to write it (both Chinese)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


_HALF_WIDTH = {0xFF10 + i: str(i) for i in range(10)} | {
    0xFF0E: ".",
    0xFF0C: ",",
    0xFF0D: "-",
    0xFF05: "%",
    0x2212: "-",
}


def half_width(text: str) -> str:
    """`text` with full-width digits, points, commas, signs and per cents made half-width."""
    return text.translate(_HALF_WIDTH)


def has_full_width_digits(text: str) -> bool:
    """Whether one of ０…９ stands in `text`."""
    return any("０" <= character <= "９" for character in text)
