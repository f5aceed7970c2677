"""Leaving a system: what it keeps for an account is ended before the account is removed."""

import logging
from contextlib import closing

from desktop_sync.engine.ports import Ports, open_account
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.sync import Account
from desktop_sync.sync.ports import Leaving

_log = logging.getLogger(__name__)


def leave(ports: Ports, account: Account) -> None:
    """Have the system end what it keeps for the account. An account can be removed although its system is gone: that is logged, and what
    is kept there ends by itself.
    """
    try:
        with closing(open_account(ports, account)) as connector:
            if isinstance(connector, Leaving):
                connector.leave()
    except DesktopSyncError as error:
        _log.warning(
            "What the system keeps for an account that is removed could not be ended: %s", type(error).__name__
        )
