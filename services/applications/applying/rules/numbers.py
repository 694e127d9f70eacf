"""Whether a number that was declared is the one that another register answered.

A difference refuses nobody: it leaves a matter open, at which a person looks
(domain §7.1, §7.9).
"""

import unicodedata

from services.applications.applying.rules.refusals import Reason, refused
from shared.contracts.elsewhere import Compared, Found


def compared(declared: str | None, answered: str | None, found: Found) -> Compared:
    """Return how the numbers compare; who is in good standing there has one.

    A number that was declared of a register that does not know the applicant differs.
    """
    if not _spelt(declared):
        return Compared.NOT_COMPARED
    if not _spelt(answered):
        if found is Found.GOOD_STANDING:
            raise refused(Reason.NUMBER_ELSEWHERE_NEEDED)
        unknown = found is Found.NOT_KNOWN_THERE
        return Compared.DIFFERS if unknown else Compared.NOT_COMPARED
    same = _spelt(declared) == _spelt(answered)
    return Compared.AGREES if same else Compared.DIFFERS


def _spelt(number: str | None) -> str:
    """Return a number as it is compared: its letters and digits, in one case."""
    plain = unicodedata.normalize("NFKC", number or "")
    return "".join(filter(str.isalnum, plain)).casefold()
