"""Trials: the road under kill -9. Real processes are cut off at named places and a checker that shares no code judges.

``python -m tests.trials --seed 1 --people 40 --kills 400`` is the long run; the tests here are its fast part.
"""
