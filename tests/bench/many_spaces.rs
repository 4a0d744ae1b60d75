//! Generates spaces as a large company has them, the same at each run.

use chatquill::chat::resources::{Space, SpaceKind, Threading};

const TEAMS: [&str; 24] = [
    "analytics",
    "android",
    "backend",
    "billing",
    "design",
    "docs",
    "frontend",
    "growth",
    "identity",
    "infra",
    "ios",
    "legal",
    "mobile",
    "network",
    "ops",
    "payments",
    "platform",
    "release",
    "search",
    "security",
    "storage",
    "support",
    "web",
    "雑談",
];
const TOPICS: [&str; 16] = [
    "alerts",
    "announce",
    "builds",
    "café",
    "deploys",
    "eng",
    "hiring",
    "incidents",
    "lunch",
    "oncall",
    "planning",
    "random",
    "releases",
    "retro",
    "reviews",
    "standup",
];
const PEOPLE: [&str; 12] = [
    "Ada Okafor",
    "Bruno Costa",
    "Chloé Dubois",
    "Elif Kaya",
    "Hiroshi Sato",
    "Ines García",
    "Jakub Novák",
    "Lars Jensen",
    "Mei Chen",
    "Omar Haddad",
    "Ravi Singh",
    "Zanele Mbeki",
];

/// Returns so many spaces: of each ten, six named ones, two with a person, one group, one that stays unnamed.
pub fn spaces(count: usize) -> Vec<Space> {
    (0..count).map(space).collect()
}

fn space(number: usize) -> Space {
    let person = PEOPLE[number / 10 % PEOPLE.len()];
    let other = PEOPLE[number / 7 % PEOPLE.len()];
    let (kind, display_name) = match number % 10 {
        6 | 7 => (SpaceKind::DirectMessage, format!("{person} {number}")),
        8 => (SpaceKind::GroupChat, format!("{person}, {other}")),
        9 => (SpaceKind::GroupChat, String::new()),
        _ => {
            let team = TEAMS[number % TEAMS.len()];
            let topic = TOPICS[number / TEAMS.len() % TOPICS.len()];
            (SpaceKind::Space, format!("{team} {topic} {number}"))
        }
    };
    let (hour, minute) = (number / 60 % 24, number % 60);
    Space {
        name: format!("spaces/AAAA{number:07}"),
        kind,
        display_name,
        threading: Threading::Threaded,
        last_active: Some(format!(
            "2026-03-{:02}T{hour:02}:{minute:02}:00Z",
            1 + number % 28
        )),
        ..Space::default()
    }
}
