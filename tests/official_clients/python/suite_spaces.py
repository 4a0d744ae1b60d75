"""Spaces and members: lists, filters, paging, limits."""

from checks import check, holds, refused, refused_http, same
from google.api_core import exceptions
from sandbox import Sandbox
from world import World


def _names(client, **request):
    return [space.name for space in client.list_spaces(request=request)]


@check
def all_kinds_of_spaces_are_listed(world):
    kinds = {space.space_type.name for space in world.listed}
    same(kinds, {"SPACE", "GROUP_CHAT", "DIRECT_MESSAGE"}, "kinds")
    threading = {space.space_threading_state.name for space in world.listed if space.space_type.name == "SPACE"}
    holds({"THREADED_MESSAGES", "UNTHREADED_MESSAGES"} <= threading, f"threading states {threading}")


@check
def only_named_spaces_have_a_display_name(world):
    for space in world.listed:
        same(bool(space.display_name), space.space_type.name == "SPACE", f"display name of {space.name}")


@check
def pages_of_two_hold_every_space_once(world):
    pager = world.app.list_spaces(request={"page_size": 2})
    pages = [list(page.spaces) for page in pager.pages]
    holds(all(len(page) <= 2 for page in pages), "a page is longer than asked for")
    names = [space.name for page in pages for space in page]
    same(sorted(names), sorted(space.name for space in world.listed), "spaces")
    same(len(set(names)), len(names), "distinct spaces")


@check
def the_discovery_client_pages_as_well(world):
    names, request = [], world.app_spaces.list(pageSize=3)
    while request is not None:
        answer = request.execute()
        names += [space["name"] for space in answer.get("spaces", [])]
        request = world.app_spaces.list_next(request, answer)
    same(sorted(names), sorted(space.name for space in world.listed), "spaces")


@check
def a_page_size_over_the_limit_is_cut_and_a_negative_one_refused(world):
    holds(_names(world.app, page_size=5000), "no spaces")
    with refused(exceptions.BadRequest):
        _names(world.app, page_size=-1)


@check
def a_large_world_comes_in_pages_of_a_thousand(_):
    with Sandbox("--spaces", "1500") as sandbox:
        pager = World(sandbox).app.list_spaces(request={"page_size": 5000})
        sizes, names = [], set()
        for page in pager.pages:
            sizes.append(len(page.spaces))
            names.update(space.name for space in page.spaces)
    same((sizes[0], len(sizes)), (1000, 2), "spaces on the first page, pages")
    holds(len(names) == sum(sizes) >= 1500, f"{sum(sizes)} spaces, {len(names)} distinct")


@check
def filters_choose_by_kind_in_both_spellings(world):
    by_kind = {}
    for space in world.listed:
        by_kind.setdefault(space.space_type.name, []).append(space.name)
    for field in ["space_type", "spaceType"]:
        same(sorted(_names(world.app, filter=f'{field} = "SPACE"')), sorted(by_kind["SPACE"]), field)
        either = f'{field} = "GROUP_CHAT" OR {field} = "DIRECT_MESSAGE"'
        expected = sorted(by_kind["GROUP_CHAT"] + by_kind["DIRECT_MESSAGE"])
        same(sorted(_names(world.app, filter=either)), expected, either)


@check
def bad_filters_are_invalid_arguments(world):
    for wrong in [
        'display_name = "x"', 'space_type = "ROOM"', 'space_type = "SPACE_TYPE_UNSPECIFIED"',
        'space_type = "SPACE" AND space_type = "GROUP_CHAT"', "space_type", 'space_type = "SPACE',
    ]:
        with refused(exceptions.BadRequest):
            _names(world.app, filter=wrong)


@check
def a_page_token_is_bound_to_its_filter(world):
    first = world.app_spaces.list(pageSize=1).execute()
    for query in [{"pageToken": "made-up"}, {"pageToken": first["nextPageToken"], "filter": 'space_type = "SPACE"'}]:
        with refused_http(400, "INVALID_ARGUMENT"):
            world.app_spaces.list(pageSize=1, **query).execute()


@check
def get_gives_what_the_list_gave(world):
    for space in world.listed[:4]:
        found = world.app.get_space(name=space.name)
        same(
            (found.display_name, found.space_type, found.space_threading_state, found.space_uri),
            (space.display_name, space.space_type, space.space_threading_state, space.space_uri),
            space.name,
        )


@check
def an_unknown_space_is_not_found(world):
    with refused(exceptions.NotFound, "Requested entity was not found."):
        world.app.get_space(name="spaces/AAAAnowhere")


@check
def a_space_without_the_app_is_neither_listed_nor_opened(world):
    holds(world.foreign not in _names(world.app), "the space is listed")
    with refused(exceptions.Forbidden):
        world.app.get_space(name=world.foreign)
    same(world.user.get_space(name=world.foreign).name, world.foreign, "the user's view")


@check
def members_are_people_for_an_app(world):
    holds(len(world.people) >= 3, "fewer than three members")
    for membership in world.people:
        same(membership.member.type_.name, "HUMAN", membership.name)
        same(membership.state.name, "JOINED", membership.name)
        holds(membership.name.startswith(f"{world.threaded}/members/"), membership.name)


@check
def names_of_people_keep_their_script(world):
    names = {
        m.member.display_name
        for space in world.listed if space.space_type.name != "DIRECT_MESSAGE"
        for m in world.app.list_memberships(parent=space.name)
    }
    holds(any(not name.isascii() for name in names), f"only ASCII names: {names}")


@check
def members_page_and_refuse_negative_sizes(world):
    pager = world.app.list_memberships(request={"parent": world.threaded, "page_size": 1})
    same([m.name for m in pager], [m.name for m in world.people], "members")
    with refused(exceptions.BadRequest):
        list(world.app.list_memberships(request={"parent": world.threaded, "page_size": -5}))


@check
def members_can_be_filtered(world):
    def names(text):
        return [m.member.name for m in world.user.list_memberships(request={"parent": world.threaded, "filter": text})]

    holds(world.ada in names('member.type = "HUMAN"'), "the user is not among the people")
    same(set(names('role = "ROLE_MANAGER" OR role = "ROLE_MEMBER"')) >= {world.ada}, True, "roles")
    for wrong in ['shoe_size = "44"', 'role = "ROLE_MANAGER" AND role = "ROLE_MEMBER"']:
        with refused(exceptions.BadRequest):
            names(wrong)


def _set_up(client, person):
    membership = {"member": {"name": person, "type_": "HUMAN"}}
    request = {"space": {"space_type": "DIRECT_MESSAGE"}, "memberships": [membership]}
    return client.set_up_space(request=request)


@check
def a_direct_message_is_set_up_once_found_and_written_to(world):
    with Sandbox() as sandbox:
        fresh = World(sandbox)
        known = {m.member.name for m in fresh.people}
        others = (m.member.name for name in [fresh.other, fresh.flat, fresh.group]
                  for m in fresh.user.list_memberships(parent=name))
        found, strangers = {}, []
        for person in sorted(known | set(others)):
            if person == fresh.ada:
                continue
            try:
                found[person] = fresh.user.find_direct_message(request={"name": person}).name
            except exceptions.NotFound:
                strangers.append(person)
        holds(found and strangers, f"found {found}, strangers {strangers}")
        for person, name in found.items():
            same(_set_up(fresh.user, person).name, name, "the direct message that is there")
        made = _set_up(fresh.user, strangers[0])
        same(made.space_type.name, "DIRECT_MESSAGE", "type")
        same(_set_up(fresh.user, strangers[0]).name, made.name, "the second time")
        same(fresh.user.find_direct_message(request={"name": strangers[0]}).name, made.name, "found")
        sent = fresh.send(fresh.user, made.name, {"text": "hello"})
        holds(sent.name.startswith(made.name + "/messages/"), sent.name)


@check
def an_app_sets_nothing_up_and_nobody_writes_to_oneself(world):
    with refused(exceptions.Forbidden, "doesn't support app authentication"):
        _set_up(world.app, world.somebody.name)
    for person in [world.ada, "users/nobody@example.com"]:
        with refused(exceptions.BadRequest):
            _set_up(world.user, person)
