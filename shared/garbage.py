"""How often a service's process looks for garbage: less often than Python by default.

A batch makes some hundred thousand objects that live for milliseconds, none of them in
a circle. Python's collector would look through them again and again: a fifth of the
time that a batch of commands took (`benchmarks.core`, commands in batches).
"""

import gc

YOUNG = 50_000
"""Objects more than were let go of, before the youngest are looked through."""
OLDER = 20
"""Looks at the younger before a look at the older; for both older generations."""


def collect_less_often() -> None:
    """Set the collector for a service, and leave alone what start-up has made."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLDER)
