"""The encrypted store behind its ports. The only place that knows peewee, SQLCipher and the keyring."""
