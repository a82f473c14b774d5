"""The network code of the networks, each behind the same few methods (`base`, `publishing`), all behind one gate (`wire`)."""
