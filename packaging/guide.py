"""Writes the made pages of `docs/guide`; `dev.py guide` and `dev.py fmt` call it."""

from devlib import guide

if __name__ == "__main__":
    print(f"{guide.write()} pages of the guide changed")
