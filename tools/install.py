"""Make `.venv` ready: `python3 tools/install.py requirements.txt`.

Runs on any Python 3, so that one too old is refused with a sentence rather than a syntax error. Packages come
from the lock with their hashes, through uv because it is ten times faster, through pip where uv cannot be had.
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
INSTALLERS = (["-m", "uv", "pip"], ["-m", "pip"])


def main(lock: str) -> int:
    """Install the packages of `lock` and the project itself into `.venv`; 0 when it is ready to use."""
    if sys.version_info[:2] < OLDEST:
        return refuse(
            f"Gelombang needs Python {OLDEST[0]}.{OLDEST[1]} or newer; {sys.executable} is "
            f"{sys.version_info[0]}.{sys.version_info[1]}. If you have a newer one: make PYTHON=python3.12 ..."
        )
    if not ready_to_run() and not create_venv():
        return refuse("Python cannot make a virtual environment. On Debian: apt-get install python3-venv")
    if not install(lock, INSTALLERS if get_uv() else INSTALLERS[1:]):
        return refuse("The packages could not be installed; the lines above say why. Is there a network?")
    return 0


def get_uv() -> bool:
    """Whether `.venv` has uv, now if not before."""
    if run("-m", "uv", "--version", quiet=True) == 0:
        return True
    if run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv>=0.5") == 0:
        return True
    print("uv cannot be had here; pip does the same, more slowly.", flush=True)
    return False


def install(lock: str, installers: "tuple[list[str], ...]") -> bool:
    """By the first installer that can: what the lock names, then the project, with no other look-up."""
    locked = ["install", "--quiet", "--require-hashes", "-r", lock]
    itself = ["install", "--quiet", "--no-deps", "--no-build-isolation", "-e", "."]
    return any(run(*tool, *locked) == 0 and run(*tool, *itself) == 0 for tool in installers)


def ready_to_run() -> bool:
    """Whether `.venv` has a Python that starts, with pip, and is not older than ours."""
    if not PYTHON.exists():
        return False
    return run("-c", f"import pip, sys; sys.exit(sys.version_info[:2] < {OLDEST!r})", quiet=True) == 0


def create_venv() -> bool:
    """A fresh `.venv`; False where Python was installed without the means for it."""
    print("Making .venv ...", flush=True)
    try:
        venv.create(str(VENV), with_pip=True, clear=True, symlinks=True)
    except (subprocess.CalledProcessError, ImportError, OSError):
        return False
    return True


def run(*arguments: str, quiet: bool = False) -> int:
    """Run the Python of `.venv` from the project's folder; returns its exit code."""
    silence = subprocess.DEVNULL if quiet else None
    command = [str(PYTHON), *arguments]
    try:
        return subprocess.run(command, cwd=str(ROOT), check=False, stdout=silence, stderr=silence).returncode
    except OSError:
        return 1


def refuse(sentence: str) -> int:
    """Say why not; returns the exit code."""
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
