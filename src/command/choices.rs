//! Choices that options of several commands offer.

use clap::ValueEnum;

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Markup {
    /// Chat's own syntax: *bold*, _italic_
    Chat,
    /// Markdown: **bold**, *italic*
    Markdown,
}

/// Whether to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
