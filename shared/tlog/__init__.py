"""The audit log's format: a C2SP `tlog-tiles` transparency log.

Nothing here knows the register: it reads and writes what any log of this kind
publishes, so that a regulator can check ours with tools that are not ours.
"""
