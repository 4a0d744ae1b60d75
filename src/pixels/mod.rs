//! Pictures from elsewhere: fetched and decoded within limits, and made ready for a terminal.

pub mod address;
pub mod crop;
pub mod decode;
pub mod fault;
pub mod fetch;
pub mod fit;
pub mod halves;
pub mod iterm2;
pub mod kitty;
pub mod limits;
pub mod orientation;
pub mod picture;
pub mod png;
pub mod protocol;
pub mod raster;
pub mod sixel;
