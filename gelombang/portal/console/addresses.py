"""Addresses of the console."""

from django.urls import path

from .views import cases, grievances, lists, people, records, start, waves

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
    path("kantor/gelombang/<int:number>/daftar/", lists.listed, name="office_lists"),
    path("kantor/daftar/<int:pk>/", lists.one, name="office_list"),
    path("kantor/daftar/<int:pk>/berlaku/", lists.put_in_force, name="office_list_in_force"),
    path("kantor/daftar/<int:pk>/singkirkan/", lists.put_away, name="office_list_away"),
    path("kantor/daftar/<int:pk>/tarik/", lists.withdraw, name="office_list_withdraw"),
    path("kantor/usul/<int:pk>/", waves.proposal, name="office_proposal"),
    path("kantor/usul/<int:pk>/setuju/", waves.approve, name="office_approve"),
    path("kantor/usul/<int:pk>/tolak/", waves.refuse, name="office_refuse"),
    path("kantor/orang/", people.seek, name="office_people"),
    path("kantor/orang/<str:token>/", people.one, name="office_person"),
    path("kantor/orang/<str:token>/nomor/", people.numbers, name="office_numbers"),
    path("kantor/kasus/", cases.listed, name="office_cases"),
    path("kantor/kasus/<int:pk>/", cases.one, name="office_case"),
    path("kantor/pengaduan/", grievances.listed, name="office_grievances"),
    path("kantor/pengaduan/baru/", grievances.take, name="office_grievance_take"),
    path("kantor/pengaduan/baru/<str:code>/", grievances.taken, name="office_grievance_taken"),
    path("kantor/pengaduan/<int:pk>/", grievances.one, name="office_grievance"),
    path("kantor/pengaduan/<int:pk>/jawab/", grievances.answer, name="office_grievance_answer"),
    path("kantor/pengaduan/<int:pk>/sama/", grievances.answer_as, name="office_grievance_answer_as"),
    path("kantor/pengaduan/<int:pk>/tangani/", grievances.hold, name="office_grievance_hold"),
    path("kantor/pengaduan/<int:pk>/lepas/", grievances.release, name="office_grievance_release"),
    path("kantor/pengaduan/<int:pk>/naik/", grievances.pass_up, name="office_grievance_pass_up"),
    path("kantor/pesan/", records.outbox, name="office_messages"),
    path("kantor/pesan/<int:pk>/ulang/", records.again, name="office_retry"),
    path("kantor/jejak/", records.events, name="office_trail"),
    path("kantor/jejak/rantai/", records.chain, name="office_chain"),
]
