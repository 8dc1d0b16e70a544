"""Figures for the monthly report on waiting times."""

import pandas as pd


def load_tickets(path):
    return pd.read_csv(path, parse_dates=["arrived_at", "called_at"], usecols=["center", "arrived_at", "called_at"])


def total_wait(tickets: pd.DataFrame) -> float:
    """Minutes that all residents together have waited."""
    total = 0.0
    for _, row in tickets.iterrows():
        total += (row["called_at"] - row["arrived_at"]).total_seconds() / 60
    return total


def mean_wait_by_center(tickets: pd.DataFrame) -> pd.Series:
    """Mean waiting time in minutes, centre by centre."""
    waits = (tickets["called_at"] - tickets["arrived_at"]).dt.total_seconds() / 60
    return waits.groupby(tickets["center"]).mean().round(1)


def has_overrun(tickets: pd.DataFrame, limit: int = 60) -> bool:
    """Whether somebody waited longer than the limit, in minutes."""
    pairs = tickets[["arrived_at", "called_at"]].itertuples(index=False)
    return any((called - arrived).total_seconds() > limit * 60 for arrived, called in pairs)
