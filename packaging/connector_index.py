"""Writes what lists say of the manifests that come with the program, beside them; `dev.py fmt` calls it."""

from desktop_sync.connectors.rest.bundled import INDEX, bundled_folder, index

if __name__ == "__main__":
    (bundled_folder() / INDEX).write_text(index(), "utf-8", newline="\n")
