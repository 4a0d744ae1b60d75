"""Reactions: made, listed, filtered, taken back."""

from checks import check, holds, refused, refused_http, same
from google.api_core import exceptions


def _react(world, parent, emoji):
    return world.user.create_reaction(parent=parent, reaction={"emoji": {"unicode": emoji}})


@check
def a_reaction_shows_on_its_message(world):
    sent = world.send()
    made = _react(world, sent.name, "👍🏽")
    holds(made.name.startswith(f"{sent.name}/reactions/"), made.name)
    same((made.emoji.unicode, made.user.name), ("👍🏽", world.ada), "emoji, user")
    summary = world.user.get_message(name=sent.name).emoji_reaction_summaries
    same([(s.emoji.unicode, s.reaction_count) for s in summary], [("👍🏽", 1)], "summaries")


@check
def the_same_reaction_twice_is_a_conflict(world):
    sent = world.send()
    _react(world, sent.name, "🎉")
    with refused(exceptions.Conflict):
        _react(world, sent.name, "🎉")
    _react(world, sent.name, "👍")
    _react(world, sent.name, "👍🏿")


@check
def reactions_are_listed_paged_and_filtered(world):
    sent = world.send()
    emoji = ["👍", "🎉", "❤️", "👀"]
    for one in emoji:
        _react(world, sent.name, one)
    listed = list(world.user.list_reactions(request={"parent": sent.name, "page_size": 3}))
    same(sorted(r.emoji.unicode for r in listed), sorted(emoji), "reactions")
    text = 'emoji.unicode = "🎉" OR emoji.unicode = "👀"'
    some = list(world.user.list_reactions(request={"parent": sent.name, "filter": text}))
    same(sorted(r.emoji.unicode for r in some), sorted(["🎉", "👀"]), "filtered")
    mine = f'user.name = "{world.ada}" AND emoji.unicode = "👍"'
    same(len(list(world.user.list_reactions(request={"parent": sent.name, "filter": mine}))), 1, "by user")
    with refused(exceptions.BadRequest):
        list(world.user.list_reactions(request={"parent": sent.name, "filter": "shape = round"}))


@check
def a_reaction_taken_back_is_gone_for_good(world):
    sent = world.send()
    made = _react(world, sent.name, "🎉")
    world.user.delete_reaction(name=made.name)
    same(list(world.user.list_reactions(parent=sent.name)), [], "reactions")
    same(list(world.user.get_message(name=sent.name).emoji_reaction_summaries), [], "summaries")
    with refused(exceptions.Forbidden):
        world.user.delete_reaction(name=made.name)


@check
def words_are_no_reaction(world):
    sent = world.send()
    for wrong in ["yes", ":+1:", "", "👍 nice"]:
        with refused(exceptions.BadRequest):
            _react(world, sent.name, wrong)


@check
def reactions_need_the_systems_name(world):
    own = world.fresh()
    world.send(message_id=own)
    with refused(exceptions.BadRequest):
        _react(world, f"{world.threaded}/messages/{own}", "👍")
    with refused_http(404, "NOT_FOUND"):
        messages = world.user_spaces.messages().reactions()
        messages.create(parent=f"{world.threaded}/messages/no.no", body={"emoji": {"unicode": "👍"}}).execute()
