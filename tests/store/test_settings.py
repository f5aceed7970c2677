from desktop_sync.store.database import Database
from desktop_sync.store.settings import SqlSettings


def test_settings(database: Database) -> None:
    settings = SqlSettings(database)
    assert settings.get("theme") == ""
    assert settings.get("theme", "dark") == "dark"
    settings.put("theme", "light")
    settings.put("theme", "")
    settings.put("theme_2", "x")
    settings.put("themeX2", "y")
    assert settings.get("theme", "dark") == ""
    assert settings.keys("theme_") == ["theme_2"]
