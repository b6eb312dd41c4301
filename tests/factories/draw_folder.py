"""Public folders of a draw, made for tests: an independent, slow and plain writer of docs/draw-folder.md.

It shares no code with the product or with tools/verify_draw.py, so that each can be held against it.
"""

from __future__ import annotations

import hmac
import json
import struct
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.factories.hashes import jcs, merkle, path, sha

__all__ = [
    "BEACON", "NONE", "SIGNATURES", "SIGNED_AT", "DrawFolder", "Operator", "carry", "counted", "cutoffs",
    "from_vector", "jcs", "keys", "make_list", "merkle", "path", "rehearsal_of", "result", "score",
    "select", "sha",
]  # fmt: skip

BEACON = {
    "type": "drand/bls-unchained-g1-rfc9380",
    "chain": "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    "public_key": (
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510"
        "d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    "genesis": 1692803367,
    "period": 3,
}
NONE = {"type": "none", "chain": "", "public_key": "", "genesis": 0, "period": 0, "round": 0}
SIGNATURES = {
    1000: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
    657413: "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
}
SIGNED_AT = "2026-02-01T00:00:00Z"


class Operator:
    """Signs statements."""

    def __init__(self, secret: bytes = b"\7" * 32) -> None:
        self.key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self.key.public_key().public_bytes_raw().hex()

    def sign(
        self, kind: str, draw_id: str, manifest_sha256: str, at: str = SIGNED_AT, **members: Any
    ) -> dict[str, Any]:
        body = {
            "version": "undian/1", "kind": kind, "draw_id": draw_id, "manifest_sha256": manifest_sha256,
            "operator": self.public, "signed_at": at, **members,
        }  # fmt: skip
        return {**body, "signature": self.key.sign(b"undian/1/statement\0" + jcs(body)).hex()}


def make_list(applicants: list[dict[str, Any]], household_key: bytes) -> list[str]:
    """List lines of vectors' applicants (members salt, ident, family, stratum, band, groups, weight)."""
    lines = []
    for a in applicants:
        commit = sha(b"undian/1/commit\0" + bytes.fromhex(a["salt"]) + a["ident"].encode())
        house = hmac.new(household_key, b"undian/1/household\0" + a["family"].encode(), "sha256").hexdigest()[
            :24
        ]
        lines.append(f"{commit},{a['stratum']:04d},{a['band']},{a['groups']:02x},{house},{a['weight']:02d}")
    return sorted(lines)


def score(seed: str, ticket: int, weight: int) -> str:
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return min(sha(f"{seed}-{alphabet[j]}-{ticket:012d}".encode()) for j in range(weight))


def keys(lines: list[str], seed: str) -> list[tuple[str, str, int]]:
    """(band, score, ticket) of each entry, in ticket order."""
    return [(line[70], score(seed, t, int(line[100:])), t) for t, line in enumerate(lines, 1)]


def select(lines: list[str], policy: dict[str, Any], seed: str) -> list[str]:
    """Result lines, by the letter of undian/1 section 3: sorted tuples and one loop per phase."""
    order = sorted(keys(lines, seed))
    won: dict[int, tuple[int, int]] = {}
    house: Counter[str] = Counter()
    counts: list[Counter[str]] = []
    carried, cap = 0, policy["household_cap"]
    for number, phase in enumerate(policy["phases"], 1):
        seats = None if phase["seats"] is None else phase["seats"] + carried
        got: Counter[str] = Counter()
        for _, _, t in order:
            line = lines[t - 1]
            stratum, home = line[65:69], line[75:99]
            quota = phase["quota"].get(stratum, phase["otherwise"])
            fits = t not in won and (not phase["groups"] or phase["groups"] & int(line[72:74], 16))
            fits = (
                fits
                and not (cap and house[home] >= cap)
                and not (quota is not None and got[stratum] >= quota)
            )
            if fits and (seats is None or got.total() < seats):
                got[stratum] += 1
                house[home] += 1
                won[t] = (number, got.total())
        carried = carry(phase, seats, got.total(), carried)
        counts.append(got)
    return [result(t, line, won, house, counts, policy) for t, line in enumerate(lines, 1)]


def carry(phase: dict[str, Any], seats: int | None, accepted: int, carried: int) -> int:
    if seats is None:
        return carried + (max(0, sum(phase["quota"].values()) - accepted) if phase["carry"] else 0)
    return max(0, seats - accepted) if phase["carry"] else 0


def result(t: int, line: str, won: Any, house: Any, counts: Any, policy: dict[str, Any]) -> str:
    if t in won:
        return f"{t:012d},W,{won[t][0]:02d},{won[t][1]:09d},-"
    opened = [
        k for k, p in enumerate(policy["phases"], 1) if not p["groups"] or p["groups"] & int(line[72:74], 16)
    ]
    reason = "N"
    if opened:
        phase, stratum = policy["phases"][opened[-1] - 1], line[65:69]
        quota = phase["quota"].get(stratum, phase["otherwise"])
        if quota is not None and counts[opened[-1] - 1][stratum] >= quota:
            reason = "Q"
        if policy["household_cap"] and house[line[75:99]] >= policy["household_cap"]:
            reason = "H"
    return f"{t:012d},L,{max(opened, default=0):02d},000000000,{reason}"


def cutoffs(lines: list[str], results: list[str], policy: dict[str, Any], seed: str) -> list[str]:
    """Lines of cutoffs.csv from the results alone."""
    key, rows, carried = keys(lines, seed), [], 0
    present = {line[65:69] for line in lines}
    for number, phase in enumerate(policy["phases"], 1):
        tickets = [int(r[:12]) for r in results if r[13:17] == f"W,{number:02d}"]
        seats = None if phase["seats"] is None else phase["seats"] + carried
        for scope in ["----", *sorted(present | set(phase["quota"]))]:
            inside = [t for t in tickets if scope in ("----", lines[t - 1][65:69])]
            limit = seats if scope == "----" else phase["quota"].get(scope, phase["otherwise"])
            text = "-" * 9 if limit is None else f"{limit:09d}"
            band, best, ticket = max((key[t - 1] for t in inside), default=("-", "-" * 64, 0))
            last = f"{ticket:012d}" if inside else "-" * 12
            rows.append(
                f"{number:02d},{phase['groups']:02x},{scope},{text},{len(inside):09d},{band},{best},{last}"
            )
        carried = carry(phase, seats, len(tickets), carried)
    return rows


def counted(lines: list[str]) -> dict[str, Any]:
    """counts.json: how many entries and households, in all and by what the list shows."""
    rows = [line.split(",") for line in lines]
    homes = Counter(row[4] for row in rows)
    in_stratum = Counter(stratum for stratum, _ in {(row[1], row[4]) for row in rows})
    columns = {"bands": 2, "groups": 3, "weights": 5}
    return {
        "entries": len(lines),
        "households": len(homes),
        "strata": {
            s: {"entries": n, "households": in_stratum[s]} for s, n in Counter(row[1] for row in rows).items()
        },
        **{name: dict(Counter(row[k] for row in rows)) for name, k in columns.items()},
        "household_sizes": {str(size): n for size, n in Counter(homes.values()).items()},
    }


def policy_toml(policy: dict[str, Any]) -> bytes:
    """A policy as somebody could have written it, with a name for each bit of the groups."""
    rows = ['version = "undian/1"', f"household_cap = {policy['household_cap']}", "[groups]"]
    rows += [f"g{bit} = {1 << bit}" for bit in range(8)]
    for phase in policy["phases"]:
        rows += ["[[phase]]", f"name = {json.dumps(phase['name'])}", f"carry = {str(phase['carry']).lower()}"]
        rows += [f"groups = {[f'g{bit}' for bit in range(8) if phase['groups'] >> bit & 1]}"]
        rows += [
            f"otherwise = {phase['otherwise']}"
            if phase["otherwise"] is not None
            else 'otherwise = "no limit"'
        ]
        rows += [f"seats = {phase['seats']}"] if phase["seats"] is not None else []
        rows += ["[phase.quota]", *(f'"{code}" = {limit}' for code, limit in phase["quota"].items())]
    return "\n".join(rows).encode() + b"\n"


class DrawFolder:
    """One draw: bytes by file name in `files`; `write` puts them on disk, `proof` and `receipt` make the papers."""

    def __init__(
        self,
        lines: list[str],
        policy: dict[str, Any],
        *,
        draw_id: str = "rehearsal-sample",
        round_: int = 1000,
        ceremony: str = "",
        prev: bytes | None = None,
        prev_hash: str | None = None,
        publish: str = "full",
        close_time: str = "2026-01-31T17:00:00Z",
        rehearsal: bool = True,
        beacon: bool = True,
        results: list[str] | None = None,
        about: dict[str, Any] | None = None,
    ) -> None:
        self.lines, self.policy, self.draw_id, self.publish = lines, policy, draw_id, publish
        self.operator = Operator()
        listing = "".join(line + "\n" for line in lines).encode()
        self.manifest = {
            "version": "undian/1", "draw_id": draw_id, "prev": prev_hash or (sha(prev) if prev else "0" * 64),
            "n": len(lines),
            "list_root": merkle([x.encode() for x in lines]).hex(), "list_sha256": sha(listing),
            "policy_sha256": sha(jcs(policy)), "close_time": close_time, "ceremony": bool(ceremony),
            "beacon": {**BEACON, "round": round_} if beacon else NONE,
        }  # fmt: skip
        self.hash = sha(jcs(self.manifest))
        self.files = {
            "manifest.json": jcs(self.manifest), "policy.json": jcs(policy), "policy.toml": policy_toml(policy),
            "about.json": jcs({
                "title": "Contoh – uji", "note": "", "groups": {}, "strata": {}, "notice_hours": 72, **(about or {}),
            }),
            "counts.json": jcs(counted(lines)), "list.csv": listing,
        }  # fmt: skip
        if prev:
            self.files["previous.json"] = prev
        hashes = {name: sha(data) for name, data in self.files.items()}
        self.commitment = self.sign("commitment", publish=publish, rehearsal=rehearsal, files=hashes)
        self.files["commitment.json"] = jcs(self.commitment)
        self._draw(
            SIGNATURES.get(round_, "0" * 96) if beacon else "0" * 96,
            round_ if beacon else 0,
            ceremony,
            results,
        )

    def _draw(self, signature: str, round_: int, ceremony: str, results: list[str] | None) -> None:
        inner = (
            bytes.fromhex(self.hash)
            + struct.pack(">Q", round_)
            + bytes.fromhex(signature)
            + ceremony.encode()
        )
        self.key = sha(b"undian/1/key\0" + inner)
        self.seed = self.key[:40]
        self.results = select(self.lines, self.policy, self.seed) if results is None else results
        self.cutoffs = cutoffs(self.lines, self.results, self.policy, self.seed)
        data = {
            name: "".join(x + "\n" for x in rows).encode()
            for name, rows in (("results.csv", self.results), ("cutoffs.csv", self.cutoffs))
        }
        self.outcome = self.sign(
            "outcome",
            commitment_sha256=sha(self.files["commitment.json"]), round=round_, beacon_signature=signature,
            ceremony=ceremony, key=self.key, seed=self.seed, household_cap=self.policy["household_cap"],
            n_cutoffs=len(self.cutoffs), results_sha256=sha(data["results.csv"]),
            selected=[
                sum(r[13:17] == f"W,{k:02d}" for r in self.results)
                for k in range(1, len(self.policy["phases"]) + 1)
            ],
            results_root=merkle([r.encode() for r in self.results]).hex(),
            cutoffs_root=merkle([c.encode() for c in self.cutoffs]).hex(),
            files={name: sha(x) for name, x in data.items()},
        )  # fmt: skip
        self.files.update({"result/" + name: x for name, x in data.items()})
        self.files["result/outcome.json"] = jcs(self.outcome)
        self.auditors = {}
        if self.publish == "roots":
            self.auditors = {
                "list.csv": self.files.pop("list.csv"),
                "results.csv": self.files.pop("result/results.csv"),
            }

    def sign(self, kind: str, *, at: str = SIGNED_AT, **members: Any) -> dict[str, Any]:
        return self.operator.sign(kind, self.draw_id, self.hash, at, **members)

    def add(self, name: str, kind: str, **members: Any) -> None:
        """A further statement, `name` without folder and ending."""
        self.files[f"statements/{name}.json"] = jcs(self.sign(kind, **members))

    def write(self, root: Path) -> Path:
        for name, data in self.files.items():
            target = root / "public" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for name, data in self.auditors.items():
            (root / "auditors").mkdir(exist_ok=True)
            (root / "auditors" / name).write_bytes(data)
        return root

    def bundle(self, target: Path) -> Path:
        with zipfile.ZipFile(target, "w") as out:
            for name in sorted(self.files):
                top = "_" if self.draw_id in (".", "..") else self.draw_id.translate({47: "_", 92: "_"})
                info = zipfile.ZipInfo(f"{top}/{name}")
                info.external_attr = 0o644 << 16
                out.writestr(info, self.files[name])
        return target

    def _path(self, rows: list[str], index: int) -> list[str]:
        return path([row.encode() for row in rows], index)

    def proof(self, ticket: int, drawn: bool = True) -> dict[str, Any]:
        line = self.lines[ticket - 1]
        entry = {"line": line, "ticket": ticket, "path": self._path(self.lines, ticket - 1)}
        proof: dict[str, Any] = {
            "version": "undian/1",
            "kind": "proof",
            "manifest": self.manifest,
            "entry": entry,
        }
        if not drawn:
            return {**proof, "statement": self.commitment}
        row = self.results[ticket - 1]
        proof |= {
            "statement": self.outcome,
            "result": {"line": row, "path": self._path(self.results, ticket - 1)},
        }
        if row[13] == "W":
            wanted = [(int(row[15:17]), scope) for scope in ("----", line[65:69])]
        else:
            wanted = self._turned_away(ticket)
        places = [(int(c[:2]), c[6:10]) for c in self.cutoffs]
        indexes = [places.index(w) for w in wanted]
        proof["cutoffs"] = [
            {"line": self.cutoffs[i], "index": i, "path": self._path(self.cutoffs, i)} for i in indexes
        ]
        if row[28] == "H":
            proof["household"] = self._mates(ticket)
        return proof

    def _turned_away(self, ticket: int) -> list[tuple[int, str]]:
        line, wanted = self.lines[ticket - 1], []
        key = keys(self.lines, self.seed)[ticket - 1]
        for number, phase in enumerate(self.policy["phases"], 1):
            if phase["groups"] and not phase["groups"] & int(line[72:74], 16):
                wanted.append((number, "----"))
                continue
            found = []
            for scope in (line[65:69], "----"):
                c = next(c for c in self.cutoffs if c[:2] == f"{number:02d}" and c[6:10] == scope).split(",")
                reached = c[3] == c[4] and (c[5] == "-" or (c[5], c[6], int(c[7])) < key)
                if reached:
                    found.append((number, scope))
            wanted += found[:1] or [(number, "----"), (number, line[65:69])]
        return wanted

    def _mates(self, ticket: int) -> list[dict[str, Any]]:
        line, key = self.lines[ticket - 1], keys(self.lines, self.seed)
        mates = [
            t
            for t, other in enumerate(self.lines, 1)
            if other[75:99] == line[75:99] and self.results[t - 1][13] == "W"
        ]
        mates.sort(key=lambda t: (self.results[t - 1][15:17], key[t - 1]))
        return [
            {
                "line": self.lines[t - 1], "ticket": t, "path": self._path(self.lines, t - 1),
                "result": self.results[t - 1], "result_path": self._path(self.results, t - 1),
            }
            for t in mates[: self.policy["household_cap"]]
        ]  # fmt: skip

    def receipt(self, ticket: int, salt: str, manifest: str = "0" * 64) -> dict[str, Any]:
        commit, stratum, band, groups, _, weight = self.lines[ticket - 1].split(",")
        return self.operator.sign(
            "receipt", self.draw_id, manifest,
            commit=commit, stratum=stratum, band=band, groups=groups, weight=weight,
            salt=salt, time="2026-01-15T08:00:00Z",
        )  # fmt: skip


def rehearsal_of(vector: dict[str, Any], **more: Any) -> DrawFolder:
    """A rehearsal with the list, policy and round of a known answer, named as a rehearsal must be."""
    return DrawFolder(vector["expect"]["list"], vector["policy"], round_=vector["round"], **more)


def from_vector(vector: dict[str, Any], **more: Any) -> DrawFolder:
    """A folder with the list, results and every input of a known answer."""
    expect = vector["expect"]
    folder = DrawFolder(
        expect["list"], vector["policy"], draw_id=vector["draw_id"], round_=vector["round"],
        ceremony=vector["ceremony"], prev_hash=vector["prev"], close_time=vector["close_time"],
        results=expect["results"],
        **more,
    )  # fmt: skip
    assert folder.files["manifest.json"].decode() == expect["manifest"], "the vector's manifest differs"
    return folder
