"""Addresses of the console."""

from django.urls import path

from .views import cases, desk, people, records, start, waves

pages = [
    path("kantor/", start.office, name="office_today"),
    path("kantor/gelombang/", waves.listed, name="office_waves"),
    path("kantor/gelombang/baru/", waves.new, name="office_new_wave"),
    path("kantor/gelombang/<int:number>/", waves.one, name="office_wave"),
    path("kantor/gelombang/<int:number>/ubah/", waves.change, name="office_change_wave"),
    path("kantor/gelombang/<int:number>/hasil/", waves.propose_result, name="office_propose_result"),
    path("kantor/gelombang/<int:number>/batal/", waves.propose_void, name="office_propose_void"),
    path("kantor/gelombang/<int:number>/suar/", waves.keep_signature, name="office_keep_signature"),
    path("kantor/gelombang/<int:number>/tutup/", waves.close_rehearsal, name="office_close_rehearsal"),
    path("kantor/usul/<int:pk>/", waves.proposal, name="office_proposal"),
    path("kantor/usul/<int:pk>/setuju/", waves.approve, name="office_approve"),
    path("kantor/usul/<int:pk>/tolak/", waves.refuse, name="office_refuse"),
    path("kantor/orang/", people.seek, name="office_people"),
    path("kantor/orang/<str:token>/", people.one, name="office_person"),
    path("kantor/orang/<str:token>/nomor/", people.numbers, name="office_numbers"),
    path("kantor/loket/", desk.start, name="office_desk"),
    path("kantor/loket/angka/", desk.numbers, name="office_desks"),
    path("kantor/loket/angka/<int:pk>/", desk.officer, name="office_desk_officer"),
    path("kantor/loket/<int:pk>/selesai/", desk.done, name="desk_done"),
    path("kantor/loket/<int:pk>/tanda-terima.pdf", desk.receipt, name="desk_receipt"),
    path("kantor/loket/<int:pk>/slip/", desk.issue, name="desk_slip"),
    path("kantor/loket/<int:pk>/slip/cetak/", desk.printed, name="desk_printed"),
    path("kantor/kasus/", cases.listed, name="office_cases"),
    path("kantor/kasus/<int:pk>/", cases.one, name="office_case"),
    path("kantor/pesan/", records.outbox, name="office_messages"),
    path("kantor/pesan/<int:pk>/ulang/", records.again, name="office_retry"),
    path("kantor/jejak/", records.events, name="office_trail"),
    path("kantor/jejak/rantai/", records.chain, name="office_chain"),
]
