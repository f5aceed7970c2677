"""Ways to sign in, as people name them: none, basic, bearer, header:NAME, query:NAME. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_sync.connectors.rest.building.probe import Sign
from desktop_sync.errors import UsageError

KINDS = ("none", "basic", "bearer", "header:NAME", "query:NAME")


@dataclass(frozen=True)
class SignPlan:
    """How to sign in. `name`: of the header or parameter; `prefix`: what stands before the token in a header."""

    kind: str
    name: str = ""
    prefix: str = ""

    @classmethod
    def parse(cls, text: str) -> "SignPlan":
        """From “bearer”, “header:X-Api-Key” or “header:Authorization=Token ”. Raises UsageError."""
        kind, _, rest = text.partition(":")
        name, _, prefix = rest.partition("=")
        if kind in {"none", "basic", "bearer"} and not rest:
            return cls(kind)
        if kind in {"header", "query"} and name:
            return cls(kind, name, prefix)
        raise UsageError(f"“{text}” is no way to sign in.", advice=f"There are: {', '.join(KINDS)}.")

    @property
    def needs(self) -> tuple[tuple[str, bool], ...]:
        """What it asks for: names, and whether each is a secret."""
        if self.kind == "none":
            return ()
        return (("username", False), ("password", True)) if self.kind == "basic" else (("token", True),)

    def settings(self) -> dict[str, dict[str, Any]]:
        """The settings that an account is asked for, as a manifest has them."""
        labels = {"username": "User name", "password": "Password", "token": "Token"}
        return {name: {"label": labels[name], **({"secret": True} if secret else {})} for name, secret in self.needs}

    def auth(self) -> dict[str, Any]:
        """The entry of [[auth]]; empty for none."""
        if self.kind == "basic":
            return {"kind": "basic", "user": "{username}", "password": "{password}"}
        if self.kind == "bearer":
            return {"kind": "bearer", "token": "{token}"}
        if self.kind == "none":
            return {}
        return {"kind": self.kind, "name": self.name, "value": f"{self.prefix}{{token}}"}

    def sign(self, given: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Sign:
        """What goes with each call. Raises UsageError for what is missing."""
        for name, secret in self.needs:
            if not given.get(name):
                option = f"--secret {name}=NAME_OF_A_VARIABLE" if secret else f"--set {name}=VALUE"
                raise UsageError(f"“{name}” is missing to sign in.", advice=f"Give it with {option}.")
        base = dict(headers or {})
        if self.kind == "basic":
            import base64

            text = base64.b64encode(f"{given['username']}:{given['password']}".encode()).decode("ascii")
            return Sign({**base, "Authorization": f"Basic {text}"})
        if self.kind == "bearer":
            return Sign({**base, "Authorization": f"Bearer {given['token']}"})
        if self.kind == "header":
            return Sign({**base, self.name: f"{self.prefix}{given['token']}"})
        return Sign(base, {self.name: given["token"]} if self.kind == "query" else {})
