//! Loads an image from a URL, from the first request to the last pixel.

use std::sync::Arc;

use crate::images::decode::decode;
use crate::images::error::ImageError;
use crate::images::fetch::Fetcher;
use crate::images::raster::Raster;

/// Fetches and decodes an image within the limits of the fetcher.
///
/// # Errors
/// Returns why the picture cannot be fetched or shown.
pub async fn load(fetcher: &Fetcher, url: &str) -> Result<Arc<Raster>, ImageError> {
    let bytes = fetcher.fetch(url).await?;
    decode(&bytes, fetcher.limits()).map(Arc::new)
}
