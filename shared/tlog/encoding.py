"""Base64 and decimal numbers in the one spelling that a log accepts."""

import re
from base64 import b64encode
from binascii import Error, a2b_base64

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def decode_base64(text: str) -> bytes:
    """Return the bytes of standard padded base64; raises `ValueError` otherwise.

    Spare bits must be zero: two spellings of one signature would let a changed
    note pass as unchanged.
    """
    try:
        decoded = a2b_base64(text.encode("ascii"), strict_mode=True)
    except (Error, UnicodeEncodeError) as error:
        raise ValueError("this is not base64") from error
    if encode_base64(decoded) != text:
        raise ValueError("this is not canonical base64")
    return decoded


def encode_base64(raw: bytes) -> str:
    """Return the bytes in standard padded base64."""
    return b64encode(raw).decode("ascii")


def decode_number(text: str) -> int:
    """Return an ASCII decimal without leading zeros; raises `ValueError` otherwise."""
    if not _NUMBER.fullmatch(text):
        raise ValueError("this is not a decimal number without leading zeros")
    return int(text)
