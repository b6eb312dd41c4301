"""Addresses of applying."""

from django.urls import path

from .views import apply, correcting, desk, mine, objecting, papers

app_name = "waves"
urlpatterns = [
    path("data/tarik/<slug:purpose>/", mine.withdraw, name="withdraw"),
    path("<int:number>/ikut/", apply.begin, name="begin"),
    path("<int:number>/ikut/bidang/", apply.field, name="field"),
    path("<int:number>/ikut/soal/", apply.questions, name="questions"),
    path("<int:number>/ikut/keadaan/", apply.tell_baseline, name="baseline"),
    path("<int:number>/ikut/kirim/", apply.send, name="send"),
    path("<int:number>/keberatan/", objecting.object_to, name="objection"),
    path("<int:number>/tarik/", mine.withdraw_application, name="withdraw_application"),
    path("<int:number>/ikut-lagi/", apply.again, name="again"),
    path("<int:number>/tanda-terima/", papers.receipt, name="receipt"),
    path("<int:number>/tanda-terima.pdf", papers.receipt_pdf, name="receipt_pdf"),
    path("<int:number>/tanda-terima.json", papers.receipt_file, name="receipt_file"),
]

for_accounts = [
    path("akun/data/identitas/", correcting.identity, name="correct_identity"),
    path("akun/data/keluarga/", correcting.family, name="correct_family"),
]
"""Correcting my data, among the pages of the account."""
for_desks = [
    path("kantor/loket/<int:pk>/ikut/", desk.begin, name="desk_begin"),
    path("kantor/loket/<int:pk>/keberatan/", desk.object_to, name="desk_object"),
    path("kantor/loket/<int:pk>/ikut-lagi/", desk.again, name="desk_again"),
    path("kantor/loket/<int:pk>/ikut/bidang/", desk.field, name="desk_field"),
    path("kantor/loket/<int:pk>/ikut/soal/", desk.questions, name="desk_questions"),
    path("kantor/loket/<int:pk>/ikut/keadaan/", desk.tell_baseline, name="desk_baseline"),
    path("kantor/loket/<int:pk>/ikut/kirim/", desk.send, name="desk_send"),
]
"""Joining at a desk, among the pages of the office."""
