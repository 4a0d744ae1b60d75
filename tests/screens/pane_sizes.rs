//! Panes are zoomed and resized by keys and by the mouse.

use chatquill::app::events::effect::{DiskCommand, Effect};
use chatquill::app::events::event::{Event, Mouse, MouseKind, Size};
use chatquill::app::events::pane::Pane;
use chatquill::store::ui_state::PaneSizes;
use ratatui::layout::Rect;

use crate::harness::Stage;
use crate::states;

const WIDE: Size = Size {
    width: 140,
    height: 40,
};

fn area(stage: &Stage, pane: Pane) -> Rect {
    stage.app.regions().of(pane).unwrap()
}

/// Returns the sizes that were handed to the disk last.
fn saved(stage: &Stage) -> Option<PaneSizes> {
    let mut effects = stage.effects.iter().rev();
    effects.find_map(|effect| match effect {
        Effect::Disk(DiskCommand::SavePaneSizes(sizes)) => Some(*sizes),
        _ => None,
    })
}

fn mouse(stage: Stage, kind: MouseKind, column: u16, row: u16) -> Stage {
    stage.event(Event::Mouse(Mouse { kind, column, row }))
}

#[test]
fn the_focused_pane_is_zoomed_and_back() {
    let stage = states::text_written(WIDE);
    let before = stage.app.regions();
    let stage = stage.keys("f9");
    let whole = area(&stage, Pane::Text);
    assert_eq!((whole.width, whole.height), (140, 37));
    assert_eq!(stage.app.regions().preview, None);
    let stage = stage.keys("alt+5");
    assert_eq!(
        area(&stage, Pane::Preview),
        whole,
        "the zoom follows the focus"
    );
    let stage = stage.keys("alt+2 f9");
    assert_eq!(stage.app.regions(), before);
}

#[test]
fn keys_resize_the_focused_pane() {
    for (keys, pane, wider) in [
        ("alt+1", Pane::Spaces, true),
        ("alt+2", Pane::Text, true),
        ("alt+5", Pane::Preview, true),
        ("alt+2", Pane::Text, false),
        ("alt+4", Pane::Options, false),
        ("alt+3", Pane::Cards, false),
    ] {
        let stage = states::text_written(WIDE).keys(keys);
        let size = |stage: &Stage| {
            let area = area(stage, pane);
            if wider { area.width } else { area.height }
        };
        let before = size(&stage);
        let (more, less, step) = if wider {
            ("alt+shift+right", "alt+shift+left", 2)
        } else {
            ("alt+shift+up", "alt+shift+down", 1)
        };
        let stage = stage.keys(more);
        assert_eq!(size(&stage), before + step, "{pane:?} {wider}");
        let stage = stage.keys(less).keys(less);
        assert!(size(&stage) < before, "{pane:?} {wider}");
        assert_eq!(saved(&stage), Some(stage.app.ui.arrangement().sizes));
    }
}

#[test]
fn a_size_ends_at_its_bounds_and_can_be_reset() {
    let stage = states::text_written(WIDE).keys("alt+5");
    let usual = stage.app.regions();
    let stage = stage.keys(&"alt+shift+right ".repeat(90));
    let widest = area(&stage, Pane::Preview);
    assert!(area(&stage, Pane::Text).width >= 30);
    let notice = stage.app.overlay.notice().unwrap();
    assert!(notice.title.contains("no other size"), "{}", notice.title);
    let stage = stage.keys("alt+shift+left");
    assert!(
        area(&stage, Pane::Preview).width < widest.width,
        "nothing is remembered that nobody sees"
    );
    let stage = stage.keys("ctrl+p").write("usual sizes").keys("enter");
    assert_eq!(stage.app.regions().preview, usual.preview);
    assert_eq!(saved(&stage), Some(PaneSizes::default()));
}

#[test]
fn borders_are_dragged() {
    let stage = states::text_written(WIDE);
    let (spaces, options) = (area(&stage, Pane::Spaces), area(&stage, Pane::Options));
    let stage = mouse(stage, MouseKind::Press(1), spaces.right(), 10);
    let stage = mouse(stage, MouseKind::Drag, spaces.right() + 4, 10);
    assert_eq!(area(&stage, Pane::Spaces).width, spaces.width + 4);
    assert_eq!(saved(&stage), None, "until it is released");
    let stage = mouse(stage, MouseKind::Release, spaces.right() + 4, 10);
    assert_eq!(saved(&stage).unwrap().spaces, 4);
    let stage = mouse(stage, MouseKind::Drag, 3, 10);
    assert_eq!(
        area(&stage, Pane::Spaces).width,
        spaces.width + 4,
        "no button is held"
    );
    let stage = mouse(stage, MouseKind::Press(1), options.x + 20, options.y);
    let stage = mouse(stage, MouseKind::Drag, options.x + 20, options.y - 3);
    assert_eq!(area(&stage, Pane::Options).height, options.height + 3);
    let stage = mouse(stage, MouseKind::Drag, options.x + 20, 0);
    let stage = mouse(stage, MouseKind::Drag, options.x + 20, options.y);
    assert_eq!(
        area(&stage, Pane::Options).height,
        options.height,
        "it comes back with the mouse"
    );
}
