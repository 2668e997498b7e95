"""Where in the hierarchy of headings a list of blocks stands: its ordinals, forms and closing marks."""

from __future__ import annotations

from genwen import numerals
from genwen.document.elements import NUMBERING, Run, Text
from genwen.document.outline.compiled import CLOSING_OF_FORM, Profile
from genwen.records import made, record


@record(frozen=False)
class Level:
    """Where in the hierarchy a list of blocks stands, and how far its ordinals have come."""

    profile: Profile
    depth: int
    own_number: str | None = None
    own_form: str | None = None
    own_closing: str | None = None
    counts: dict[str, int] = made(default_factory=dict)

    def number(self) -> str:
        """The ordinal style of the headings here, "" for none."""
        return self.own_number if self.own_number is not None else self.profile.number(self.depth)

    def form(self) -> str:
        """The form of the headings here: 独行, 段首 or 标签."""
        return self.own_form or self.profile.form(self.depth)

    def closing(self, form: str) -> str:
        """The mark after a heading; that of the profile belongs to the form the profile names."""
        chosen = self.own_closing
        if chosen is None and form == self.profile.form(self.depth):
            chosen = self.profile.closing(self.depth)
        return chosen if chosen is not None else CLOSING_OF_FORM[form]

    def ordinal(self, style: str) -> Text:
        """The next ordinal of a style; raises ValueError when the style has no further one."""
        if not style:
            return ()
        self.counts[style] = self.counts.get(style, 0) + 1
        return (Run(numerals.ordinal(style, self.counts[style]), "", NUMBERING),)

    def below(self, number: str | None = None, form: str | None = None, closing: str | None = None) -> Level:
        """The level of what stands under a heading here."""
        return Level(self.profile, self.depth + 1, number, form, closing)
