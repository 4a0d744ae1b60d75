//! Crops of an image, as the cards API names them.

/// A rectangle of an image, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Column of its left edge.
    pub left: u32,
    /// Row of its upper edge.
    pub top: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// Part of an image that is shown, and its shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Crop {
    /// All of it.
    #[default]
    Whole,
    /// The middle of it; the ratio of width to height, in thousandths.
    Ratio(u32),
    /// A circle in the middle.
    Circle,
}

impl Crop {
    /// The square in the middle.
    pub const SQUARE: Self = Self::Ratio(1000);

    /// Creates a crop of a ratio of width to height; `Whole` where no image has such a shape.
    #[must_use]
    pub fn of_ratio(ratio: f64) -> Self {
        let thousandths = (ratio * 1000.0).round();
        // Beyond a hundred to one nothing could be seen.
        if (10.0..=100_000.0).contains(&thousandths) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the range is checked"
            )]
            return Self::Ratio(thousandths as u32);
        }
        Self::Whole
    }

    /// Returns the aspect ratio of the crop of an image of this size, as width and height in lowest terms.
    #[must_use]
    pub fn shape(self, size: (u32, u32)) -> (u32, u32) {
        match self {
            Self::Whole => size,
            Self::Ratio(thousandths) => (thousandths, 1000),
            Self::Circle => (1, 1),
        }
    }

    /// Returns the part that the crop leaves of an image of this size.
    #[must_use]
    pub fn part(self, size: (u32, u32)) -> Part {
        let (width, height) = size;
        let (across, down) = self.shape(size);
        let scaled = |length: u32, by: u32, over: u32| {
            let scaled = u64::from(length) * u64::from(by) / u64::from(over.max(1));
            u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
        };
        let width_of = scaled(height, across, down).min(width);
        let height_of = scaled(width, down, across).min(height);
        Part {
            left: (width - width_of) / 2,
            top: (height - height_of) / 2,
            width: width_of,
            height: height_of,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crops_leave_the_middle() {
        for (crop, size, (left, top, width, height)) in [
            (Crop::Whole, (8, 4), (0, 0, 8, 4)),
            (Crop::SQUARE, (8, 4), (2, 0, 4, 4)),
            (Crop::SQUARE, (4, 8), (0, 2, 4, 4)),
            (Crop::Circle, (8, 4), (2, 0, 4, 4)),
            (Crop::of_ratio(2.0), (8, 8), (0, 2, 8, 4)),
            (Crop::of_ratio(4.0 / 3.0), (8, 8), (0, 1, 8, 6)),
            (Crop::of_ratio(0.5), (8, 8), (2, 0, 4, 8)),
            (Crop::of_ratio(100.0), (8, 8), (0, 3, 8, 1)),
        ] {
            let part = Part {
                left,
                top,
                width,
                height,
            };
            assert_eq!(crop.part(size), part, "{crop:?} of {size:?}");
        }
    }

    #[test]
    fn odd_ratios_crop_nothing() {
        for ratio in [0.0, -1.0, 1e-9, 1e9, f64::NAN, f64::INFINITY] {
            assert_eq!(Crop::of_ratio(ratio), Crop::Whole, "{ratio}");
        }
    }
}
