"""Exchanges with the ticket machines of the centres and with the city's calendar."""

from collections import deque

from django.utils.dateparse import parse_datetime
import requests

from .models import Center, Slot, Ticket

MACHINES = "https://bornes.montrivel.example/api"
CALENDAR = "https://agenda.montrivel.example/api"


def refresh_waits():
    """Copy the waiting time that each centre's machine reckons."""
    for center in Center.objects.filter(is_open=True):
        answer = requests.get(f"{MACHINES}/centres/{center.code}/attente", timeout=5)
        answer.raise_for_status()
        center.wait_minutes = answer.json()["minutes"]
        center.save(update_fields=["wait_minutes"])


def import_slots(months):
    """Add the slots that the calendar opened in these months, known ones left as they are."""
    centers = {center.code: center for center in Center.objects.all()}
    slots = []
    with requests.Session() as session:
        for month in months:
            answer = session.get(f"{CALENDAR}/creneaux", params={"mois": month}, timeout=10)
            answer.raise_for_status()
            for line in answer.json():
                slots.append(Slot(center=centers[line["centre"]], start=parse_datetime(line["debut"])))
    Slot.objects.bulk_create(slots, batch_size=500, ignore_conflicts=True)


def replay_calls(center, calls):
    """Apply calls that a machine kept while the network was down, in order."""
    tickets = {ticket.number: ticket for ticket in Ticket.objects.filter(center=center, called_at=None)}
    pending = deque(calls)
    called = []
    while pending:
        call = pending.popleft()
        ticket = tickets.get(call["number"])
        if ticket is None:
            continue
        ticket.called_at = parse_datetime(call["time"])
        called.append(ticket)
    Ticket.objects.bulk_update(called, ["called_at"], batch_size=500)
