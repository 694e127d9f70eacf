"""How two answers about the register differ: the log's, and the register's own."""

from collections.abc import Iterable, Iterator, Mapping

from shared.contracts.canonical import Json

Entry = Mapping[str, Json]

NUMBER = "registration_number"
CLEAR = ("scopes", "route", "status", "registered_on")
NAMES = ("given_names", "family_name", "work_town")


def differences(logged: Iterable[Entry], told: Iterable[Entry]) -> Iterator[str]:
    """Yield a sentence for each difference, by number, and never a name.

    Clear fields must be the same; names where both answers have one, since the log's
    may be withheld from the reader or erased.
    """
    of_log = {str(one[NUMBER]): one for one in logged}
    of_register = {str(one[NUMBER]): one for one in told}
    for number in sorted(of_log.keys() | of_register.keys()):
        if number not in of_register:
            yield f"{number} is in the log and not in the register's own answer."
        elif number not in of_log:
            yield f"{number} is in the register's own answer and not in the log."
        else:
            yield from _within(number, of_log[number], of_register[number])


def _within(number: str, logged: Entry, told: Entry) -> Iterator[str]:
    for name in CLEAR:
        if logged[name] != told[name]:
            yield (
                f"{number}: {name} is {logged[name]} in the log and {told[name]} in "
                "the register's own answer."
            )
    for name in NAMES:
        mine, theirs = logged.get(name), told.get(name)
        if mine is not None and theirs is not None and mine != theirs:
            yield f"{number}: {name} is another in the log than in the register."
