"""An image file in, the drawing that shows it out: its size from its own pixels and resolution."""

from __future__ import annotations

import struct
from typing import Any

from genwen.ooxml.formatting import W
from genwen.records import record

_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
KINDS = "PNG、JPEG、GIF、BMP、TIFF"


@record
class Picture:
    """A `w:drawing` that refers to an image by `identity`, and the image: extension and bytes."""

    drawing: Any
    identity: str
    extension: str
    data: bytes


def picture_of(data: bytes, number: int, said: str) -> Picture | None:
    """The picture of an image, described by the words `said`; None for what is no image of the kinds known."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image
    from docx.oxml.shape import CT_Inline
    from lxml import etree

    try:
        image = Image.from_blob(data)
        width, height = int(image.width), int(image.height)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ArithmeticError, LookupError,
            ValueError, struct.error):  # fmt: skip
        return None  # the readers of headers raise whatever they meet in a broken one
    if width < 1 or height < 1:
        return None
    identity = f"genwen{number}"
    inline = CT_Inline.new_pic_inline(number, identity, f"图片{number}", width, height)  # type: ignore[arg-type]
    drawing = etree.fromstring(f'<w:drawing xmlns:w="{W[1:-1]}"/>')
    drawing.append(etree.fromstring(etree.tostring(inline)))
    for properties in drawing.iter(_DESCRIBED) if said else ():
        properties.set("descr", said)
    return Picture(drawing, identity, image.ext, data)
