"""Numbers and names of people who do not exist, for demonstrations and tests.

The serial is always 0000, which no office has ever given out; everything else is as in a real number, so that every
check has something to check. Each `n` gives numbers of its own.

>>> nik(0, "5305")
'5305010101700000'
>>> name(0), name(1)
('Agus Saputra', 'Ani Lestari')
"""

from datetime import date, timedelta

FIRST_BORN = date(1970, 1, 1)
DAYS = 13_000  # births from 1970 to 2005: all of age, none too old
STRIDE = 7_919  # prime, so that neighbours in n are not neighbours in age, and every day comes once in DAYS
OWN = 500_000
"""Numbers from here on are kept for visitors who register themselves."""
DESKS = 600_000
"""And from here on for those who are registered at a desk."""

MEN = [
    "Agus",
    "Andi",
    "Arif",
    "Bambang",
    "Bayu",
    "Budi",
    "Dedi",
    "Dimas",
    "Eko",
    "Fajar",
    "Feri",
    "Gilang",
    "Hadi",
    "Hendra",
    "Iwan",
    "Joko",
    "Kurnia",
    "Lukman",
    "Made",
    "Markus",
    "Nanda",
    "Oka",
    "Petrus",
    "Rahmat",
    "Reza",
    "Rizki",
    "Samuel",
    "Slamet",
    "Taufik",
    "Teguh",
    "Umar",
    "Wahyu",
    "Yanto",
    "Yohanes",
    "Yusuf",
    "Zainal",
]
WOMEN = [
    "Ani",
    "Ayu",
    "Bunga",
    "Citra",
    "Dewi",
    "Dian",
    "Eka",
    "Elisabet",
    "Endang",
    "Fitri",
    "Hana",
    "Ika",
    "Indah",
    "Intan",
    "Kartika",
    "Lestari",
    "Lia",
    "Maria",
    "Maya",
    "Mega",
    "Nur",
    "Nurul",
    "Putri",
    "Rahma",
    "Ratna",
    "Rina",
    "Sari",
    "Siti",
    "Sri",
    "Susi",
    "Tika",
    "Tri",
    "Wati",
    "Wulan",
    "Yanti",
    "Yuli",
]
SECOND = [
    "Saputra",
    "Lestari",
    "Wijaya",
    "Rahayu",
    "Santoso",
    "Handayani",
    "Nugroho",
    "Wulandari",
    "Hidayat",
    "Anggraini",
    "Pratama",
    "Utami",
    "Setiawan",
    "Puspita",
    "Kurniawan",
    "Maharani",
    "Hakim",
    "Permata",
    "Siregar",
    "Damayanti",
    "Gunawan",
    "Kusuma",
    "Ramadhan",
    "Safitri",
    "Firmansyah",
    "Oktaviani",
    "Mahendra",
    "Purnama",
    "Susanto",
    "Astuti",
]


def is_female(n: int) -> bool:
    """Every second one."""
    return n % 2 == 1


def born_on(n: int) -> date:
    """The birth date that goes with the number."""
    return FIRST_BORN + timedelta(days=n * STRIDE % DAYS)


def nik(n: int, stratum: str) -> str:
    """An identity number, first issued in a regency (four digits); its own for each `n` below 1,274,000."""
    born = born_on(n)
    day = born.day + 40 * is_female(n)
    return f"{stratum}{_district(n)}{day:02d}{born:%m%y}0000"


def kk(n: int, stratum: str) -> str:
    """A family card of a regency; its own for each `n` below 686,000."""
    day = date(2005, 1, 1) + timedelta(days=n % 7_000)
    return f"{stratum}{n // 7_000 % 98 + 1:02d}{day:%d%m%y}0000"


def name(n: int) -> str:
    """A common name, which many real people have and nobody in particular."""
    given = WOMEN if is_female(n) else MEN
    return f"{given[n // 2 % len(given)]} {SECOND[(n // 72 + n) % len(SECOND)]}"


def _district(n: int) -> str:
    return f"{n // DAYS % 98 + 1:02d}"
