"""JSON as it is committed: lists of numbers on one line."""

import json
import re


def save(path, value) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    text = re.sub(r"\[[\d\s,.\-e]+\]", lambda found: re.sub(r"\s+", " ", found[0]), text)
    path.write_text(text + "\n")
