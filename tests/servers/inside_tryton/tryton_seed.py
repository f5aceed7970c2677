"""Runs in the servers' own environment: gives Tryton's template database a currency and the administrator a company.

Products refuse prices and sales refuse parties without a company. Arguments: configuration file, database.
"""

import sys

from trytond import config
from trytond.pool import Pool
from trytond.transaction import Transaction


def main() -> None:
    """Fills the database and leaves no connection behind: it is to be copied."""
    config_file, database = sys.argv[1:]
    config.update_etc(config_file)
    Pool.start()
    pool = Pool(database)
    with Transaction().start(database, 0, readonly=True):
        pool.init()
    with Transaction().start(database, 0):
        currency = pool.get("currency.currency")(name="Euro", symbol="€", code="EUR", numeric_code="978")
        currency.save()
        party = pool.get("party.party")(name="Desktop Sync Test Company")
        party.save()
        company = pool.get("company.company")(party=party, currency=currency)
        company.save()
        (user,) = pool.get("res.user").search([("login", "=", "admin")])
        user.companies = [company]
        user.company = company
        user.save()


if __name__ == "__main__":
    main()
