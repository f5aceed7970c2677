"""One window per workspace: a second start only brings the first one to the front."""

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_MS = 500


class Single(QObject):
    """Finds out whether this is the first window on the workspace, and listens for later ones. Main thread."""

    raised = Signal()
    """Somebody started the program again."""
    handed = Signal(object)
    """The `Path` of a sync file that the later start was given."""

    def __init__(self, folder: Path, parent: QObject | None = None, *, sync_file: Path | None = None) -> None:
        super().__init__(parent)
        self._hands_over = b"" if sync_file is None else bytes(sync_file)
        digest = hashlib.blake2b(str(folder.absolute()).encode(), digest_size=12).hexdigest()
        self._name = f"desktop-sync-{digest}"
        self._server: QLocalServer | None = None
        self.first = not self._calls()
        if self.first:
            self._listen()

    def _calls(self) -> bool:
        socket = QLocalSocket(self)
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(ANSWER_MS)
        if answered and self._hands_over:
            socket.write(self._hands_over)
            socket.waitForBytesWritten(ANSWER_MS)
        socket.disconnectFromServer()
        return answered

    def _listen(self) -> None:
        QLocalServer.removeServer(self._name)  # what a crashed window left behind
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)
        self._server.listen(self._name)

    @Slot()
    def _on_call(self) -> None:
        assert self._server is not None
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(self._on_said)
            if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
                self._take(socket)  # it was quicker than we
        self.raised.emit()

    @Slot()
    def _on_said(self) -> None:
        socket = self.sender()
        assert isinstance(socket, QLocalSocket)
        self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        said = bytes(socket.readAll().data())
        socket.deleteLater()
        if said:
            self.handed.emit(Path(os.fsdecode(said)))
