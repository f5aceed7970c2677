"""A person with a browser, as far as a sign-in goes: opens an address and follows it. Also a program: browser.py ADDRESS."""

import sys
import urllib.error
import urllib.request


def browse(url: str) -> tuple[int, str]:
    """Status and text of the page that is shown in the end."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=30) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


if __name__ == "__main__":
    browse(sys.argv[1])
