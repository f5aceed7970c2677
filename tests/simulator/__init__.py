"""Two or three systems that misbehave in every way that real ones were seen to, people who work in them at any moment, and an
oracle that knows what they typed.

`traits.py` what a system can do and what it does to values, `system.py` such a system and its connector, `ledger.py` the oracle,
`world.py` a whole history with its script, `chance.py` random histories from a seed (`python -m tests.simulator --seed 7`).
"""
