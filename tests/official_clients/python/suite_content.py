"""What a message may hold: strictness, cards, markup, mentions, spellings, partial answers."""

import json

from checks import check, envelope, holds, refused, refused_http, same, violations
from google.api_core import exceptions
from google.apps import card_v1, chat_v1
from world import card


def _post(world, body, session=None, **query):
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return (session or world.app_http).post(
        world.url(f"{world.threaded}/messages"), params=query, data=data,
        headers={"Content-Type": "application/json"},
    )


def _refused(world, body, part="", **query):
    answer = _post(world, body, **query)
    return envelope(answer.status_code, answer.content, 400, "INVALID_ARGUMENT", part)


@check
def an_unknown_field_is_named_with_its_place(world):
    wrong = {"cardsV2": [{"cardId": "c", "card": {**card(), "footer": {}}}]}
    text = "Unknown name \"footer\" at 'message.cards_v2[0].card': Cannot find field."
    details = _refused(world, wrong, f"Invalid JSON payload received. {text}")
    same([v["field"] for v in violations(details)], ["message.cards_v2[0].card"], "fieldViolations")
    _refused(world, {"text": "x", "colour": "red"}, "Unknown name \"colour\" at 'message': Cannot find field.")


@check
def all_faults_are_told_at_once(world):
    details = _refused(world, {"text": "x", "one": 1, "two": 2})
    same(len(violations(details)), 2, "fieldViolations")


@check
def a_wrong_type_is_refused(world):
    for wrong in [{"text": 5}, {"text": ["x"]}, {"cardsV2": {}}, {"text": "x", "thread": "t"}, {"text": "x", "privateMessageViewer": []}]:
        _refused(world, wrong)


@check
def an_unknown_choice_is_refused(world):
    details = _refused(world, {"text": "x", "markupSyntax": "MARKUP_SYNTAX_HTML"}, "MARKUP_SYNTAX_HTML")
    same([v["field"] for v in violations(details)], ["message.markup_syntax"], "fieldViolations")


@check
def two_members_of_a_union_are_refused(world):
    widget = {"textParagraph": {"text": "x"}, "divider": {}}
    body = {"cardsV2": [{"card": {"sections": [{"widgets": [widget]}]}}]}
    _refused(world, body, "oneof field 'data' is already set")


@check
def broken_json_is_refused(world):
    for broken in ["{", '{"text": "x"', "[1,]", '{"text": \'x\'}', b'{"text": "\xff"}']:
        _refused(world, broken, "Invalid JSON payload received.")


@check
def an_unknown_query_parameter_is_refused(world):
    _refused(world, {"text": "x"}, "Unknown name \"colour\": Cannot bind query parameter.", colour="red")


@check
def snake_case_goes_in_and_camel_case_comes_out(world):
    body = {
        "text": "x", "fallback_text": "plain",
        "cards_v2": [{"card_id": "c", "card": {"sections": [{"collapsible": True, "widgets": [
            {"decorated_text": {"text": "t", "start_icon": {"material_icon": {"name": "bolt"}}}}]}]}}],
    }
    sent = _post(world, body).json()
    widget = sent["cardsV2"][0]["card"]["sections"][0]["widgets"][0]
    same(widget["decoratedText"]["startIcon"], {"materialIcon": {"name": "bolt"}}, "icon")
    same((sent["cardsV2"][0]["cardId"], sent["fallbackText"]), ("c", "plain"), "id, fallback")


@check
def choices_go_in_by_number_and_come_out_by_name(world):
    buttons = [{"text": "b", "type": 2, "onClick": {"openLink": {"url": "https://example.com", "openAs": 1}}}]
    body = {"text": "x", "markupSyntax": 2, "accessoryWidgets": [{"buttonList": {"buttons": buttons}}]}
    sent = _post(world, body).json()
    button = sent["accessoryWidgets"][0]["buttonList"]["buttons"][0]
    same((button["type"], button["onClick"]["openLink"]["openAs"]), ("FILLED", "OVERLAY"), "type, openAs")
    same(_post(world, {"text": "x"}, messageReplyOption="1").status_code, 200, "a number in the query")


@check
def choices_come_out_by_number_where_asked(world):
    answer = world.app_http.get(world.url(world.threaded), params={"$alt": "json;enum-encoding=int"})
    same((answer.status_code, answer.json().get("spaceType")), (200, 1), "status, spaceType")


@check
def null_means_unset(world):
    sent = _post(world, {"text": "x", "cardsV2": None, "thread": None, "privateMessageViewer": None})
    same(sent.status_code, 200, f"HTTP status of {sent.text}")
    holds("cardsV2" not in sent.json(), "null came back")


@check
def fields_and_pretty_print_shape_the_answer(world):
    sent = _post(world, {"text": "x"}, fields="name,thread(name)").json()
    same((sorted(sent), sorted(sent["thread"])), (["name", "thread"], ["name"]), "fields")
    for query, lines in [({}, True), ({"prettyPrint": "true"}, True), ({"prettyPrint": "false"}, False)]:
        answer = world.app_http.get(world.url(sent["name"]), params=query)
        same("\n" in answer.text.strip(), lines, f"line breaks for {query}")
        holds(answer.headers["Content-Type"].lower().replace(" ", "") == "application/json;charset=utf-8", "content type")


@check
def cards_by_the_app_come_back_as_sent(world):
    sent = world.post({"text": "with a card", "cardsV2": [{"cardId": "one", "card": card()}]})
    same(sent["cardsV2"][0]["card"], card(), "card")
    same(sent["cardsV2"][0]["cardId"], "one", "cardId")


@check
def typed_cards_make_the_round_trip(world):
    widgets = [
        card_v1.Widget(decorated_text=card_v1.DecoratedText(text="你好", wrap_text=True)),
        card_v1.Widget(divider=card_v1.Divider()),
        card_v1.Widget(grid=card_v1.Grid(column_count=2, items=[card_v1.Grid.GridItem(id="g", title="T")])),
        card_v1.Widget(columns=card_v1.Columns(column_items=[card_v1.Columns.Column(
            widgets=[card_v1.Columns.Column.Widgets(text_paragraph=card_v1.TextParagraph(text="left"))])])),
        card_v1.Widget(selection_input=card_v1.SelectionInput(
            name="s", type_="DROPDOWN", items=[card_v1.SelectionInput.SelectionItem(text="a", value="b", selected=True)])),
        card_v1.Widget(date_time_picker=card_v1.DateTimePicker(name="d", type_="DATE_ONLY", value_ms_epoch=1_700_000_000_000)),
    ]
    made = card_v1.Card(header=card_v1.Card.CardHeader(title="T"), sections=[card_v1.Card.Section(widgets=widgets)])
    sent = world.app.create_message(
        parent=world.threaded, message=chat_v1.Message(cards_v2=[chat_v1.CardWithId(card_id="t", card=made)])
    )
    same(sent.cards_v2[0].card, made, "card")
    same(world.app.get_message(name=sent.name).cards_v2[0].card, made, "card read again")


@check
def a_long_number_comes_back_as_a_string(world):
    picker = {"dateTimePicker": {"name": "d", "valueMsEpoch": "1700000000000"}}
    number = {"dateTimePicker": {"name": "d", "valueMsEpoch": 1700000000000}}
    for widget in [picker, number]:
        sent = world.post({"cardsV2": [{"card": {"sections": [{"widgets": [widget]}]}}]})
        same(sent["cardsV2"][0]["card"]["sections"][0]["widgets"], [picker], "widget")


@check
def cards_by_a_user_are_refused_in_googles_words(world):
    words = "Message cannot have cards for requests carrying human credentials."
    with refused_http(400, "INVALID_ARGUMENT", words):
        world.post({"text": "x", "cardsV2": [{"cardId": "c", "card": card()}]}, world.user_spaces)


@check
def accessory_widgets_are_for_apps(world):
    click = {"openLink": {"url": "https://example.com"}}
    widgets = [{"buttonList": {"buttons": [{"icon": {"materialIcon": {"name": "link"}}, "onClick": click}]}}]
    body = {"text": "rate", "accessoryWidgets": widgets}
    same(world.post(body)["accessoryWidgets"], widgets, "accessoryWidgets")
    with refused((exceptions.BadRequest, exceptions.Forbidden)):
        world.send(world.user, message={"accessory_widgets": [{"button_list": {"buttons": [
            {"text": "x", "on_click": {"open_link": {"url": "https://example.com"}}}]}}]})


@check
def a_mention_is_shown_by_name_and_annotated(world):
    someone = world.somebody
    cases = [
        ("MARKUP_SYNTAX_CHAT", f"<{someone.name}>"),
        ("MARKUP_SYNTAX_MARKDOWN", f'<chat-user data-user="{someone.name}">'),
    ]
    for syntax, mention in cases:
        sent = world.post({"text": f"hi {mention} there", "markupSyntax": syntax})
        same(sent["text"], f"hi @{someone.display_name} there", f"text under {syntax}")
        notes = [note for note in sent["annotations"] if note["type"] == "USER_MENTION"]
        same(len(notes), 1, "mentions")
        same(notes[0]["userMention"]["user"]["name"], someone.name, "mentioned")
        length = len(f"@{someone.display_name}".encode("utf-16-le")) // 2
        same((notes[0]["startIndex"], notes[0]["length"]), (3, length), "place of the mention")


@check
def formatted_text_keeps_the_markup(world):
    sent = world.post({"text": f"*bold* <{world.somebody.name}>", "markupSyntax": "MARKUP_SYNTAX_CHAT"})
    same(sent["formattedText"], f"*bold* <{world.somebody.name}>", "formattedText")


@check
def elements_keep_what_the_text_cites(world):
    def citation(name):
        return {"id": name, "citedSources": [{"title": f"Source {name}", "uri": "https://example.com/" + name}]}

    body = {
        "text": 'See <chat-citation data-id="a1">this</chat-citation>.',
        "markupSyntax": "MARKUP_SYNTAX_MARKDOWN",
        "elements": {"citations": [citation("a1"), citation("b2")]},
    }
    sent = _post(world, body)
    same(sent.status_code, 200, f"HTTP status of {sent.text}")
    elements = sent.json()["elements"]
    same([c["id"] for c in elements["citations"]], ["a1"], "citations")
    same([s["title"] for s in elements["citedSources"]], ["Source a1"], "cited sources")


@check
def errors_are_the_clients_typed_exceptions(world):
    cases = [
        (exceptions.BadRequest, lambda: world.send(message={"text": ""})),
        (exceptions.Forbidden, lambda: world.send(parent=world.foreign)),
        (exceptions.NotFound, lambda: world.app.get_message(name=f"{world.threaded}/messages/no.no")),
    ]
    for kind, call in cases:
        with refused(kind) as caught:
            call()
        answer = caught[0].response
        status = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}[answer.status_code]
        envelope(answer.status_code, answer.content, answer.status_code, status)


@check
def an_unknown_path_or_method_is_not_found(world):
    for method, path in [("GET", "planets"), ("POST", f"{world.threaded}/planets"), ("DELETE", "spaces")]:
        same(world.app_http.request(method, world.url(path)).status_code, 404, f"{method} {path}")
