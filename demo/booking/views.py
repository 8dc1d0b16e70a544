from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from . import places
from .forms import AppointmentForm
from .models import Appointment, Center, Slot, Ticket

OPENING_HOURS = {
    "hotel-de-ville": {"weekdays": "8:30-17:30", "saturday": "9:00-12:00"},
    "annexe-gare": {"weekdays": "10:00-19:00", "saturday": None},
    "maison-du-val": {"weekdays": "9:00-12:30", "saturday": None},
}


def waiting_tickets(center):
    """Today's tickets that have not been called yet."""
    return Ticket.objects.filter(center=center, arrived_at__date=timezone.localdate(), called_at=None)


@require_GET
def center_list(request):
    query = request.GET.get("q", "").strip()
    centers = Center.objects.filter(is_open=True)
    if query:
        centers = centers.filter(Q(name__icontains=query) | Q(address__icontains=query))
    cards = []
    for center in centers:
        next_slot = Slot.objects.filter(center=center, taken=False, start__gte=timezone.now()).first()
        cards.append({"center": center, "next_slot": next_slot})
    partial = request.headers.get("HX-Request") == "true"
    template = "booking/_center_cards.html" if partial else "booking/center_list.html"
    return render(request, template, {"cards": cards, "query": query})


@require_GET
def center_detail(request, code):
    center = get_object_or_404(Center, code=code)
    history = []
    for ticket in Ticket.objects.filter(center=center, called_at__date=timezone.localdate()).order_by("called_at"):
        history.insert(0, {"number": ticket.number, "called_at": ticket.called_at})
    page = {"center": center, "waiting": waiting_tickets(center).count(), "history": history}
    return render(request, "booking/center_detail.html", page)


@require_GET
def queue_status(request, code):
    center = get_object_or_404(Center, code=code)
    waiting = len(Ticket.objects.filter(center=center, arrived_at__date=timezone.localdate(), called_at=None))
    return render(request, "booking/_queue.html", {"center": center, "waiting": waiting})


@require_GET
def queue_json(request, code):
    center = get_object_or_404(Center, code=code)
    tickets = waiting_tickets(center)
    answer = {
        "waiting": len(tickets),
        "current": tickets[0].number if tickets else None,
        "tickets": [{"number": ticket.number, "document": ticket.get_document_display()} for ticket in tickets],
    }
    return JsonResponse(answer)


@require_GET
def follow(request, code, number):
    center = get_object_or_404(Center, code=code)
    ticket = get_object_or_404(Ticket, center=center, number=number, arrived_at__date=timezone.localdate())
    return render(request, "booking/follow.html", {"center": center, "ticket": ticket})


@require_GET
def slots_json(request, code):
    free = Slot.objects.filter(center__code=code, taken=False, start__gte=timezone.now())
    page = Paginator(free, 40).get_page(request.GET.get("page"))
    return JsonResponse(
        {
            "slots": [{"id": slot.pk, "start": slot.start.isoformat(), "minutes": slot.minutes} for slot in page],
            "next": page.next_page_number() if page.has_next() else None,
        }
    )


@require_GET
@never_cache
def opening_hours(request):
    return JsonResponse(OPENING_HOURS)


@require_GET
@cache_control(public=True, max_age=600)
def notices_json(request):
    closed = Center.objects.filter(is_open=False).values_list("name", flat=True)
    return JsonResponse({"text": f"Fermé aujourd’hui : {', '.join(closed)}" if closed else ""})


@require_GET
@cache_control(public=True, max_age=86400)
def towns_json(request):
    return JsonResponse(places.towns(request.GET.get("q", "")), safe=False)


@require_GET
@cache_control(public=True, max_age=86400)
def streets_json(request):
    return JsonResponse(places.streets(request.GET.get("q", "")), safe=False)


@login_required
def book(request, slot_id):
    slot = get_object_or_404(Slot.objects.select_related("center"), pk=slot_id)
    taken = Appointment.objects.filter(resident=request.user, slot__start__gte=timezone.now()).select_related("slot")
    if any([appointment.slot.start.date() == slot.start.date() for appointment in taken]):
        messages.error(request, "Vous avez déjà un rendez-vous ce jour-là.")
        return redirect("my-appointments")
    form = AppointmentForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            if Slot.objects.filter(pk=slot.pk, taken=False).update(taken=True):
                form.instance.slot = slot
                form.instance.resident = request.user
                form.save()
                messages.success(request, "Votre rendez-vous est confirmé.")
            else:
                messages.error(request, "Ce créneau vient d’être pris.")
        return redirect("my-appointments")
    return render(request, "booking/appointment_form.html", {"form": form, "slot": slot})


@login_required
@never_cache
def my_appointments(request):
    slots = Slot.objects.filter(appointment__resident=request.user).select_related("appointment")
    centers = Center.objects.filter(slots__appointment__resident=request.user).distinct()
    booked = []
    for center in centers.prefetch_related(Prefetch("slots", queryset=slots)):
        booked.append({"center": center, "appointments": [slot.appointment for slot in center.slots.all()]})
    return render(request, "booking/my_appointments.html", {"booked": booked})
