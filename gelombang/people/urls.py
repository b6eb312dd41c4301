"""Addresses of accounts, of registering and of the office."""

from django.urls import path

from .views import (
    addresses,
    claim,
    desk,
    devices,
    door,
    fresh,
    keys,
    mine,
    office,
    registration,
    removals,
)

app_name = "people"
urlpatterns = [
    path("masuk/", door.enter, name="enter"),
    path("masuk/kode/", door.code, name="code"),
    path("masuk/kode/lagi/", door.again, name="again"),
    path("keluar/", door.leave, name="leave"),
    path("keluar/semua/", devices.everywhere, name="leave_everywhere"),
    path("klaim/", claim.claim, name="claim"),
    path("klaim/lanjut/", claim.claimed, name="claimed"),
    path("daftar/", registration.identity, name="identity"),
    path("daftar/keluarga/", registration.family, name="family"),
    path("daftar/tinggal/", registration.home, name="home"),
    path("daftar/tentang/", registration.about, name="about"),
    path("daftar/setuju/", registration.consent, name="consent"),
    path("akun/data/", mine.account, name="account"),
    path("akun/alamat/", addresses.address, name="address"),
    path("akun/alamat/kode/", addresses.address_code, name="address_code"),
    path("akun/pasti/", fresh.again, name="fresh"),
    path("akun/bahasa/", addresses.message_language, name="language"),
    path("kantor/loket/baru/", desk.read_out, name="desk_new"),
    path("kantor/loket/<int:pk>/identitas/", desk.identity, name="desk_identity"),
    path("kantor/loket/<int:pk>/terpakai/", desk.taken, name="desk_taken"),
    path("kantor/loket/<int:pk>/sengketa/", desk.dispute, name="desk_dispute"),
    path("kantor/loket/<int:pk>/keluarga/", desk.family, name="desk_family"),
    path("kantor/loket/<int:pk>/tinggal/", desk.home, name="desk_home"),
    path("kantor/loket/<int:pk>/tentang/", desk.about, name="desk_about"),
    path("kantor/loket/<int:pk>/periksa/", desk.check, name="desk_check"),
    path("kantor/peran/", office.find, name="roles"),
    path("kantor/peran/<str:token>/", office.holder, name="role_holder"),
    path("kantor/peran/<str:token>/beri/", office.give, name="give_role"),
    path("kantor/peran/<str:token>/akhiri/", office.end, name="end_role"),
    path("kantor/peran/<str:token>/langkah-kedua/", office.ask_removal, name="ask_removal"),
    path("kantor/langkah-kedua/<int:pk>/", removals.one, name="removal"),
    path("kantor/langkah-kedua/<int:pk>/setuju/", removals.approve, name="approve_removal"),
    path("kantor/langkah-kedua/<int:pk>/tolak/", removals.refuse, name="refuse_removal"),
]

for_allauth = [
    path("masuk/", door.enter, name="account_login"),
    path("keluar/", door.leave, name="account_logout"),
    path("masuk/", door.enter, name="account_reauthenticate"),
    path("masuk/", door.enter, name="account_inactive"),
    path("masuk/langkah-kedua/", keys.SecondStep.as_view(), name="mfa_authenticate"),
    path("masuk/kunci/", keys.EnterWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("akun/perangkat/", devices.devices, name="usersessions_list"),
    path("akun/kunci/", keys.Keys.as_view(), name="mfa_index"),
    path("akun/kunci/ulang/", keys.Again.as_view(), name="mfa_reauthenticate"),
    path("akun/kunci/ulang/sandi/", keys.AgainWithPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("akun/kunci/aplikasi/", keys.AddApp.as_view(), name="mfa_activate_totp"),
    path("akun/kunci/aplikasi/hapus/", keys.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("akun/kunci/cadangan/", keys.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("akun/kunci/cadangan/baru/", keys.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path(
        "akun/kunci/cadangan/simpan/", keys.SavedRecoveryCodes.as_view(), name="mfa_download_recovery_codes"
    ),
    path("akun/kunci/sandi/", keys.Passkeys.as_view(), name="mfa_list_webauthn"),
    path("akun/kunci/sandi/baru/", keys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("akun/kunci/sandi/<int:pk>/nama/", keys.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("akun/kunci/sandi/<int:pk>/hapus/", keys.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
"""The names by which allauth finds the door and its own pages."""
