"""The network code of the networks, each behind the same few methods (`base`, `publishing`), all behind one gate (`wire`).

A network is a package that brings one value (`adapter`), and `registry` lists them. A way of writing to the owner that can
only tell implements `base.Outbound` in one file and brings a `Channel`.
"""
