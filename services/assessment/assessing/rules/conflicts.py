"""Why an assessor may not judge a case, or not beside another (domain §1.4, §8, 1)."""

from services.assessment.assessing.commands.parties import Declared, Parties


def conflict(declared: Declared, parties: Parties) -> str | None:
    """Return the code of the first conflict with the case, or None.

    A likely match excludes like a certain one, and its code says that it is likely.
    """
    if not declared.addresses.isdisjoint(parties.applicants):
        return "applicant"
    if not declared.addresses.isdisjoint(parties.proposers):
        return "proposer"
    tie = _tie(declared, parties)
    if tie is not None:
        return tie
    if not declared.employers.isdisjoint(parties.employers):
        return "same-employer"
    if not declared.centres.isdisjoint(parties.centres):
        return "same-training-centre"
    return _likely(declared, parties)


def _tie(declared: Declared, parties: Parties) -> str | None:
    """Return the tie that was declared, as an assessor or as one of the staff."""
    ties = (parties.applicants | parties.proposers) & declared.people.keys()
    if ties:
        return f"declared-{min(declared.people[one] for one in ties)}"
    staff = parties.marks & declared.marks.keys()
    return f"staff-{min(declared.marks[one] for one in staff)}" if staff else None


def _likely(declared: Declared, parties: Parties) -> str | None:
    if not declared.likely_employers.isdisjoint(parties.likely_employers):
        return "likely-same-employer"
    if not declared.names.isdisjoint(parties.applicant_names):
        return "likely-applicant"
    if not declared.names.isdisjoint(parties.proposer_names):
        return "likely-proposer"
    return None


def are_tied(one: Declared, other: Declared, *, may_share_employer: bool) -> bool:
    """Return whether two assessors should not judge the same case."""
    if one.people.keys() & other.addresses or other.people.keys() & one.addresses:
        return True
    return not may_share_employer and not one.current.isdisjoint(other.current)
