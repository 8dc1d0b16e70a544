from django.conf import settings
from django.db import models
from django.urls import reverse


class Document(models.TextChoices):
    IDENTITY_CARD = "cni", "Carte d’identité"
    PASSPORT = "passeport", "Passeport"
    CIVIL_STATUS = "etat-civil", "État civil"


class Center(models.Model):
    """A place where residents are received."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    photo = models.CharField(max_length=100, help_text="Path below static/")
    map_box = models.CharField(max_length=60, blank=True)
    is_open = models.BooleanField(default=True)
    wait_minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("center-detail", args=[self.code])


class Slot(models.Model):
    center = models.ForeignKey(Center, models.CASCADE, related_name="slots")
    start = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=15)
    taken = models.BooleanField(default=False)

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["center", "start"], name="one_slot_at_a_time")]

    def __str__(self):
        return f"{self.center_id} {self.start:%Y-%m-%d %H:%M}"


class Appointment(models.Model):
    slot = models.OneToOneField(Slot, models.PROTECT, related_name="appointment")
    resident = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="appointments")
    document = models.CharField(max_length=12, choices=Document.choices)
    phone = models.CharField(max_length=20)
    birth_town = models.CharField(max_length=80)
    street = models.CharField(max_length=120)

    def __str__(self):
        return f"{self.resident_id}: {self.slot_id}"


class Ticket(models.Model):
    """A resident's place in the queue of one day."""

    center = models.ForeignKey(Center, models.CASCADE, related_name="tickets")
    number = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=12, choices=Document.choices)
    arrived_at = models.DateTimeField(db_index=True)
    called_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["arrived_at"]

    def __str__(self):
        return f"{self.center_id}: {self.number}"
