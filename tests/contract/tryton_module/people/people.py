"""The model."""

from trytond.model import ModelSQL, ModelView, fields


class Person(ModelSQL, ModelView):
    """An invented person. Texts are kept as they come: Tryton strips them unless told not to."""

    __name__ = "people.person"

    name = fields.Text("Name", required=True, strip=False)
    email = fields.Char("E-mail", strip=False)
    born = fields.Date("Born")
    credit = fields.Numeric("Credit", digits=(16, 2))
    active = fields.Boolean("Active")
    note = fields.Text("Note", strip=False)
