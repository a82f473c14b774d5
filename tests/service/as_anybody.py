"""Run `nudge` without what no user but root has: to write and read whatever belongs to whomever."""

import ctypes
import os
import struct

from bot.__main__ import main

THIRD_FORM = 0x20080522
MAY_WRITE_ANYTHING, MAY_READ_ANYTHING = 1, 2

if os.getuid() == 0:
    libc, of_this_process = ctypes.CDLL(None), struct.pack("Ii", THIRD_FORM, 0)
    rights = (ctypes.c_uint32 * 6)()
    assert libc.capget(of_this_process, rights) == 0
    for at in range(3):  # what it has, may have, and would hand on
        rights[at] &= ~(1 << MAY_WRITE_ANYTHING | 1 << MAY_READ_ANYTHING)
    assert libc.capset(of_this_process, rights) == 0
main()
