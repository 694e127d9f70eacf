"""What is noticed of an address, and what to do about it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shared.contracts.addressing import AddressNotice
from shared.errors import Refused

RULE = "domain §6.2"
LONGEST = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets
BOUNCED = "bounced"

_USABLE = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+"
)
_LONGEST_LABEL = 63

TO_DO: Mapping[str, str] = MappingProxyType(
    {
        AddressNotice.SHARED_MAILBOX: (
            "others may read it: ask for an address of the person's own"
        ),
        AddressNotice.EMPLOYER_OWNED: (
            "it goes with the employment: ask for a private address"
        ),
        AddressNotice.UNUSABLE: (
            "nothing can be sent there: telephone or write by post, and ask for another"
        ),
        BOUNCED: (
            "a letter came back: order it again to the last address that worked, or to "
            "another, at the obligations unmet"
        ),
    }
)
"""What a person does, by what is noticed."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Names of shared mailboxes, and hosts of employers and, below them, of people."""

    shared: Collection[str]
    employers: Collection[str]
    personal: Collection[str]


def notice_of(address: str | None, lists: Lists) -> AddressNotice | None:
    """Return what is to be noticed of an address, the gravest first; or None."""
    plain = (address or "").strip()
    if not is_usable(plain):
        return AddressNotice.UNUSABLE
    mailbox, _, host = plain.lower().rpartition("@")
    if mailbox.partition("+")[0] in lists.shared:
        return AddressNotice.SHARED_MAILBOX
    if _is_below(host, lists.employers) and not _is_below(host, lists.personal):
        return AddressNotice.EMPLOYER_OWNED
    return None


def is_usable(address: str) -> bool:
    """Return whether mail can be sent there: a mailbox at a host that has a name.

    The host may be of any script, if it can be written in ASCII (RFC 5890).
    """
    if len(address) > LONGEST or _USABLE.fullmatch(address) is None:
        return False
    try:
        host = address.rpartition("@")[2].encode("idna")
    except UnicodeError:
        return False
    return all(len(label) <= _LONGEST_LABEL for label in host.split(b"."))


def _is_below(host: str, domains: Collection[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in domains)


def nothing_noticed() -> Refused:
    """Return the refusal to settle what nobody noticed."""
    return Refused("nothing-noticed", "Nothing is noticed of this address.", RULE)
