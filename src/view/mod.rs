//! State in, cells out.

pub mod cluster;
pub mod line;
pub mod scrollbar;
pub mod text;
