"""Making a manifest for a system that is not on the list: each call is tried, its answer is shown, and what it says is proposed.

`shapes`, `fieldkinds`, `guesses`, `openapi`, `text` are pure; `probe` sends the calls; `pages`, `feeds`, `writes` and `build` are the steps.
"""
