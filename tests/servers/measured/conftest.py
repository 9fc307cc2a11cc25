"""Prints the tables of `make measured`, and writes what differs to a file where MEASURED names one."""

import os
from pathlib import Path

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, ())]
    told = [dict(report.user_properties) for report in reports if getattr(report, "user_properties", None)]
    for properties in told:
        terminalreporter.write_line(f"\n{properties.get('measured', '')}")
    if path := os.environ.get("MEASURED"):
        Path(path).write_text("\n\n".join(str(properties.get("differences", "")) for properties in told), encoding="utf-8")
