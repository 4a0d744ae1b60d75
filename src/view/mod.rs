//! State in, cells out.

pub mod json;
pub mod line;
pub mod pen;
pub mod preview;
pub mod scrollbar;
pub mod text;
