"""People whom nobody here knows yet, and people with two accounts."""

from dataclasses import replace

import pytest

from bot.domain import Account, Goal, Network, Relationship
from bot.store import names, people
from tests.contract.memory_world import PEOPLE
from tests.flow.house import QUESTION, WORDS, House, plain
from tests.flow.scenes import a_hello


@pytest.fixture
def house(after):
    """A program that has said hello."""
    return after(a_hello)


def last(house):
    """The latest message, as the owner reads it."""
    return plain(house.last.text)


def test_somebody_never_seen_can_be_met_by_address(house):
    """`meet ADDRESS`: the network is asked, and the answer is the one that a known name gets."""
    address = house.world.address("carol")
    house.said(f"meet {address}")
    assert "I will bring you a post" in last(house) or "not one answers anybody" in last(house)
    assert address in last(house)


def test_an_address_that_nobody_has_is_said_so(house):
    """Once looked up, once answered; and the next time it is looked up anew."""
    for _ in range(2):
        before = len(house.received)
        house.said("meet nobody.at.all.example")
        assert "I know nobody by the name of nobody.at.all.example" in last(house)
        assert len(house.received) == before + 1


@pytest.mark.parametrize("world", ["memory"], indirect=True)
def test_a_yes_that_meant_a_name_never_becomes_a_yes_to_words(house):
    """The answer is heard again as it was understood: "yes" was about the name, not about what is open to be sent."""
    house.world.post("alice", QUESTION)
    house.passes(hours=1)
    house.go(2)
    house.said(WORDS, to=house.nudge())
    house.passes(minutes=10)
    house.said("meett nobody.at.all.example")
    assert "Say yes" in last(house)
    house.said("yes")
    assert "I know nobody by the name of nobody.at.all.example" in last(house)
    house.passes(minutes=10)
    house.go(2)
    assert house.states() == ["awaiting_owner"]
    assert house.replies() == []


# --- one person, two accounts

HERE = Account(
    Network("mastodon"), "ada@books.example", "7", "ada@books.example", "Ada Moss", "https://books.example/@ada",
    bio="Paper. On Bluesky: ada.example",
)  # fmt: skip
THERE = Account(
    Network("bluesky"), "did:plc:ada", "did:plc:ada", "ada.example", "Ada", "https://bsky.app/profile/ada.example",
    bio="Mostly at @ada@books.example",
)  # fmt: skip


@pytest.fixture
def doubled(house):
    """Two accounts that name each other; the owner follows one of them."""
    now = house.clock()
    with house.store.begin() as tx:
        for account in (HERE, THERE):
            people.meet(tx, account, now=now)
        people.put_relationships(tx, {HERE.key: Relationship(following=True)}, now=now)
    return house


def persons(house):
    """To how many persons the two accounts belong."""
    with house.store.begin() as tx:
        return len({people.person_of(tx, account.key).id for account in (HERE, THERE)})


@pytest.mark.parametrize("world", ["memory"], indirect=True)
@pytest.mark.parametrize(("said", "left"), [("one person", 1), ("let it be", 2)])
def test_two_accounts_that_name_each_other_are_asked_about_once(doubled, said, left):
    """Never joined silently; and whatever the owner says, it is not asked again."""
    for _ in range(9):
        doubled.passes(days=1)
        doubled.go()
    asked = [plain(m.text) for m in doubled.received if "I wonder whether they are one" in plain(m.text)]
    assert asked == [
        "Ada (ada.example on Bluesky) and Ada Moss (ada@books.example on Mastodon): each profile names the other account, "
        "so I wonder whether they are one. Say one person, or let it be."
    ]
    assert persons(doubled) == 2
    doubled.said(said)
    assert persons(doubled) == left
    for _ in range(9):
        doubled.passes(days=1)
        doubled.go()
    assert len([m for m in doubled.received if "I wonder whether they are one" in plain(m.text)]) == 1


@pytest.mark.parametrize("world", ["memory"], indirect=True)
def test_one_pair_a_week_is_asked_about(doubled):
    """However many there are; and an answer to something else leaves the question open."""
    with doubled.store.begin() as tx:
        for account in (replace(HERE, uid="bo@b.example", address="bo@b.example", url="https://b.example/@bo", bio="bo.example"),
                        replace(THERE, uid="did:plc:bo", address="bo.example", url="", bio="bo@b.example")):  # fmt: skip
            people.meet(tx, account, now=doubled.clock())
            people.put_relationships(tx, {account.key: Relationship(following=True)}, now=doubled.clock())

    def asked():
        return len([m for m in doubled.received if "I wonder whether they are one" in plain(m.text)])

    for _ in range(6):
        doubled.passes(days=1)
        doubled.go()
    assert asked() == 1
    doubled.said("keep watching")
    assert "keep watching answers nothing" in last(doubled)
    doubled.said("one person")
    assert "are one person to me" in last(doubled)
    for _ in range(4):
        doubled.passes(days=1)
        doubled.go()
    assert asked() == 2


@pytest.mark.parametrize("world", ["memory"], indirect=True)
def test_strangers_with_two_accounts_are_nobodys_business(doubled):
    """Only people whom the owner follows or has talked with."""
    with doubled.store.begin() as tx:
        people.put_relationships(tx, {HERE.key: Relationship(following=False)}, now=doubled.clock())
    for _ in range(3):
        doubled.passes(days=1)
        doubled.go()
    assert not [m for m in doubled.received if "I wonder whether they are one" in plain(m.text)]


# --- a follower worth a look


@pytest.mark.parametrize("world", ["memory"], indirect=True)
def test_a_new_follower_who_talks_with_people_is_brought_with_their_latest_words(house):
    """They are in no feed of the owner's: what they said is read because they began to follow."""
    world = house.world
    world.net.people.unfollow(PEOPLE["owner"], PEOPLE["carol"])
    asked = world.post("alice", "Wet books.")
    for number in range(9):
        world.post("carol", f"With a fan, and patience, page {number} by page.", reply_to=asked)
    world.post("carol", "Found a keeper's diary that stops mid-sentence in 1911, and I keep thinking about its end.")
    world.follow("carol", "owner")
    house.passes(hours=1)
    house.go(2)
    told = plain(house.nudge().text)
    assert told.startswith(
        "Carol began to follow you today, and talks with people: 9 of the last 10 posts answer someone"
    )
    assert "Found a keeper's diary" in told
    assert "meet, later, skip, why." in told
    house.said("why", to=house.nudge())
    assert "Carol began to follow you today" in last(house)
    house.said("meet", to=house.nudge())
    assert "I will bring you a post when you may have something to say" in last(house)


# --- somebody admired, who answers nobody


@pytest.mark.parametrize("world", ["memory"], indirect=True)
def test_somebody_wanted_who_answers_nobody_is_said_so_once(world, tmp_path):
    """Whoever's wish it was first; and when it changes, that is said, too."""
    world.follow("owner", "carol")
    for number in range(30):
        world.post("carol", f"Out now: volume {number} of the collected letters.")
    house = House(world, tmp_path)
    house.go(2)
    with house.store.begin() as tx:
        (carol,) = names.find(tx, PEOPLE["carol"])
        people.change(tx, carol.id, goal=Goal.GET_TO_KNOW)
    for _ in range(3):
        house.passes(hours=26)
        house.go()
    said = [plain(m.text) for m in house.received if "not one answers anybody" in plain(m.text)]
    assert len(said) == 1
    house.said("keep watching")
    asked = world.post("alice", "Wet books.")
    for number in range(30):
        world.post("carol", f"With a fan, page {number} by page.", reply_to=asked)
    for _ in range(16):
        house.passes(hours=26)
        house.go()
    assert [plain(m.text) for m in house.received if "has begun to answer people" in plain(m.text)] == [
        "Carol has begun to answer people. I look out for a post of Carol's that is worth a word of yours."
    ]


# --- a post that the owner names


def test_a_post_can_be_looked_at_by_its_address(house):
    """Somebody's post that no feed brought: it comes as a nudge, and can be answered like any other."""
    asked = house.world.post("carol", QUESTION)
    house.world.settle()
    house.said(f"look {link_to_latest(house.world, 'carol')}")
    house.go()
    assert "The flatbed at the library flattens the folds" in plain(house.nudge().text)
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    house.passes(minutes=3)
    house.go()
    (reply,) = house.replies()
    assert reply.parent == asked


@pytest.mark.parametrize("world", ["memory"], indirect=True)
def test_a_post_that_a_rule_forbids_is_not_brought_and_it_is_said_why(house):
    """The same for what is the owner's own, for what was brought before, and for what is not there."""
    world = house.world
    world.set_bio("carol", "#nobot")
    world.post("carol", QUESTION)
    world.post("owner", "Letters keep best lying flat.")
    house.go()
    world.post("bob", "Which paper do you take for letters?", mention=["owner"])
    asked = link_to_latest(world, "bob")
    for _ in range(2):
        house.passes(hours=4)
        house.go()
    for address, answer in (
        (asked, "I brought you this one by Bob before, and it is open. show brings it again."),
        (link_to_latest(world, "carol"), "I leave this one of Carol's alone: they wish for no bots near them"),
        (link_to_latest(world, "owner"), "That is a post of your own"),
        ("https://books.example/@nobody/1", "I found no post at that address"),
    ):
        house.said(f"look {address}")
        house.go()
        assert answer in last(house)


def link_to_latest(world, who):
    """The web address at which anybody finds somebody's latest post."""
    reader = world.reader()
    account = reader.find_account(world.address(who))
    link = reader.posts_by(account)[0].link
    reader.close()
    return link
