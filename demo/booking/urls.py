from django.urls import path

from . import views

urlpatterns = [
    path("centres/", views.center_list, name="center-list"),
    path("centres/<slug:code>/", views.center_detail, name="center-detail"),
    path("centres/<slug:code>/file/", views.queue_status, name="queue-status"),
    path("suivre/<slug:code>/<int:number>/", views.follow, name="follow"),
    path("rendez-vous/<int:slot_id>/", views.book, name="book"),
    path("mes-rendez-vous/", views.my_appointments, name="my-appointments"),
    path("api/avis.json", views.notices_json, name="notices-json"),
    path("api/communes.json", views.towns_json, name="towns-json"),
    path("api/voies.json", views.streets_json, name="streets-json"),
    path("api/horaires.json", views.opening_hours, name="opening-hours"),
    path("api/centres/<slug:code>/file.json", views.queue_json, name="queue-json"),
    path("api/centres/<slug:code>/creneaux.json", views.slots_json, name="slots-json"),
]
