"""What pages of the portal read."""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

logger = logging.getLogger(__name__)


def readiness() -> dict[str, bool]:
    """Whether the database answers, and whether every migration has been applied to it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, OSError) as error:
        logger.error("The database does not answer", exc_info=error)
        return {"database": False, "migrations": False}
    return {"database": True, "migrations": not pending}
