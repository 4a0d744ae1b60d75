//! Parses one source file with `syn` and lists every path it names.

use std::collections::HashMap;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A path that a file names; inside the crate it begins with `crate`.
pub struct Import {
    pub path: Vec<String>,
    pub line: usize,
    pub test: bool,
}

/// Collects the paths of one file.
#[derive(Default)]
pub struct Reader {
    module: Vec<String>,
    tests: usize,
    named: Vec<Import>,
    aliases: HashMap<String, Vec<String>>,
    pub handed_on: Vec<usize>,
    /// The lines of code that is there on some systems only.
    pub conditional: Vec<usize>,
}

/// The words of `cfg` that ask for a system.
const SYSTEM_WORDS: [&str; 6] = [
    "unix",
    "windows",
    "target_os",
    "target_family",
    "target_env",
    "target_vendor",
];

impl Reader {
    pub fn read(file: &str, tree: &syn::File) -> Self {
        let stem = file
            .trim_end_matches(".rs")
            .trim_end_matches("mod")
            .trim_end_matches('/');
        let module = stem
            .split('/')
            .filter(|part| *part != "lib")
            .map(String::from);
        let mut reader = Self {
            module: module.collect(),
            ..Self::default()
        };
        reader.visit_file(tree);
        reader
    }

    /// Returns every path in full: names that a `use` imported are expanded.
    pub fn imports(&self) -> impl Iterator<Item = Import> {
        self.named.iter().map(|import| {
            let mut path = import.path.clone();
            for _ in 0..4 {
                match self.aliases.get(&path[0]) {
                    Some(full) if full[0] != path[0] => {
                        path.splice(..1, full.iter().cloned());
                    }
                    _ => break,
                }
            }
            Import {
                path,
                line: import.line,
                test: import.test,
            }
        })
    }

    /// Returns a path with `self`, `super` and this crate's own name resolved to `crate::…`.
    fn anchored(&self, path: &[String]) -> Vec<String> {
        let mut module = self.module.as_slice();
        let mut rest = path;
        while rest.first().is_some_and(|part| part == "super") {
            module = &module[..module.len().saturating_sub(1)];
            rest = &rest[1..];
        }
        let crate_part = ["crate".to_owned()];
        match path[0].as_str() {
            "super" => [&crate_part, module, rest].concat(),
            "self" => [&crate_part, module, &path[1..]].concat(),
            "chatquill" => [&crate_part, &path[1..]].concat(),
            _ => path.to_vec(),
        }
    }

    fn name(&mut self, path: &[String], span: Span) {
        let path = self.anchored(path);
        self.named.push(Import {
            path,
            line: line(span),
            test: self.tests > 0,
        });
    }

    fn brought_in(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(part) => self.brought_in(&with(&part.ident), &part.tree),
            syn::UseTree::Group(group) => {
                group
                    .items
                    .iter()
                    .for_each(|tree| self.brought_in(before, tree));
            }
            syn::UseTree::Glob(star) => self.name(before, star.span()),
            syn::UseTree::Name(leaf) if leaf.ident == "self" => {
                let own = before.last().cloned().unwrap_or_default();
                self.alias(own, before, leaf.span());
            }
            syn::UseTree::Name(leaf) => {
                self.alias(leaf.ident.to_string(), &with(&leaf.ident), leaf.span());
            }
            syn::UseTree::Rename(leaf) if leaf.ident == "self" => {
                self.alias(leaf.rename.to_string(), before, leaf.span());
            }
            syn::UseTree::Rename(leaf) => {
                self.alias(leaf.rename.to_string(), &with(&leaf.ident), leaf.span());
            }
        }
    }

    fn alias(&mut self, name: String, path: &[String], span: Span) {
        self.name(path, span);
        let full = self.anchored(path);
        self.aliases.insert(name, full);
    }

    /// Collects paths in the arguments of a macro or attribute, which `syn` leaves as tokens.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut at = Span::call_site();
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.spoken(&mut path, at);
                        at = ident.span();
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                other => {
                    self.spoken(&mut path, at);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.spoken(&mut path, at);
    }

    /// Notes a condition that asks for a system, outside of tests.
    fn condition(&mut self, tokens: TokenStream, span: Span) {
        let words = words(tokens);
        let has = |word: &str| words.iter().any(|own| own == word);
        if self.tests == 0 && !has("test") && SYSTEM_WORDS.iter().any(|word| has(word)) {
            self.conditional.push(line(span));
        }
    }

    fn spoken(&mut self, path: &mut Vec<String>, span: Span) {
        if path.len() > 1 {
            self.name(path, span);
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes: &[syn::Attribute] = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            _ => &[],
        };
        let is_test = attributes.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && attribute
                    .parse_args::<syn::Ident>()
                    .is_ok_and(|word| word == "test")
        });
        self.tests += usize::from(is_test);
        visit::visit_item(self, item);
        self.tests -= usize::from(is_test);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !matches!(item.vis, syn::Visibility::Inherited) {
            self.handed_on.push(line(item.span()));
        }
        self.brought_in(&[], &item.tree);
        item.attrs.iter().for_each(|own| self.visit_attribute(own));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        if parts.len() > 1 {
            self.name(&parts, path.span());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        if call.path.is_ident("cfg") {
            self.condition(call.tokens.clone(), call.span());
        }
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
            if list.path.is_ident("cfg") || list.path.is_ident("cfg_attr") {
                self.condition(list.tokens.clone(), list.span());
            }
        }
        visit::visit_attribute(self, attribute);
    }
}

/// Returns the words of an attribute, those within brackets, too.
fn words(tokens: TokenStream) -> Vec<String> {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(word) => vec![word.to_string()],
            TokenTree::Group(group) => words(group.stream()),
            _ => Vec::new(),
        })
        .collect()
}

/// Returns the line of a piece of source.
pub fn line(span: Span) -> usize {
    span.start().line
}
