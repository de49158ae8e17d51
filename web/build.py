"""Puts the script and the style of the HTML report together: `python web/build.py`; with `--check`, only compares.

Modules are laid one behind another in the order in which they need one another, without their imports and exports; no
name stands twice. What comes out ships in the package, and is as readable as what went in.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "reuse" / "reporters" / "page"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.js)";\n', re.MULTILINE)
NAME = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def ordered(name: str, done: list[str]) -> list[str]:
    """Return the modules that `name` needs, and it, each behind those that it needs itself."""
    for needed in IMPORT.findall((HERE / name).read_text(encoding="utf-8")):
        if needed not in done:
            ordered(needed, done)
    if name not in done:
        done.append(name)
    return done


def script() -> str:
    """Return all modules as one script."""
    modules = ordered("main.js", [])
    texts = {name: (HERE / name).read_text(encoding="utf-8") for name in modules}
    if renamed := [name for name, text in texts.items() if re.search(r"^import .*\bas\b", text, re.MULTILINE)]:
        raise SystemExit(f"a name is imported as another in {', '.join(renamed)}: here each keeps its own")
    names = [name for text in texts.values() for name in NAME.findall(text)]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SystemExit(f"these names stand in two modules: {', '.join(twice)}")
    parts = [
        f"// {name}\n{re.sub(r'^export ', '', IMPORT.sub('', text), flags=re.MULTILINE)}"
        for name, text in texts.items()
    ]
    built = '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"
    if re.search(r"</script|<!--", built, re.IGNORECASE):
        raise SystemExit("the script holds what would end it")
    return built


def main() -> int:
    """Write the built files, or say which are not as they would be written."""
    built = {"report.js": script(), "report.css": (HERE / "style.css").read_text(encoding="utf-8")}
    stale = [name for name, text in built.items() if not _same(TARGET / name, text)]
    if "--check" in sys.argv[1:]:
        if stale:
            sys.stderr.write(f"not as built: {', '.join(stale)}; run python web/build.py\n")
        return int(bool(stale))
    for name in stale:
        (TARGET / name).write_text(built[name], encoding="utf-8")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
