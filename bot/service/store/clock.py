"""The database's clock: the hosts' own may differ."""

from sqlalchemy import Double
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class now(FunctionElement[float]):  # noqa: N801 # reads as the SQL function that it stands for
    """Seconds since 1970."""

    type = Double()
    inherit_cache = True


@compiles(now, "postgresql")
def _postgresql(*_: object, **__: object) -> str:
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS double precision)"


@compiles(now, "sqlite")
def _sqlite(*_: object, **__: object) -> str:
    # unixepoch() counts whole seconds before SQLite 3.42.
    return "((julianday('now') - 2440587.5) * 86400.0)"
