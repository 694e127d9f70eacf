"""How far two assessors agree: the rate, and Cohen's kappa above 30 pairs."""

from collections.abc import Mapping

from oversight.documents.table import Cell, Column, Table, figure, label, with_total
from oversight.figures import share
from shared.contracts.assessment import Recommendation

KAPPA_ABOVE = 30

_RATE = "Pairs that recommended the same, of all pairs."
_KAPPA = (
    "Cohen's kappa, (observed - expected agreement) ÷ (1 - expected agreement), of the "
    "first and the second assessor in the order of assignment, cut to three decimals; "
    "expected agreement is that of two who answer independently, each as often as the "
    f"pairs show. Shown above {KAPPA_ABOVE} pairs alone. Pairs are of changing people, "
    "so that it tells of the procedure, not of a person."
)

Pairs = Mapping[tuple[str, str], int]
"""How often the first assessor said the one thing and the second the other."""


def agreement(pairs: Pairs) -> Table:
    """Return what pairs of assessors said, and in the last row how far they agree.

    One table, so that no count of it can be had from another.
    """
    said = sorted({*Recommendation} | {one for pair in pairs for one in pair})
    counts = {
        f"{first}, {second}": (pairs.get((first, second), 0),)
        for first in said
        for second in said
    }
    total = sum(pairs.values())
    agreed = sum(count for (first, second), count in pairs.items() if first == second)
    rows = with_total(counts) if total else ()
    figures: list[tuple[Cell, ...]] = [(*row, None, None) for row in rows[:-1]]
    figures += [(*row, share(agreed, total), kappa(pairs)) for row in rows[-1:]]
    return Table(
        "agreement",
        "What two assessors recommended, and how far they agree",
        (
            label("pair", "First, second", "In the order of assignment."),
            Column("pairs", "Pairs", "Cases concluded within the period."),
            figure("rate", "Agreement", _RATE, "pairs", of_all=True),
            figure("kappa", "Cohen's kappa", _KAPPA, "pairs", of_all=True),
        ),
        tuple(figures),
        total=bool(rows),
        note="" if total else "None: no case was concluded within the period.",
        chart="pairs",
        told=True,
    )


def kappa(pairs: Pairs) -> str | None:
    """Return kappa to three decimals, None for too few pairs or where it has no value.

    Where both always say the same one thing, agreement by chance is certain.
    """
    total = sum(pairs.values())
    if total <= KAPPA_ABOVE:
        return None
    agreed = sum(count for (first, second), count in pairs.items() if first == second)
    said = {one for pair in pairs for one in pair}
    expected = sum(
        sum(count for (first, _), count in pairs.items() if first == one)
        * sum(count for (_, second), count in pairs.items() if second == one)
        for one in said
    )
    below = total * total - expected
    if below == 0:
        return None
    above = agreed * total - expected
    thousandths = abs(above) * 1000 // below
    sign = "-" if above < 0 and thousandths else ""
    return f"{sign}{thousandths // 1000}.{thousandths % 1000:03}"
