"""Build the invented network of the demonstration: Lena Marsh, the people Lena reads, and some days of their posts.

    people.toml    who is there
    past.toml      what Lena shares with them, and how each of them talks with people
    days.toml      what Lena's home shows of the last days
    later.toml     what happens after the demonstration has begun, and how people answer Lena

Everybody and everything here is invented. All times are relative to the moment at which the network is built.
"""

from bot.platforms.sandbox.build import BOT, OWNER, build, live

__all__ = ["BOT", "OWNER", "build", "live"]
