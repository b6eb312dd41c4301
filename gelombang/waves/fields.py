"""What somebody wants to learn: named when applying, since the evaluation compares people who wanted the same."""

from collections.abc import Mapping

FIELDS: Mapping[str, tuple[str, str, str]] = {
    "digital_marketing": (
        "hard",
        "pemasaran digital dan jualan daring",
        "digital marketing and selling online",
    ),
    "office": ("hard", "administrasi kantor dan komputer", "office work and computers"),
    "web_design": ("hard", "desain grafis dan situs web", "graphic and web design"),
    "programming": ("hard", "pemrograman dan data", "programming and data"),
    "photo_video": ("hard", "foto dan video", "photography and video"),
    "food": ("hard", "memasak dan usaha makanan", "cooking and a food business"),
    "sewing": ("hard", "menjahit dan busana", "sewing and fashion"),
    "beauty": ("hard", "rias dan perawatan", "make-up and beauty care"),
    "farming": ("hard", "pertanian, ternak, ikan", "farming, livestock, fish"),
    "mechanics": ("hard", "bengkel, las, listrik", "repair shop, welding, electrics"),
    "building": ("hard", "bangunan dan kayu", "building and wood"),
    "tourism": ("hard", "pariwisata dan tamu", "tourism and hospitality"),
    "florist": ("hard", "kerajinan dan rangkai bunga", "crafts and flower arranging"),
    "driving": ("hard", "mengemudi dan angkutan", "driving and transport"),
    "language": ("soft", "bahasa asing", "a foreign language"),
    "communication": ("soft", "berbicara dan bekerja sama", "speaking and working together"),
    "job_search": ("soft", "mencari dan melamar kerja", "finding and applying for work"),
    "money": ("soft", "mengatur uang dan usaha", "managing money and a business"),
}
"""Code → kind of skill (hard or soft), Indonesian, English."""


def name_of(code: str, language: str) -> str:
    """The field in words."""
    _, indonesian, english = FIELDS[code]
    return indonesian if language == "id" else english
