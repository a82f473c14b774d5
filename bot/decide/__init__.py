"""Decide: values in, values out. No clock, network, database or dice; `now` is an argument."""
