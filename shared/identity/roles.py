"""The roles of the register's people and programs."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the register; nobody signed in is still the public.

    `panel` are the members of the panels that judge health and character, and appeals:
    never the assessors of the same case (domain §8, 1).
    """

    PUBLIC = "public"
    APPLICANT = "applicant"
    REGISTRAR = "registrar"
    ASSESSOR = "assessor"
    PANEL = "panel"
    REGULATOR = "regulator"
    OPERATOR = "operator"
    SERVICE = "service"
