"""What an applicant declares of health and character."""

import re

import orjson

from tests.support.repository import ROOT

DECLARED = re.compile(r"declaration|to_declare|health|character", re.IGNORECASE)
COMMENT = re.compile(r"--.*")
SERVICE = ROOT / "services" / "assessment"


def test_is_in_no_table_of_the_assessors() -> None:
    for path in SERVICE.glob("migrations/*.sql"):
        tables = COMMENT.sub("", path.read_text())
        assert not DECLARED.search(tables), path


def test_is_read_by_nothing_that_assessors_use() -> None:
    for path in (*SERVICE.rglob("*.py"), *SERVICE.rglob("*.html")):
        assert "declaration_details" not in path.read_text(), path
        assert "to_declare" not in path.read_text(), path


def test_is_in_no_answer_that_assessors_get() -> None:
    document = ROOT / "docs" / "api" / "assessment.openapi.json"
    said = orjson.loads(document.read_bytes())
    assert "declaration_details" not in str(said["paths"])
    for name, schema in said["components"]["schemas"].items():
        assert "declaration_details" not in schema.get("properties", {}), name
