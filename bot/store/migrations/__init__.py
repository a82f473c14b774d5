"""Every change of the schema, in order. Run by `bot.store.migrate`."""
