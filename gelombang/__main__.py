"""`python -m gelombang` is the command line."""

from gelombang.cli import main

if __name__ == "__main__":
    main()
