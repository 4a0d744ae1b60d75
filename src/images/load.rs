//! A picture by its address, from the first request to the last pixel.

use std::sync::Arc;

use crate::images::decode::decode;
use crate::images::error::Fault;
use crate::images::fetch::Fetcher;
use crate::images::raster::Raster;

/// A picture, fetched and decoded within the limits of who fetches it.
pub async fn picture(fetcher: &Fetcher, url: &str) -> Result<Arc<Raster>, Fault> {
    let bytes = fetcher.fetch(url).await?;
    decode(&bytes, fetcher.limits()).map(Arc::new)
}
