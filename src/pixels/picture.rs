//! A picture by its address, from the first request to the last pixel.

use std::sync::Arc;

use crate::pixels::decode::decode;
use crate::pixels::fault::Fault;
use crate::pixels::fetch::Fetcher;
use crate::pixels::raster::Raster;

/// A picture, fetched and decoded within the limits of who fetches it.
pub async fn picture(fetcher: &Fetcher, url: &str) -> Result<Arc<Raster>, Fault> {
    let bytes = fetcher.fetch(url).await?;
    decode(&bytes, fetcher.limits()).map(Arc::new)
}
