//! The cards pane: an outline of cards and accessory widgets, and the form of the part under the cursor.

pub mod act;
pub mod ask;
pub mod deed;
pub mod doing;
pub mod entry;
pub mod folds;
pub mod form;
pub mod ground;
pub mod moment;
pub mod moving;
pub mod parts;
pub mod pasting;
pub mod pointing;
pub mod reading;
pub mod scroll;
pub mod seeking;
pub mod shown;
pub mod state;
