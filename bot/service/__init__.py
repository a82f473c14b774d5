"""Wire it together and run it: the composition root, the workers, their schedule, the sandbox."""
