//! Controllers, which act on the whole program: send, open, import, save, go to.

pub mod cards;
pub mod external_editor;
pub mod goto;
pub mod import;
pub mod new_draft;
pub mod open_file;
pub mod preview;
pub mod preview_card;
pub mod preview_pager;
pub mod quick_fix;
pub mod save_file;
pub mod send;
pub mod send_result;
