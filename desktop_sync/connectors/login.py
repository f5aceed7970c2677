"""What the kinds ask alike of whoever signs in to a database on a server by name."""

from collections.abc import Mapping

from desktop_sync.errors import UsageError


def given(settings: Mapping[str, str], secrets: Mapping[str, str], secret: str, system: str) -> dict[str, str]:
    """Url (`base_url` goes before it), database, username and the secret. Raises UsageError naming the one that is missing."""
    found = {"url": settings.get("base_url", "").strip() or settings.get("url", "").strip()}
    found |= {key: settings.get(key, "").strip() for key in ("database", "username")}
    found[secret] = secrets.get(secret, "")
    for key, value in found.items():
        if not value:
            raise UsageError(f"The setting “{key}” is missing.", advice=f"{system} account needs {', '.join(found)}.")
    return found
