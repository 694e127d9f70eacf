"""The figures on the screen."""

from collections.abc import Sequence

from benchmarks.measuring import Compared, Waited

NAME, NUMBER = 46, 11


def print_compared(results: Sequence[Compared], *, heading: bool) -> None:
    """Print rates, ours beside the floor's."""
    if heading:
        print(f"{'':{NAME}}{'ours/s':>{NUMBER}}{'floor/s':>{NUMBER}}{'ratio':>8}")
    for it in results:
        print(
            f"{it.name:{NAME}}{it.ours:>{NUMBER},.0f}{it.floor:>{NUMBER},.0f}"
            f"{it.ratio:>8.2f}",
            flush=True,
        )


def print_waited(results: Sequence[Waited]) -> None:
    """Print times, ours beside the floor's."""
    print(f"\n{'':{NAME}}{'ours, p50/p99 ms':>20}{'floor, p50/p99 ms':>20}{'ratio':>8}")
    for it in results:
        ours = f"{1e3 * it.ours_p50:,.1f} / {1e3 * it.ours_p99:,.1f}"
        floor = f"{1e3 * it.floor_p50:,.1f} / {1e3 * it.floor_p99:,.1f}"
        print(f"{it.name:{NAME}}{ours:>20}{floor:>20}{it.ratio:>8.2f}", flush=True)


def print_floors(results: Sequence[Compared | Waited]) -> None:
    """Print what each floor did, once."""
    print("\nThe floors:")
    told: set[str] = set()
    for it in results:
        if it.floor_does not in told:
            told.add(it.floor_does)
            print(f"* {it.name.split(',')[0]}: {it.floor_does}.")
