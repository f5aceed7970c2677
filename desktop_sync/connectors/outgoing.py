"""Messages that leave this computer: by e-mail, and by a webhook of somebody else's. Encrypted, but on loopback."""

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from email.message import EmailMessage
from typing import TYPE_CHECKING

from desktop_sync.errors import AccountError, Retriable, SignInError, UsageError

if TYPE_CHECKING:
    import requests

_TIMEOUT_S = 30
_TLS_PORT = 465
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def send_mail(settings: Mapping[str, str], password: str, subject: str, text: str) -> Sequence[str]:
    """One message; the addresses that the server did not take, where it took some. `settings`: to (several with commas), sender, server,
    port, user, tls ("tls": from the start, "starttls"; else as is usual for the port). Raises AccountError, SignInError, Retriable.
    """
    message = EmailMessage()
    message["To"], message["From"] = settings["to"], settings["sender"]
    message["Subject"] = " ".join(subject.split())
    message.set_content(text)
    host, port = settings["server"], int(settings["port"])
    at_once = settings.get("tls", "") == "tls" or (not settings.get("tls") and port == _TLS_PORT)
    context = ssl.create_default_context()
    try:
        if at_once:
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT_S, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=_TIMEOUT_S)
        try:
            if not at_once and (host not in _LOOPBACK or settings.get("tls") == "starttls"):
                server.starttls(context=context)
            if settings["user"]:
                server.login(settings["user"], password)
            return sorted(server.send_message(message))
        finally:
            with suppress(smtplib.SMTPException, OSError):  # it has the message, or the error that counts is on its way
                server.quit()
    except smtplib.SMTPAuthenticationError as error:
        raise SignInError("The mail server refuses user or password.", place=host) from error
    except smtplib.SMTPNotSupportedError as error:
        raise AccountError(
            "The mail server offers no encryption.", place=host, advice="Use another port or server."
        ) from error
    except ssl.SSLCertVerificationError as error:
        raise AccountError(
            "The mail server’s certificate is not trusted.",
            place=host,
            advice="Look at the server’s name; or ask whoever runs it.",
        ) from error
    except smtplib.SMTPResponseException as error:
        kind = Retriable if 400 <= error.smtp_code < 500 else AccountError
        raise kind(f"The mail server refuses the message (code {error.smtp_code}).", place=host) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise AccountError("The mail server takes nothing for that address.", place=host) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Retriable("The mail server does not answer.", place=host, advice="Check its name and port.") from error


def _unsigned(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    return request


def post(url: str, data: Mapping[str, object]) -> None:
    """One JSON document to an address. Raises UsageError, AccountError, Retriable."""
    import requests

    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise UsageError("the address of the webhook must begin with https://")
    try:
        # Of the answer only the status is read; what the user's ~/.netrc holds goes nowhere.
        with requests.post(
            url, json=data, timeout=_TIMEOUT_S, allow_redirects=False, auth=_unsigned, stream=True
        ) as answer:
            pass
    except requests.RequestException as error:
        raise Retriable("The webhook’s address does not answer.") from error
    if answer.status_code >= 500 or answer.status_code == 429:
        raise Retriable(f"The webhook’s address answers with HTTP {answer.status_code}.")
    if answer.status_code >= 300:
        raise AccountError(
            f"The webhook’s address answers with HTTP {answer.status_code}.", advice="Check the address."
        )
