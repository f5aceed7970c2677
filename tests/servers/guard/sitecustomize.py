"""Python imports this by itself in every program that a test starts with this folder on PYTHONPATH."""

import loopback_only

loopback_only.install()
