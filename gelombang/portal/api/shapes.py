"""What the API answers with. Descriptions end up in the OpenAPI document, so they are English and for programmers."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

Count = Annotated[int, Field(ge=0)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Stage = Literal["announced", "open", "closed", "sealed", "published", "void"]


class Wrong(Schema):
    """A parameter that was refused."""

    where: str = Field(description="`path` or `query`")
    name: str
    takes: str = Field(description="What it takes, in the caller's language")


class Problem(Schema):
    """Problem details (RFC 9457). Every fault has this form."""

    type: str = Field(description="A page that explains this kind of fault")
    title: str = Field(description="What happened, in the language of Accept-Language (id or en)")
    status: int
    detail: str = Field(description="What to do next")
    errors: list[Wrong] = Field(default=[], description="Only where parameters are wrong")


class WaveFigures(Schema):
    """What a wave came to, when it was counted. What is not decided yet is null."""

    counted_at: datetime
    n_begun: Count = Field(description="Opened the form")
    n_joined: Count = Field(description="Sent it in time; always n_eligible + n_not_eligible")
    n_eligible: Count | None = Field(description="Lines of the sealed list")
    n_not_eligible: Count | None
    n_selected: Count | None = Field(description="As the draw published it")
    n_taken: Count | None = Field(description="Seats that were taken; null where none was offered yet")


class Wave(Schema):
    """A wave that was announced."""

    number: int = Field(ge=1)
    name: str
    stage: Stage
    is_rehearsal: bool = Field(description="Held for practice, with invented people or an old random number")
    n_seats: Count
    announced_at: datetime
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    committed_at: datetime | None = Field(description="When the list was sealed")
    published_at: datetime | None
    voided_at: datetime | None
    void_reason: str
    round: Count = Field(description="The drand quicknet round whose number decides")
    draw_id: str
    attempt: int = Field(ge=1, description="1; one more each time that a void draw of it is drawn again")
    draw: str | None = Field(
        description="The slug of the draw in force in the register, from its sealed list on"
    )
    void_draws: list[str] = Field(
        description="The slugs of void draws that were drawn again, the first one first"
    )
    url: str = Field(description="This wave in the API")
    page: str = Field(description="This wave for people")


class Term(Schema):
    """A value of the law that the wave was announced with."""

    name: str
    value: bool | int | str | list[str] | None
    since: date
    reference: str = Field(description="The regulation that says so")


class OneWave(Wave):
    """A wave with its figures and rules."""

    figures: WaveFigures | None = Field(description="null before the first count")
    terms: list[Term]
    policy: str = Field(description="The rules of the draw as they were announced: TOML, see docs/policy.md")
    regions: str = Field(description="Its figures by region")


class RegionNumbers(Schema):
    """One stratum of a wave. `n_joined` is null where it is withheld, since it would tell of fewer than five people."""

    stratum: str = Field(description="Four digits, as the draw has them")
    code: str | None = Field(description="The official code of the region, where it is one")
    name: str
    n_joined: Count | None
    n_eligible: Count | None
    n_selected: Count | None
    is_withheld: bool


class Draw(Schema):
    """A draw in the public register. Void ones stay."""

    slug: str
    draw_id: str
    attempt: int = Field(ge=1, description="Above 1 for a redo of a void draw of the same name")
    title: str
    is_rehearsal: bool
    n_entries: Count
    n_selected: Count | None = Field(description="null before the draw")
    round: Count
    round_at: datetime | None
    committed_at: datetime
    drawn_at: datetime | None
    voided_at: datetime | None
    void_reason: str
    manifest_sha256: Sha256
    prev: Sha256 = Field(description="SHA-256 of the manifest of the draw before; zeros for the first")
    operator: str = Field(description="Ed25519 public key of who signed, 64 hex")
    seed: str | None = Field(description="40 hex; null before the draw")
    url: str
    page: str


class File(Schema):
    """A public file of a draw."""

    name: str = Field(description="Its path in the draw's folder")
    size: Count = Field(description="Bytes")
    url: str


class DrawRegion(Schema):
    """What counts.json and cutoffs.csv say of one stratum."""

    stratum: str
    name: str
    n_entries: Count
    n_selected: Count | None


class OneDraw(Draw):
    """A draw with its files, from which anybody can repeat it."""

    files: list[File]
    bundle: str | None = Field(description="All of them in one zip, once it is packed")
    regions: list[DrawRegion]


class Designation(Schema):
    """What a decree calls a region from a day on, until a day or still."""

    kind: Literal["disadvantaged", "border", "outermost"]
    decree: str
    since_on: date
    until_on: date | None


class Region(Schema):
    """A province, a regency or city, or a district."""

    code: str
    name: str
    kind: str
    level: int = Field(ge=1, description="1 at the top")
    parent: str | None
    stratum: str | None = Field(description="The four digits by which draws know it")
    latitude: float | None = Field(
        ge=-90, le=90, description="Of its main town, WGS 84 (GeoNames, CC BY 4.0)"
    )
    longitude: float | None = Field(ge=-180, le=180)
    time_zone: str
    designations: list[Designation]
    url: str


class Figures(Schema):
    """The whole programme. People are counted once, applications once for each wave."""

    counted_at: datetime
    is_rehearsal: bool = Field(description="No real wave was held yet, and rehearsals are counted")
    n_accounts: Count
    n_complete: Count = Field(description="n_declared + n_documented + n_verified")
    n_declared: Count
    n_documented: Count
    n_verified: Count
    n_joined: Count
    n_eligible: Count
    n_selected: Count
    n_waves: Count = Field(description="Closed waves")
    n_applications: Count = Field(description="Sum of n_joined of the closed waves")
    n_entries: Count = Field(description="Sum of their n_eligible")
    n_seats_won: Count = Field(description="Sum of their n_selected, void draws apart")
    n_taken: Count | None = Field(description="Sum of their n_taken, void draws apart")


class Waves(Schema):
    """A page of waves, the latest first."""

    items: list[Wave]
    next: str | None = Field(description="The following page; null on the last")


class WaveRegions(Schema):
    """A page of a wave's regions, by stratum."""

    items: list[RegionNumbers]
    next: str | None


class Draws(Schema):
    """A page of draws, the latest first."""

    items: list[Draw]
    next: str | None


class Regions(Schema):
    """A page of regions, by code."""

    items: list[Region]
    next: str | None
