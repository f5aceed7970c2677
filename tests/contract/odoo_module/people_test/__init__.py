"""A module of Odoo's: the model `x_people`, and an API key for the administrator."""

import datetime as dt
import inspect

from odoo import fields, models

KEY = "people_test.key"


class Person(models.Model):
    """An invented person."""

    _name = "x_people"
    _description = "Person"

    name = fields.Char("Name", required=True, trim=False)
    email = fields.Char("Email")
    born = fields.Date("Born")
    credit = fields.Float("Credit", digits=(16, 2))
    active = fields.Boolean("Active", default=True)
    note = fields.Text("Note")


def make_key(env):
    """Make the key, and put it where the test finds it."""
    keys = env["res.users.apikeys"].with_user(env.ref("base.user_admin"))
    soon = dt.datetime.now() + dt.timedelta(days=2)
    more = [soon] if "expiration_date" in inspect.signature(keys._generate).parameters else []
    env["ir.config_parameter"].set_param(KEY, keys._generate(None, "test", *more))
