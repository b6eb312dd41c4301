"""What people complained about in the invented country: some of it answered, some of it waiting, one thing too long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from gelombang.grievances import services
from gelombang.grievances.models import Decision, Grievance
from gelombang.people.roles import Role

from . import cast

TOPIC, WAY, OUTCOME = Grievance.Topic, Grievance.Way, Decision.Outcome


@dataclass(frozen=True)
class Complaint:
    """One, made `days` ago."""

    days: float
    topic: Grievance.Topic
    way: Grievance.Way
    words: str


@dataclass(frozen=True)
class Answered:
    """Complaints that are alike, and the one answer to them, given `days` ago by somebody with this role."""

    complaints: tuple[Complaint, ...]
    days: float
    role: Role
    outcome: Decision.Outcome
    words: str
    evidence: str
    remedy: str = ""


ANSWERED = (
    Answered(
        (
            Complaint(
                31, TOPIC.REGISTRATION, WAY.FORM, "Soal nomor 7 tidak muncul di HP saya, waktunya habis."
            ),
            Complaint(
                31, TOPIC.REGISTRATION, WAY.PHONE, "Soalnya berhenti di nomor 7. Saya mengisi di warnet."
            ),
            Complaint(30, TOPIC.REGISTRATION, WAY.DESK, "Halaman soal kosong sesudah nomor 6."),
        ),
        27,
        Role.OFFICER,
        OUTCOME.UPHELD,
        "Anda benar. Satu soal tidak tampil di sebagian HP lama. Soal itu sudah kami perbaiki.",
        "Halaman soal diuji di tiga HP lama: soal nomor 7 kosong di dua di antaranya.",
        "Soal itu tidak dihitung untuk siapa pun, dan siapa pun yang waktunya habis boleh mengisi lagi.",
    ),
    Answered(
        (
            Complaint(
                24,
                TOPIC.DRAW,
                WAY.FORM,
                "Tetangga saya sekali ikut langsung terpilih. Saya sudah sepuluh kali.",
            ),
        ),
        20,
        Role.OFFICER,
        OUTCOME.NOT_UPHELD,
        "Kami mengerti ini berat. Undian tidak ingat siapa yang sudah lama menunggu: setiap gelombang mulai dari awal, "
        "dan peluang Anda sama dengan tetangga Anda.",
        "Hasil Anda dan hasil seluruh gelombang bisa dihitung ulang di halaman undian; kami menghitungnya lagi.",
    ),
    Answered(
        (
            Complaint(19, TOPIC.FRAUD, WAY.FORM, "Ada yang menelepon, minta 200 ribu supaya nama saya naik."),
            Complaint(18, TOPIC.FRAUD, WAY.DESK, "Orang mengaku panitia menjual kursi di pasar."),
        ),
        17,
        Role.OFFICER,
        OUTCOME.UPHELD,
        "Itu penipuan. Ikut selalu gratis, dan tidak ada orang yang bisa menaikkan nama Anda.",
        "Nomor itu bukan nomor kami. Daftar sudah disegel sebelum angka undian ada.",
        "Nomornya kami laporkan, dan peringatannya kami pasang di halaman 'Apakah pesan ini asli?'.",
    ),
    Answered(
        (
            Complaint(
                15, TOPIC.OFFICER, WAY.FORM, "Petugas loket menyuruh saya pulang karena baju saya kotor."
            ),
        ),
        9,
        Role.APPROVER,
        OUTCOME.UPHELD,
        "Kami minta maaf. Siapa pun berhak dilayani di loket, apa pun bajunya.",
        "Petugas dan dua orang di antrean sudah ditanya.",
        "Petugasnya ditegur tertulis. Anda boleh datang kapan saja dan didahulukan.",
    ),
)
WAITING = (
    Complaint(16, TOPIC.MONEY, WAY.PHONE, "Insentif teman saya belum masuk, padahal sudah dua minggu lulus."),
    Complaint(9, TOPIC.TRAINING, WAY.FORM, "Jadwal pelatihan bentrok dengan kerja malam. Apa boleh pindah?"),
    Complaint(4, TOPIC.REGISTRATION, WAY.DESK, "Nama di kartu keluarga salah ketik satu huruf, data saya ditolak."),
    Complaint(1, TOPIC.DRAW, WAY.FORM, "Saya mau lihat undian dihitung ulang di kantor desa. Apa bisa?"),
)  # fmt: skip


@transaction.atomic
def make(*, at: datetime) -> None:
    """All of them, each at its time; where there are any already, nothing."""
    if Grievance.objects.exists():
        return
    for one in ANSWERED:
        taken = [_taken(complaint, at) for complaint in one.complaints]
        services.answer(
            grievances=taken,
            outcome=one.outcome,
            words=one.words,
            evidence=one.evidence,
            remedy=one.remedy,
            by=str(cast.staff(one.role)),
            at=at - timedelta(days=one.days),
            is_head=one.role is Role.APPROVER,
        )
    for complaint in WAITING:
        _taken(complaint, at)
    services.escalate(at=at)


def _taken(complaint: Complaint, at: datetime) -> Grievance:
    at_desk = complaint.way is not WAY.FORM
    return services.take(
        topic=complaint.topic,
        words=complaint.words,
        way=complaint.way,
        at=at - timedelta(days=complaint.days),
        taken_by=str(cast.staff(Role.FIELD)) if at_desk else "",
    )
