//! Which part of a picture is shown.

/// A rectangle of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The column of its left side.
    pub left: u32,
    /// The row of its upper side.
    pub top: u32,
    /// How many columns it has.
    pub width: u32,
    /// How many rows it has.
    pub height: u32,
}

/// Which part of a picture is shown, in what shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Crop {
    /// All of it.
    #[default]
    Whole,
    /// The middle of it, so many thousandths as wide as high.
    Ratio(u32),
    /// A circle in the middle.
    Circle,
}

impl Crop {
    /// The middle, as wide as high.
    pub const SQUARE: Self = Self::Ratio(1000);

    /// The middle, so much wider than high; all of it where that is no shape of a picture.
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

    /// Width and height of what it leaves of a picture of this size, in the least numbers that say it.
    #[must_use]
    pub fn shape(self, size: (u32, u32)) -> (u32, u32) {
        match self {
            Self::Whole => size,
            Self::Ratio(thousandths) => (thousandths, 1000),
            Self::Circle => (1, 1),
        }
    }

    /// The part of a picture of this size.
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
