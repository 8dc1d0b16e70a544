from datetime import timedelta
from itertools import batched

from django.core.management.base import BaseCommand
from django.utils import timezone

from booking.models import Ticket


class Command(BaseCommand):
    help = "Delete tickets older than thirteen months."

    def handle(self, **options):
        limit = timezone.now() - timedelta(days=396)
        old = Ticket.objects.filter(arrived_at__lt=limit).values_list("pk", flat=True)
        for batch in batched(old, 1000):
            Ticket.objects.filter(pk__in=batch).delete()
