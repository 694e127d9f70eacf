"""Become the program named on the command line, and end with the one that asked.

Run as a file, not imported: `launcher.py SIGNAL PARENT UID:GID|- PROGRAM …`.
A process of its own is cheaper than it looks (15 ms) and does after the fork
what is not safe between fork and exec in a program with threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1  # prctl(2); Linux only


def main() -> None:
    """Drop privileges, ask for the signal of the parent's death, and exec."""
    death_signal, parent, owner, *argv = sys.argv[1:]
    if owner != "-":
        uid, gid = (int(part) for part in owner.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # After setuid, which clears it.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    # The parent may have died before we asked.
    if os.getppid() != int(parent):
        sys.exit(1)
    os.execvp(argv[0], argv)  # noqa: S606 - becoming the program is the point


if __name__ == "__main__":
    main()
