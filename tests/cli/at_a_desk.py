"""Run `nudge` as at somebody's desk, also where the machine that runs the tests is a container."""

from bot.cli import browser, main

browser.CONTAINERS = ()
main.main()
