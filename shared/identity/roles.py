"""The roles of the register's people and programs."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the register; nobody signed in is still the public."""

    PUBLIC = "public"
    APPLICANT = "applicant"
    REGISTRAR = "registrar"
    ASSESSOR = "assessor"
    REGULATOR = "regulator"
    OPERATOR = "operator"
    SERVICE = "service"
