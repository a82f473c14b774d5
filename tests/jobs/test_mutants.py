"""The random mutants of the jobs and of what they stand on are what they say: the same by the same seed, each a program, each another."""

from __future__ import annotations

from tests.jobs.mutants import NAMED, ROOT, all_of, chosen, named


def test_the_same_seed_gives_the_same_mutants():
    """Whoever reads of one can make it again."""
    assert chosen(ROOT, 8, 30) == chosen(ROOT, 8, 30) != chosen(ROOT, 9, 30)


def test_each_mutant_is_another_program():
    """It can be read by Python, and stands where it says."""
    for one in (*named(ROOT), *chosen(ROOT, 1, 100)):
        whole = (ROOT / one.file).read_text(encoding="utf-8")
        assert whole[one.begins : one.ends] == one.old
        assert one.made_in(whole) != whole
        compile(one.made_in(whole), one.file, "exec")


def test_there_are_some_of_each_kind():
    """Constants, comparisons, conditions, fields and statements."""
    assert all(len(kind) > 50 for kind in all_of(ROOT))


def test_those_with_a_name_stand_where_they_say():
    """Each once, so that nothing else is changed."""
    assert all((ROOT / file).read_text(encoding="utf-8").count(old) == 1 for file, old, _ in NAMED)
