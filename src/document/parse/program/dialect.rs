//! Which language a program is written in, as far as that changes how its literals are read.

/// A family of languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Python.
    Python,
    /// JavaScript, TypeScript and Apps Script.
    Script,
    /// Java, C# and others with braces and semicolons.
    Java,
    /// Kotlin, whose texts fill in `$name`.
    Kotlin,
    /// Dart, whose texts in either quotes fill in `$name`.
    Dart,
    /// Go.
    Go,
    /// PHP.
    Php,
    /// Ruby, and Elixir.
    Ruby,
}

/// A line that begins so, or holds that, speaks for a dialect.
const SIGNS: &[(Dialect, &[&str], &[&str])] = &[
    (
        Dialect::Python,
        &[
            "def ",
            "elif ",
            "from ",
            "import ",
            "async def ",
            "except",
            "with ",
            "print(",
            "class ",
            "\"\"\"",
            "'''",
            "#",
        ],
        &[
            "True",
            "False",
            "None",
            "self.",
            "json.dumps(",
            "f\"",
            "f'",
            "**{",
            "json=",
            "__name__",
        ],
    ),
    (
        Dialect::Script,
        &[
            "const ",
            "let ",
            "var ",
            "function ",
            "async function",
            "export ",
            "import {",
            "import *",
            "//",
            "interface ",
            "type ",
        ],
        &[
            "=>",
            "${",
            "JSON.stringify(",
            "console.",
            "require(",
            "===",
            "UrlFetchApp",
            " // ",
            "CardService.",
            "undefined",
        ],
    ),
    (
        Dialect::Java,
        &[
            "public ",
            "private ",
            "static ",
            "using ",
            "namespace ",
            "@Override",
            "import java",
            "import com.",
            "String ",
            "var ",
        ],
        &[
            ".newBuilder()",
            "new ",
            "System.",
            "List.of(",
            "throws ",
            "String.join(",
            ".setText(",
            "@\"",
        ],
    ),
    (
        Dialect::Kotlin,
        &[
            "fun ",
            "val ",
            "private val ",
            "import kotlin",
            "data class ",
            // Groovy, in which Jenkins is written.
            "pipeline {",
            "agent ",
            "stages {",
            "stage(",
            "steps {",
            "script {",
            "@Library",
            "import groovy",
        ],
        &[
            "mapOf(",
            "listOf(",
            "mutableMapOf(",
            " to ",
            "trimIndent(",
            "JsonOutput",
            "${env.",
        ],
    ),
    (
        Dialect::Dart,
        &[
            "import 'dart:",
            "import 'package:",
            "import \"package:",
            "final ",
            "Future<",
            "void main(",
        ],
        &[
            "jsonEncode(",
            "json.encode(",
            "package:",
            "Uri.parse(",
            "<String, dynamic>",
            "dart:",
            "Map<String",
        ],
    ),
    (
        Dialect::Go,
        &["package ", "func ", "type ", "import ("],
        &[
            ":=",
            "map[string]",
            "[]byte(",
            "fmt.",
            "err != nil",
            "chat.Message{",
            "interface{}",
            "json.Marshal(",
        ],
    ),
    (
        Dialect::Php,
        &["<?php", "$"],
        &[
            "->",
            "=> ",
            "array(",
            "json_encode(",
            "curl_setopt(",
            "echo ",
        ],
    ),
    (
        Dialect::Ruby,
        &[
            "require '",
            "require \"",
            "def ",
            "end",
            "puts ",
            "module ",
            "defmodule ",
        ],
        &[
            "=> ",
            "#{",
            ".to_json",
            "Net::HTTP",
            "do |",
            ".each do",
            "[:",
            "Jason.encode",
            "|> ",
            "URI(",
        ],
    ),
];

/// Number of lines that are looked at.
const LINES: usize = 300;

impl Dialect {
    /// Returns the dialect that most lines of a text speak for.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if text.trim_start().starts_with("<?php") {
            return Self::Php;
        }
        let mut best = (0, Self::Python);
        for (dialect, starts, parts) in SIGNS {
            let mut weight = 0;
            for line in text.lines().take(LINES) {
                let line = line.trim();
                weight += usize::from(starts.iter().any(|start| line.starts_with(start)));
                weight += parts.iter().filter(|part| line.contains(**part)).count();
                let has_semicolons = matches!(dialect, Self::Script | Self::Java | Self::Php);
                weight += usize::from(has_semicolons && line.ends_with(';'));
            }
            if weight > best.0 {
                best = (weight, *dialect);
            }
        }
        best.1
    }

    /// Returns whether a comment goes from `#` to the end of the line.
    #[must_use]
    pub fn has_hash_comments(self) -> bool {
        matches!(self, Self::Python | Self::Php | Self::Ruby)
    }

    /// Returns whether a comment goes from `//` to the end of the line, or stands between `/*` and `*/`.
    #[must_use]
    pub fn has_slash_comments(self) -> bool {
        !matches!(self, Self::Python | Self::Ruby)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_lines() {
        for (text, dialect) in [
            (
                "\"\"\"Doc.\"\"\"\nmessage = {\"text\": \"a\"}\n",
                Dialect::Python,
            ),
            ("message = {'text': f'{x}'}", Dialect::Python),
            ("const message = {text: `a`};\n", Dialect::Script),
            (
                "public class A {\n  String s = new B();\n}\n",
                Dialect::Java,
            ),
            (
                "fun main() {\n  val a = mapOf(\"text\" to \"a\")\n}\n",
                Dialect::Kotlin,
            ),
            (
                "package main\n\nfunc main() {\n\tm := map[string]any{\"text\": \"a\"}\n}\n",
                Dialect::Go,
            ),
            (
                "import 'dart:convert';\n\nvoid main() {\n  final a = {'text': 'Hi $name'};\n}\n",
                Dialect::Dart,
            ),
            ("<?php\n$a = ['text' => 'b'];\n", Dialect::Php),
            (
                "require 'json'\nm = { text: 'a' }\nputs m.to_json\n",
                Dialect::Ruby,
            ),
        ] {
            assert_eq!(Dialect::of(text), dialect, "{text}");
        }
    }
}
