//! Images from the web: fetched and decoded within limits, and encoded for a terminal.

pub mod crop;
pub mod decode;
pub mod error;
pub mod fetch;
pub mod half_blocks;
pub mod iterm2;
pub mod kitty;
pub mod limits;
pub mod load;
pub mod orientation;
pub mod placement;
pub mod png;
pub mod protocol;
pub mod raster;
pub mod sixel;
pub mod url_policy;
