{  # noqa: B018 - Odoo reads it as it stands
    "name": "People",
    "summary": "A model of the very fields that the connector contract wants",
    "version": "1.0",
    "depends": ["base"],
    "data": ["security/ir.model.access.csv"],
    "license": "LGPL-3",
    "installable": True,
    "post_init_hook": "make_key",
}
