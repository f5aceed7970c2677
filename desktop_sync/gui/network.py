"""How this computer is connected, as Qt tells it: on every platform that it knows."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation

from desktop_sync.model.network import Network


class NetworkWatch(QObject):
    """Tells when it changes. Main thread."""

    changed = Signal(object)
    """A `Network`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: QNetworkInformation | None = None
        if QNetworkInformation.loadDefaultBackend():
            self._source = QNetworkInformation.instance()
            self._source.reachabilityChanged.connect(self._tell)
            self._source.isMeteredChanged.connect(self._tell)

    @property
    def now(self) -> Network:
        """How it is now."""
        source = self._source
        if source is None:
            return Network()
        features = source.supportedFeatures()
        knows_metered = bool(features & QNetworkInformation.Feature.Metered)
        return network_of(source.reachability(), source.isMetered() if knows_metered else None)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.now)


def network_of(reach: QNetworkInformation.Reachability, metered: bool | None) -> Network:
    """What Qt says, in our terms: a network of the house only is a network; systems may be in it."""
    if reach is QNetworkInformation.Reachability.Unknown:
        return Network(None, metered)
    return Network(reach is not QNetworkInformation.Reachability.Disconnected, metered)
