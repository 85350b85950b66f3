"""Let two files or folders change their names in one step, where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

# From <linux/fs.h> and <fcntl.h>; from <sys/stdio.h> of macOS.
AT_FDCWD, RENAME_EXCHANGE = -100, 2
RENAME_SWAP = 2
# What a system or a file system says that cannot do it.
UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of `one` and `other`, which both exist, at once.

    False, with nothing changed, where this system cannot. Raises OSError.
    """
    call = _call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _call() -> Callable[[bytes, bytes], int] | None:
    """The system's call with its two paths open, None where there is none."""
    if sys.platform not in ("linux", "darwin"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        swap = getattr(libc, "renamex_np", None)
        return swap and (lambda one, other: swap(one, other, RENAME_SWAP))
    rename = getattr(libc, "renameat2", None)
    return rename and (
        lambda one, other: rename(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
    )
