"""Accepts and rejects all changes with LibreOffice over UNO; run by a Python that has `uno`, not by the tests' own.

    python3 office_resolve.py FOLDER

For every .docx of the folder a .json beside it: the texts of paragraphs and cells after accepting, after rejecting.
"""

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def property_of(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(folder):
    pipe = f"genwen{time.time_ns()}"
    process = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nodefault",
         f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        with contextlib.suppress(Exception):
            return process, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(0.5)
    process.kill()
    raise SystemExit("LibreOffice does not answer")


def texts(text):
    for block in text:
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.getCellNames():
                yield from texts(block.getCellByName(name))
        else:
            yield block.getString()


def main():
    folder = Path(sys.argv[1]).resolve()
    process, context = connected(folder)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    try:
        for path in sorted(folder.glob("*.docx")):
            found = {}
            for how in ("Accept", "Reject"):
                document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (property_of("Hidden", True),))
                helper.executeDispatch(document.CurrentController.Frame, f".uno:{how}AllTrackedChanges", "", 0, ())
                found[how] = [text for text in texts(document.Text) if text.strip()]
                document.close(True)
            path.with_suffix(".json").write_text(json.dumps(found, ensure_ascii=False))
    finally:
        with contextlib.suppress(Exception):
            desktop.terminate()
        time.sleep(1)
        if process.poll() is None:
            process.kill()


if __name__ == "__main__":
    main()
