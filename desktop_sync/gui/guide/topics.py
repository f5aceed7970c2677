"""Which page of the guide belongs to which screen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop_sync.gui.places import Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

CONTENTS = "index.md"
PLACES: Mapping[Place, str] = {
    Place.OVERVIEW: "window.md",
    Place.SYNCS: "window.md",
    Place.ACCOUNTS: "accounts.md",
    Place.CONFLICTS: "conflicts.md",
    Place.ATTENTION: "troubleshooting.md",
    Place.ACTIVITY: "history.md",
    Place.SETTINGS: "settings.md",
    Place.PREVIEW: "deletes-and-guards.md",
    Place.PAIRING: "pairing.md",
    Place.EDITOR: "mapping.md",
}
DIALOGS: Mapping[str, str] = {
    "AccountWizard": "accounts.md",
    "AddSyncDialog": "sync-file.md",
    "BuilderWizard": "writing-a-connector.md",
    "ConflictDialog": "conflicts.md",
    "DoctorDialog": "troubleshooting.md",
    "EditValueDialog": "troubleshooting.md",
    "LogDialog": "history.md",
    "MailDialog": "settings.md",
    "MergeDialog": "pairing.md",
    "PlanDialog": "schedules-and-webhooks.md",
    "ReconnectDialog": "accounts.md",
    "RecordDialog": "history.md",
    "RecoveryDialog": "security-and-backup.md",
    "RehearsalDialog": "deletes-and-guards.md",
    "SyncWizard": "getting-started.md",
    "TemplateDialog": "getting-started.md",
    "HooksDialog": "schedules-and-webhooks.md",
    "TriggersDialog": "schedules-and-webhooks.md",
    "UndoDialog": "history.md",
}
STEPS: Mapping[str, str] = {
    "TablesPage": "getting-started.md",
    "MappingPage": "mapping.md",
    "MatchingPage": "pairing.md",
    "RulesPage": "deletes-and-guards.md",
    "TriggerPage": "schedules-and-webhooks.md",
    "PreviewPage": "deletes-and-guards.md",
}
"""Of the editor of a sync: the steps have pages of their own."""


def topic_of(window: "QWidget") -> str:
    """The page for what a window shows: the main window's page, a dialog, a step of one."""
    place: Any = getattr(window, "place", None)
    if isinstance(place, Place):
        return PLACES[place]
    name = type(window).__name__
    if name == "SyncWizard":
        return STEPS.get(_step(window), DIALOGS[name])
    if name == "AccountWizard":
        return _kind(window) or DIALOGS[name]
    return DIALOGS.get(name, CONTENTS)


def _step(window: Any) -> str:
    return type(window.page).__name__ if window.pages else ""


def _kind(window: Any) -> str:
    """The page of the kind of system, once one is chosen and left behind."""
    kind = window.flow.answers.kind if window.flow is not None and window.at > 0 else None
    return f"connectors/{kind.kind}.md" if kind is not None else ""
