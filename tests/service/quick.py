"""`schema-review` with the pauses short that are long on purpose: `python -m tests.service.quick worker`. Everything else is as it is."""

import sys
from functools import partial

from bot.cli.main import run
from bot.service import main
from bot.service.jobs import pump, work
from bot.service.reviews.publisher import Publisher

if __name__ == "__main__":
    setattr(main, "Publisher", partial(Publisher, pacing=0.1))  # noqa: B010 # mypy knows no other way
    work.FIRST_PAUSE, pump.LOST = 1.0, 3.0
    sys.exit(run(sys.argv[1:]))
