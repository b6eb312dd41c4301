"""What the database itself refuses: to delete an event, and to change one but for the seal."""

TABLE = "audit_event"
KEPT = ("id", "at", "by", "act", "subject", "facts")

SQLITE = [
    f"""CREATE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END""",
    f"""CREATE TRIGGER {TABLE}_is_what_it_was BEFORE UPDATE ON {TABLE}
        WHEN OLD.position IS NOT NULL OR NEW.position IS NULL
             OR {" OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in KEPT)}
        BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END""",
]

POSTGRESQL = [
    f"""CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'an event is never changed or deleted' USING ERRCODE = '23514'; END $$""",
    f"""CREATE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
    f"""CREATE TRIGGER {TABLE}_is_what_it_was BEFORE UPDATE ON {TABLE} FOR EACH ROW
        WHEN (OLD.position IS NOT NULL OR NEW.position IS NULL
              OR {" OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in KEPT)})
        EXECUTE FUNCTION {TABLE}_refuse()""",
]

NAMES = (f"{TABLE}_stays", f"{TABLE}_is_what_it_was")


def create(vendor: str) -> list[str]:
    """The statements that set the guard up; `vendor` is sqlite or postgresql."""
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]


def drop(vendor: str) -> list[str]:
    """The statements that take it away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name in NAMES]
    return [*(f"DROP TRIGGER {name} ON {TABLE}" for name in NAMES), f"DROP FUNCTION {TABLE}_refuse()"]
