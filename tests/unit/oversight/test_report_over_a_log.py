"""A report over a log."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from oversight.days import Days
from oversight.reports.agreement import kappa
from oversight.reports.catalogue import REPORTS, compute, report_of
from shared.errors import Malformed
from tests.support.overseen import MadeUpLog, asked

DAY = date(2026, 3, 2)


def tables(
    log: MadeUpLog,
    name: str,
    first: date | None = None,
    last: date | None = None,
    threshold: int = 0,
) -> dict[str, dict[str, Any]]:
    terms = asked(first, last, threshold)
    document = compute(REPORTS[name], log.entries, log.standing(), terms)
    found = cast("list[dict[str, Any]]", document["tables"])
    return {table["name"]: table for table in found}


def row(table: dict[str, Any], label: str) -> list[Any]:
    return next(one for one in table["rows"] if one[0] == label)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.mark.parametrize("name", REPORTS)
def test_without_entries_says_none_in_words(name: str) -> None:
    for table in tables(MadeUpLog(), name).values():
        numbers = [cell for row in table["rows"] for cell in row if cell not in {0, ""}]
        assert table["note"] or all(isinstance(cell, str) for cell in numbers)


def test_of_applications_counts_by_route_with_durations() -> None:
    log = MadeUpLog()
    log.application("a", DAY, after(10))
    log.application("b", DAY, after(20), accepted=False)
    log.application("c", DAY, after(20), route="equivalence")
    log.application("d", DAY)
    found = tables(log, "applications")["by-route"]
    assert row(found, "training-scheme") == [
        "training-scheme",
        3,
        1,
        1,
        1,
        "15",
        "19",
        20,
    ]
    assert row(found, "Total")[1:5] == [4, 2, 1, 1]


def test_of_applications_leaves_stopped_clocks_out_of_the_net_time() -> None:
    log = MadeUpLog()
    log.application("a", DAY, after(20))
    decision = log.entries.pop()
    stream = decision.stream
    for name, day in (("asked", 5), ("received", 12)):
        log.stop_or_restart(stream, name, after(day))
    log.entries.append(decision)
    found = tables(log, "applications")["durations"]
    assert row(found, "received to decision, gross")[1] == "20"
    assert row(found, "received to decision, net")[1] == "13"


def test_of_applications_leaves_out_what_lapsed_and_counts_working_days_alike() -> None:
    log = MadeUpLog()
    log.application("a", DAY, after(21))
    decision = log.entries.pop()
    for name, day in (("asked", 7), ("lapsed", 14)):
        log.stop_or_restart(decision.stream, name, after(day))
    log.entries.append(decision)
    terms = replace(asked(), days=Days.WORKING)
    document = compute(REPORTS["applications"], log.entries, log.standing(), terms)
    found = {
        table["name"]: table
        for table in cast("list[dict[str, Any]]", document["tables"])
    }["durations"]
    assert row(found, "received to decision, gross")[1] == "15"
    assert row(found, "received to decision, net")[1] == "10"


def test_of_applications_counts_only_what_lies_in_the_period() -> None:
    log = MadeUpLog()
    log.application("a", DAY, after(10))
    found = tables(log, "applications", first=after(1), last=after(9))["by-route"]
    assert row(found, "training-scheme")[1:5] == [0, 0, 0, 1]


def test_of_applications_knows_the_target_that_the_log_recorded() -> None:
    log = MadeUpLog()
    log.application("a", DAY, after(10))
    log.application("b", DAY, date(2027, 3, 1))
    found = tables(log, "applications")["within-target"]
    assert row(found, "Total") == ["Total", 1, 1, "50 %"]


def test_of_assessment_counts_agreement_and_finds_who_acted_twice() -> None:
    log = MadeUpLog()
    log.application("a", DAY, after(1), said=("accept", "refuse"))
    log.application("b", DAY, after(1), decider="assessor:0")
    found = tables(log, "assessment")
    assert row(found["agreement"], "Total") == ["Total", 2, "50 %", None]
    assert row(found["chains"], "with one who acted twice")[1] == 1
    assert found["acted-twice"]["rows"][0][1:] == [
        "assessor:0",
        "recommended, decided",
    ]
    assert row(found["workload"], "assessor:0") == ["assessor:0", 2, 2, 0]


def test_shows_kappa_above_thirty_pairs_alone() -> None:
    pairs = {("accept", "accept"): 20, ("refuse", "refuse"): 10}
    assert kappa(pairs) is None
    # The example of Cohen's kappa in the literature: 20, 5, 10, 15 give 0.4.
    assert (
        kappa(
            {
                ("accept", "accept"): 20,
                ("accept", "refuse"): 5,
                ("refuse", "accept"): 10,
                ("refuse", "refuse"): 15,
            }
        )
        == "0.400"
    )


def test_of_the_register_counts_joiners_and_leavers() -> None:
    log = MadeUpLog()
    for number in range(3):
        log.entry(f"CT{number}", DAY, scopes=("a", "b")[: number + 1])
    log.status("CT0", "lapsed", after(40))
    found = tables(log, "register")
    assert row(found["by-status"], "registered") == ["registered", 2]
    assert row(found["by-scope"], "in more than one scope")[1] == 2
    assert row(found["joiners-and-leavers"], "2026-03") == ["2026-03", 3, 0, 3]
    assert row(found["joiners-and-leavers"], "2026-04") == ["2026-04", 0, 1, -1]


def test_of_fitness_to_practise_reads_events_that_are_not_built_yet() -> None:
    log = MadeUpLog()
    for number, name in enumerate(("received", "triaged")):
        log.happening(
            "concern/1", f"register.assessment.concern-{name}.v1", after(number * 14)
        )
    log.happening("application/x", "register.other.thing.v1", after(400))
    found = tables(log, "fitness-to-practise")
    assert row(found["stages"], "receipt to concern-triaged")[1:] == [1, "2"]
    assert row(found["open-by-age"], "older than 52 weeks")[1] == 1


def test_hides_small_numbers() -> None:
    log = MadeUpLog()
    log.application("a", DAY, after(10))
    found = tables(log, "applications", threshold=5)["by-route"]
    assert row(found, "training-scheme")[1] == "fewer than 5"
    assert row(found, "training-scheme")[5] == "withheld"


def test_is_final_once_the_log_goes_on_after_the_period() -> None:
    log = MadeUpLog()
    log.application("a", DAY, after(10))
    for last, provisional in ((after(9), False), (after(10), True)):
        document = compute(
            REPORTS["register"], log.entries, log.standing(), asked(last=last)
        )
        period = cast("dict[str, Any]", document["period"])
        assert period["provisional"] is provisional


def test_of_another_name_is_refused() -> None:
    with pytest.raises(Malformed) as refused:
        report_of("nonsense")
    assert refused.value.field == "name"


def test_of_looking_counts_looks_and_attempts_that_were_refused() -> None:
    log = MadeUpLog()
    looked = {"kind": "trail", "purpose": "inspection", "outcome": "shown"}
    log.happening("looking/a", "register.views.looked.v1", DAY, looked)
    turned_away = {"action": "audit.read-trail"}
    log.happening("looking/a", "register.views.attempt-refused.v1", DAY, turned_away)
    found = tables(log, "looking")
    assert row(found["by-kind"], "trail") == ["trail", 1]
    assert row(found["by-purpose"], "inspection") == ["inspection", 1]
    assert row(found["refused-attempts"], "audit.read-trail")[1] == 1
