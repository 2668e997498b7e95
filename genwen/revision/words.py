"""What can become of a document in a build, and the digest a record keeps of a file."""

from __future__ import annotations

import hashlib

NEW, SAME, REPLACED, LEFT, MERGED, BESIDE = "新建", "未变", "更新", "保留", "合并", "新稿"
"""Written anew; as it was; regenerated; edited by hand and left; edited and merged; left with a 新稿 beside it."""


def digest(data: bytes) -> str:
    """The digest a record keeps of a file."""
    return hashlib.sha256(data).hexdigest()
