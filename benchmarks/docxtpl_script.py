"""The smallest docxtpl program that makes a document: template, data (JSON) and output on the command line."""

import json
import sys

from docxtpl import DocxTemplate

template, data, output = sys.argv[1:]
with open(data, encoding="utf-8") as stream:
    context = json.load(stream)
document = DocxTemplate(template)
document.render(context, autoescape=True)
document.save(output)
