from django import forms

from .models import Appointment


class AppointmentForm(forms.ModelForm):
    class Meta:
        model = Appointment
        fields = ["document", "phone", "birth_town", "street"]
        widgets = {
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel"}),
            "birth_town": forms.TextInput({"list": "towns", "autocomplete": "off"}),
            "street": forms.TextInput({"list": "streets", "autocomplete": "address-line1"}),
        }
