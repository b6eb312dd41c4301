"""The C floor, compiled where a C compiler and a processor with SHA instructions are."""

import ctypes
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

SOURCE = Path(__file__).with_name("floor.c")


@lru_cache(maxsize=1)
def library() -> ctypes.CDLL | None:
    """The compiled floor; None where it cannot be made."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    flags = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    if compiler is None or "sha_ni" not in flags:
        return None
    target = Path(tempfile.mkdtemp(prefix="gelombang-floor-")) / "floor.so"
    command = [
        compiler,
        "-O3",
        "-msha",
        "-mssse3",
        "-msse4.1",
        "-shared",
        "-fPIC",
        str(SOURCE),
        "-o",
        str(target),
    ]
    subprocess.run(command, check=True)
    found = ctypes.CDLL(str(target))
    found.floor_keys.argtypes = [
        ctypes.c_char_p,
        ctypes.c_int64,
        ctypes.c_int64,
        ctypes.c_void_p,
        ctypes.c_void_p,
    ]
    found.floor_tree.argtypes = [ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
    found.floor_tree.restype = ctypes.c_int64
    return found
