"""The window. The only place that knows Qt."""

from desktop_sync.gui.singletons import keep_singletons

keep_singletons()  # before anything of Qt is called, in the program and in each test
