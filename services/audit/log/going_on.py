"""Whether a loop goes on: a cancellation is never lost on the way."""

import asyncio


def going_on() -> bool:
    """Tell whether nobody has asked the current task to end.

    Libraries underneath now and then swallow a cancellation (`asyncio.wait_for` does
    before Python 3.12 when it comes together with a result), so loops ask again.
    """
    task = asyncio.current_task()
    return task is None or not task.cancelling()
