"""Sets up everything on a machine that has nothing but Python, then opens the dashboard or runs the tests.

python start.py          opens the dashboard, on sample data where nothing has been loaded yet
python start.py test     runs the tests; what follows is handed to pytest
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PLACE = ROOT / ".venv"
PYTHON = PLACE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment(requirements: str) -> None:
    """The environment in .venv has just what the file of requirements pins."""
    if not PYTHON.exists():
        print("Making the environment in .venv ...", flush=True)
        if subprocess.call([sys.executable, "-m", "venv", str(PLACE)]) != 0:
            sys.exit("Python could not make an environment. On Debian and Ubuntu: sudo apt install python3-venv")
    pinned = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    stamp = PLACE / f"installed-{requirements}"
    if stamp.exists() and stamp.read_text() == pinned:
        return
    print(f"Installing what {requirements} names (a few minutes the first time) ...", flush=True)
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]
    if subprocess.call(install, cwd=ROOT) != 0:
        sys.exit("The packages could not be installed; is this machine online? Mend that and start again.")
    stamp.write_text(pinned)


def main() -> int:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit("Hearth needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0])
    if sys.argv[1:2] == ["test"]:
        environment("requirements-dev.txt")
        asked = sys.argv[2:] or ["-q", "-n", "2", "--dist", "loadfile"]
        return subprocess.call([str(PYTHON), "-m", "pytest", *asked], cwd=ROOT)
    environment("requirements.txt")
    loaded = Path(os.environ.get("HEARTH_HOME") or "var") / "warehouse" / "current.json"
    if not (ROOT / loaded).exists() and subprocess.call([str(PYTHON), "-m", "pipelines", "demo"], cwd=ROOT) != 0:
        return 1
    return subprocess.call([str(PYTHON), "serve.py", *sys.argv[1:]], cwd=ROOT)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
