"""`python -m bot.cli`: the command where no script of it is on the PATH."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
