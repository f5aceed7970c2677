"""The manifest format, version 1: how a person signs in, in a browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_sync.connectors.rest.format_calls import Call
from desktop_sync.connectors.rest.paths import NO_TEXT, WHOLE, Path, Template


class Redirect(StrEnum):
    """What the address that the browser comes back to calls this computer."""

    ADDRESS = "127.0.0.1"
    NAME = "localhost"


@dataclass(frozen=True, kw_only=True)
class Choose(Call):
    """A call that lists what the sign-in is good for; a person chooses one. `setting`: takes the choice."""

    setting: str
    value: Path
    at: Path = WHOLE
    label: Path | None = None


@dataclass(frozen=True, kw_only=True)
class PersonSignIn:
    """Where a person signs in (RFC 6749 § 4.1 with RFC 7636, RFC 8628), and what the answer brings.

    `parameters`: what goes with the address beside the usual, `token_parameters`: with the request for the token. `issuer`: who must have
    answered, where the answer says so (RFC 9207). `keep`: setting → where its value stands in the token's answer.
    """

    authorize_url: Template = NO_TEXT
    device_url: Template = NO_TEXT
    scope: Template = NO_TEXT
    parameters: Mapping[str, Template] = field(default_factory=dict)
    token_parameters: Mapping[str, Template] = field(default_factory=dict)
    redirect: Redirect = Redirect.ADDRESS
    port: Template = NO_TEXT
    issuer: Template = NO_TEXT
    keep: Mapping[str, Path] = field(default_factory=dict)
    choose: Choose | None = None
