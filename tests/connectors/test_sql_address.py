"""Addresses, settings, and the password that must not be in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.sql.address import parse
from desktop_sync.errors import UsageError


def test_server() -> None:
    address = parse("postgresql://sh%40op@db.example.org:5433/my%20shop", "pw")
    assert (address.system, address.host, address.port) == ("postgresql", "db.example.org", 5433)
    assert (address.user, address.database, address.password) == ("sh@op", "my shop", "pw")
    assert address.place == "db.example.org:5433/my shop"


@pytest.mark.parametrize("scheme", ["mysql", "mariadb", "MySQL", "mysql+pymysql"])
def test_mysql_is_mariadb(scheme: str) -> None:
    assert parse(f"{scheme}://u@h/d").system == "mariadb"


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse("sqlite:///shop.db").file == tmp_path / "shop.db"
    assert parse(f"sqlite:///{tmp_path}/shop.db").file == tmp_path / "shop.db"
    (tmp_path / "with space.db").touch()
    assert parse("sqlite:///with%20space.db").file == tmp_path / "with space.db"
    (tmp_path / "100%25.db").touch()
    assert parse("sqlite:///100%25.db").file == tmp_path / "100%25.db", "a file of that very name comes first"


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("", "address"),
        ("shop.db", "address"),
        ("oracle://u@h/d", "address"),
        ("sqlite://shop.db", "three slashes"),
        ("sqlite:///", "three slashes"),
        ("postgresql://u@h", "no database"),
        ("postgresql:///d", "no host"),
        ("postgresql://u@h:port/d", "port"),
        ("postgresql://u@h/d?sslmod=require", "unknown option"),
    ],
)
def test_wrong_addresses(url: str, word: str) -> None:
    with pytest.raises(UsageError, match=word) as caught:
        parse(url)
    assert caught.value.advice


def test_near_misses_are_named() -> None:
    with pytest.raises(UsageError) as caught:
        parse("postgress://u@h/d")
    assert "postgres" in caught.value.advice
    with pytest.raises(UsageError) as caught:
        parse("postgresql://u@h/d?sslmod=require")
    assert "sslmode" in caught.value.advice


@given(st.text("abcXYZ123!$&*()_-=~", min_size=6))
def test_a_password_in_the_address_is_refused_and_not_repeated(password: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(f"postgresql://shop:{password}@db.example.org/shop")
    assert "--secret" in caught.value.advice
    assert password not in f"{caught.value!r} {caught.value} {caught.value.advice} {caught.value.place}"


def test_the_password_is_in_no_repr() -> None:
    connector = Registry().open("sql", {"url": "mariadb://shop@db.example.org/shop"}, {"password": "Sesam4711"})
    assert "Sesam4711" not in repr(connector)
    assert "Sesam4711" not in repr(parse("mariadb://shop@db.example.org/shop", "Sesam4711"))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"keys": "no colon"}, "keys"),
        ({"keys": "view:"}, "keys"),
        ({"overlap": "soon"}, "overlap"),
        ({"overlap": "-1"}, "overlap"),
        ({"url": "nonsense"}, "url"),
        ({"url": "mariadb://u@h/d", "ca_file": "missing.pem"}, "ca_file"),
    ],
)
def test_wrong_settings(settings: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Registry().open("sql", {"url": "sqlite:///x.db", **settings}, {})


def test_the_path_of_a_file_is_an_address(tmp_path) -> None:
    file = tmp_path / "shop.db"
    with pytest.raises(UsageError):
        parse(str(file))
    file.touch()
    assert parse(str(file)).file == file
    assert parse(f" {file} ").system == "sqlite"
