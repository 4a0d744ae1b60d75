//! C: drafts for the rules about cards.

use serde_json::{Value, json};

use super::case::{
    Case, breaks, button, card, click, holds, image, message, paragraph, paragraph_in, section,
    widget,
};
use crate::message::checks::setting::Surface;

fn two_cards(first: &str, second: &str) -> Value {
    let card = |id: &str| json!({"cardId": id, "card": {"header": {"title": "T"}}});
    message(json!({"text": "t", "cardsV2": [card(first), card(second)]}))
}

fn widgets(first: usize, second: usize) -> Value {
    let section = |count: usize| json!({"widgets": vec![json!({"divider": {}}); count]});
    card(json!({"sections": [section(first), section(second)]}))
}

fn footer(footer: Value) -> Value {
    card(json!({"header": {"title": "T"}, "fixedFooter": footer}))
}

fn open() -> Value {
    json!({"openLink": {"url": "https://e.com"}})
}

/// The drafts.
pub fn cases() -> Vec<Case> {
    let whole = || json!({"text": "b", "color": {"red": 1}, "onClick": open()});
    let control = |control: Value| {
        section(
            json!({"collapsible": true, "widgets": [{"divider": {}}, {"divider": {}}], "collapseControl": control}),
        )
    };
    let folded = |count: i32, on: bool| {
        section(
            json!({"collapsible": on, "uncollapsibleWidgetsCount": count, "widgets": [{"divider": {}}, {"divider": {}}]}),
        )
    };
    let pressed = "w/buttonList/buttons/0";
    let menu = |items: Value| click(json!({"overflowMenu": {"items": items}}));
    let link = |url: &str| click(json!({"openLink": {"url": url}}));
    let coloured = |colour: Value| button(json!({"text": "b", "onClick": open(), "color": colour}));
    let mut cases = vec![
        breaks("C01", "m/cardsV2/1", two_cards("a", "")),
        holds("C01", two_cards("a", "b")),
        breaks("C02", "m/cardsV2/1/cardId", two_cards("a", "a")),
        holds("C02", two_cards("a", "b")),
        breaks("C03", "c", card(json!({"sections": []}))),
        holds("C03", card(json!({"header": {"title": "T"}}))),
        breaks(
            "C04",
            "c/header",
            card(json!({"header": {"subtitle": "S"}})),
        ),
        holds("C04", card(json!({"header": {"title": "T"}}))),
        breaks("C05", "s", section(json!({"header": "H"}))),
        breaks("C05", "s/widgets", section(json!({"widgets": []}))),
        holds("C05", section(json!({"widgets": [{"divider": {}}]}))),
        breaks("C06", "w", widget(json!({}))),
        breaks("C06", "w", widget(json!({"horizontalAlignment": "CENTER"}))),
        holds("C06", widget(json!({"divider": {}}))),
        breaks("C07", "c/sections/1", widgets(60, 41)),
        holds("C07", widgets(60, 40)),
        breaks(
            "C08",
            "c/fixedFooter",
            footer(json!({"primaryButton": whole()})),
        ),
        holds("C08", footer(json!({"primaryButton": whole()})))
            .with(|setting| setting.surface = Surface::Dialog),
        breaks(
            "C09",
            "c/fixedFooter",
            footer(json!({"secondaryButton": whole()})),
        ),
        breaks(
            "C09",
            "c/fixedFooter/primaryButton",
            footer(json!({"primaryButton": {"text": "b", "onClick": open()}})),
        ),
        holds("C09", footer(json!({"primaryButton": whole()}))),
        breaks(
            "C10",
            "c/name",
            card(json!({"header": {"title": "T"}, "name": "n"})),
        ),
        breaks(
            "C10",
            "w/buttonList/buttons/0/onClick/card",
            click(json!({"card": {"header": {"title": "T"}}})),
        ),
        holds(
            "C10",
            card(json!({"header": {"title": "T"}, "sectionDividerStyle": "NO_DIVIDER"})),
        ),
        breaks("C11", "w/id", widget(json!({"divider": {}, "id": "a"}))),
        breaks(
            "C11",
            "w/selectionInput/hintText",
            widget(json!({"selectionInput": {"name": "n", "hintText": "h"}})),
        ),
        holds(
            "C11",
            widget(json!({"textInput": {"name": "n", "hintText": "h"}})),
        ),
        breaks("C12", "w/id", widget(json!({"divider": {}, "id": "a b"}))),
        breaks(
            "C12",
            "s/id",
            section(json!({"widgets": [{"divider": {}}], "id": "a".repeat(65)})),
        ),
        holds("C12", widget(json!({"divider": {}, "id": "a-9"}))),
        breaks(
            "C13",
            "s/collapseControl",
            control(json!({"expandButton": whole()})),
        ),
        holds(
            "C13",
            control(json!({"expandButton": whole(), "collapseButton": whole()})),
        ),
        breaks("C14", "s/uncollapsibleWidgetsCount", folded(1, false)),
        holds("C14", folded(1, true)),
        breaks("C15", "s/uncollapsibleWidgetsCount", folded(2, true)),
        breaks("C15", "s/uncollapsibleWidgetsCount", folded(-1, true)),
        holds("C15", folded(1, true)),
        breaks("C16", pressed, button(json!({"text": "b"}))),
        breaks("C16", "w/buttonList/buttons/0/onClick", click(json!({}))),
        holds("C16", click(open())),
        holds(
            "C16",
            control(json!({"expandButton": {"text": "More"}, "collapseButton": {"text": "Less"}})),
        ),
        breaks("C17", pressed, button(json!({"onClick": open()}))),
        holds("C17", click(open())),
        breaks(
            "C18",
            pressed,
            button(json!({"icon": {"knownIcon": "STAR"}, "onClick": open()})),
        ),
        holds(
            "C18",
            button(json!({"icon": {"knownIcon": "STAR", "altText": "a"}, "onClick": open()})),
        ),
        breaks(
            "C19",
            "w/buttonList/buttons/0/type",
            button(
                json!({"text": "b", "type": "OUTLINED", "color": {"red": 1}, "onClick": open()}),
            ),
        ),
        holds(
            "C19",
            button(json!({"text": "b", "type": "OUTLINED", "onClick": open()})),
        ),
        breaks(
            "C20",
            "w/buttonList/buttons/0/color/blue",
            coloured(json!({"blue": 255})),
        ),
        holds("C20", coloured(json!({"blue": 1, "red": 0.5}))),
        breaks(
            "C21",
            "w/buttonList/buttons/0/color/alpha",
            coloured(json!({"red": 1, "alpha": 0.5})),
        ),
        holds("C21", coloured(json!({"red": 1, "alpha": 1}))),
        breaks("C22", "w/buttonList", widget(json!({"buttonList": {}}))),
        holds("C22", click(open())),
        breaks(
            "C23",
            "w/buttonList/buttons/0/onClick/overflowMenu",
            click(json!({"overflowMenu": {}})),
        ),
        holds("C23", menu(json!([{"text": "i", "onClick": open()}]))),
        breaks(
            "C24",
            "w/buttonList/buttons/0/onClick/overflowMenu/items/0",
            menu(json!([{"text": "i"}])),
        ),
        breaks(
            "C24",
            "w/buttonList/buttons/0/onClick/overflowMenu/items/0/onClick",
            menu(json!([{"text": "i", "onClick": {}}])),
        ),
        holds("C24", menu(json!([{"text": "i", "onClick": open()}]))),
        breaks(
            "C25",
            "w/buttonList/buttons/0/onClick/overflowMenu/items/0/onClick/overflowMenu",
            menu(json!([{"text": "i", "onClick": {"overflowMenu": {"items": []}}}])),
        ),
        holds("C25", menu(json!([{"text": "i", "onClick": open()}]))),
        breaks(
            "C26",
            "w/buttonList/buttons/0/onClick/openLink/url",
            link("example.com/a"),
        ),
        breaks(
            "C26",
            "w/buttonList/buttons/0/onClick/openLink/url",
            link("/a"),
        ),
        breaks(
            "C26",
            "w/buttonList/buttons/0/onClick/openLink",
            click(json!({"openLink": {}})),
        ),
        holds("C26", link("mailto:ada@example.com")),
        breaks(
            "C27",
            "w/buttonList/buttons/0/onClick/openLink/url",
            link("http://example.com"),
        ),
        holds("C27", link("https://example.com")),
    ];
    cases.extend(texts());
    cases
}

/// The drafts for the rules about layouts.
pub fn layouts() -> Vec<Case> {
    let decorated = |text: Value| widget(json!({ "decoratedText": text }));
    let columns = |items: Value| widget(json!({"columns": {"columnItems": items}}));
    let column = |widget: Value| columns(json!([{"widgets": [widget]}]));
    let slide = |slide: Value| widget(json!({"carousel": {"carouselCards": [slide]}}));
    let grid = |grid: Value| widget(json!({ "grid": grid }));
    let tiles =
        |items: Value| grid(json!({"items": items, "onClick": {"action": {"function": "f"}}}));
    let crop = |style: Value| {
        grid(
            json!({"items": [{"id": "a", "image": {"imageUri": "https://e.com/a.png", "altText": "a", "cropStyle": style}}]}),
        )
    };
    let cropped = "w/grid/items/0/image/cropStyle";
    let chip = |chip: Value| widget(json!({"chipList": {"chips": [chip]}}));
    vec![
        breaks(
            "C38",
            "w/decoratedText",
            decorated(json!({"topLabel": "l"})),
        ),
        holds("C38", decorated(json!({"contentText": {"text": "t"}}))),
        breaks(
            "C39",
            "w/decoratedText/text",
            decorated(json!({"text": "x".repeat(81)})),
        ),
        holds(
            "C39",
            decorated(json!({"text": "x".repeat(81), "wrapText": true})),
        ),
        breaks(
            "C40",
            "w/decoratedText/topLabel",
            decorated(json!({"text": "t", "topLabel": "x".repeat(61)})),
        ),
        holds(
            "C40",
            decorated(json!({"text": "t", "bottomLabel": "x".repeat(61)})),
        ),
        breaks(
            "C41",
            "w/decoratedText/contentText",
            decorated(json!({"text": "t", "contentText": {"text": "t"}})),
        ),
        holds(
            "C41",
            decorated(json!({"text": "t", "topLabelText": {"text": "t"}})),
        ),
        breaks("C42", "w/columns/columnItems", columns(json!([{}, {}, {}]))),
        breaks("C42", "w/columns", columns(json!([]))),
        holds("C42", columns(json!([{}, {}]))),
        breaks(
            "C43",
            "w/columns/columnItems/0/widgets/0/divider",
            column(json!({"divider": {}})),
        ),
        holds("C43", column(json!({"textParagraph": {"text": "t"}}))),
        breaks(
            "C44",
            "w/carousel/carouselCards/0/widgets/0/divider",
            slide(json!({"widgets": [{"divider": {}}]})),
        ),
        holds(
            "C44",
            slide(json!({"widgets": [{"textParagraph": {"text": "t"}}]})),
        ),
        breaks("C45", "w/carousel", widget(json!({"carousel": {}}))),
        breaks("C45", "w/carousel/carouselCards/0", slide(json!({}))),
        holds(
            "C45",
            slide(json!({"footerWidgets": [{"textParagraph": {"text": "t"}}]})),
        ),
        breaks("C46", "w/grid", grid(json!({"title": "t"}))),
        holds("C46", grid(json!({"items": [{"title": "t"}]}))),
        breaks(
            "C47",
            "w/grid/items/1",
            tiles(json!([{"id": "a"}, {"title": "t"}])),
        ),
        breaks(
            "C47",
            "w/grid/items/1",
            tiles(json!([{"id": "a"}, {"id": "a"}])),
        ),
        holds("C47", tiles(json!([{"id": "a"}, {"id": "b"}]))),
        holds("C47", grid(json!({"items": [{"title": "t"}]}))),
        breaks(
            "C48",
            "w/grid/columnCount",
            grid(json!({"items": [{}], "columnCount": -1})),
        ),
        holds("C48", grid(json!({"items": [{}], "columnCount": 3}))),
        breaks("C49", cropped, crop(json!({"type": "RECTANGLE_CUSTOM"}))),
        breaks(
            "C49",
            "w/grid/items/0/image/cropStyle/aspectRatio",
            crop(json!({"type": "SQUARE", "aspectRatio": 1.5})),
        ),
        breaks(
            "C49",
            "w/grid/items/0/image/cropStyle/aspectRatio",
            crop(json!({"type": "RECTANGLE_CUSTOM", "aspectRatio": -1})),
        ),
        holds(
            "C49",
            crop(json!({"type": "RECTANGLE_CUSTOM", "aspectRatio": 1.5})),
        ),
        breaks("C50", "w/chipList/chips/0", chip(json!({"altText": "a"}))),
        holds("C50", chip(json!({"label": "l"}))),
        breaks(
            "C51",
            "w/textParagraph/maxLines",
            widget(json!({"textParagraph": {"text": "t", "maxLines": -1}})),
        ),
        holds(
            "C51",
            widget(json!({"textParagraph": {"text": "t", "maxLines": 0}})),
        ),
        holds("C51", image("https://e.com/a.png")),
    ]
}

fn texts() -> Vec<Case> {
    let at = "w/textParagraph/text";
    let header = |header: &str| section(json!({"header": header, "widgets": [{"divider": {}}]}));
    vec![
        breaks("C52", at, paragraph("<strong>x</strong>")),
        breaks("C52", "s/header", header("<h1>x</h1>")),
        holds("C52", paragraph("<b>x</b><br>1 < 2 <i>y</i>")),
        breaks("C53", at, paragraph("<b>x")),
        breaks("C53", at, paragraph("<b><i>x</b></i>")),
        breaks("C53", at, paragraph("x</b>")),
        holds("C53", paragraph("<ul><li>a<li>b</ul><b>x</b>")),
        breaks("C54", at, paragraph_in("HTML", "**x**")),
        breaks("C54", at, paragraph_in("MARKDOWN", "<b>x</b>")),
        breaks(
            "C54",
            "w/decoratedText/text",
            widget(json!({"decoratedText": {"text": "**x**"}})),
        ),
        holds("C54", paragraph_in("MARKDOWN", "**x**<br>y")),
        breaks("C55", at, paragraph("<font color=\"red\">x</font>")),
        holds("C55", paragraph("<font color=\"#ff0000\">x</font>")),
        breaks("C56", at, paragraph("see [docs](https://e.com)")),
        breaks("C56", at, paragraph("**x**")),
        holds("C56", paragraph("a * b, <code>**x**</code>")),
        holds("C56", paragraph_in("MARKDOWN", "**x**")),
        breaks("C57", at, paragraph("*x*")),
        breaks("C57", at, paragraph("<users/12>")),
        breaks("C57", at, paragraph_in("MARKDOWN", "<https://e.com|docs>")),
        holds("C57", paragraph("<b>x</b> 2*3*4")),
        holds("C57", paragraph_in("MARKDOWN", "*x*")),
    ]
}
