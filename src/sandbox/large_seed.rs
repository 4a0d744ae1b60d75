//! Generates a large organisation: spaces by the thousand, with plausible names, the same each time.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use time::{Duration, OffsetDateTime};

use super::database::{Database, Member, Person, Role, Space, SpaceType, Threading, UserName};
use super::ids::Ids;

const TEAMS: [&str; 24] = [
    "eng",
    "ops",
    "sre",
    "data",
    "design",
    "docs",
    "growth",
    "hr",
    "infra",
    "legal",
    "mobile",
    "platform",
    "product",
    "qa",
    "research",
    "sales",
    "security",
    "support",
    "web",
    "財務",
    "営業",
    "마케팅",
    "équipe",
    "العمليات",
];
const TOPICS: [&str; 32] = [
    "alerts",
    "announcements",
    "api",
    "backlog",
    "billing",
    "checkout",
    "ci",
    "deploys",
    "faq",
    "fun",
    "hiring",
    "incidents",
    "kubernetes",
    "launch",
    "metrics",
    "migration",
    "office",
    "oncall",
    "onboarding",
    "payments",
    "planning",
    "random",
    "releases",
    "retro",
    "reviews",
    "search",
    "standup",
    "testing",
    "training",
    "週報",
    "雑談",
    "café",
];
const GIVEN: [&str; 32] = [
    "Aisha", "Anna", "Bruno", "Chloé", "Daniel", "Elif", "Emeka", "Fatima", "Hana", "Hiroshi",
    "Ines", "Ivan", "Jakub", "Julia", "Kenji", "Lars", "Leila", "Lucía", "Mateo", "Mei", "Nadia",
    "Noah", "Olga", "Omar", "Paula", "Ravi", "Sofia", "Tariq", "Uma", "Víctor", "Yuki", "Zanele",
];
const FAMILY: [&str; 32] = [
    "Abe",
    "Andersson",
    "Banerjee",
    "Bianchi",
    "Chen",
    "Costa",
    "Díaz",
    "Dubois",
    "Eze",
    "Fischer",
    "García",
    "Haddad",
    "Ibrahim",
    "Ito",
    "Jensen",
    "Kaya",
    "Kim",
    "Kowalska",
    "Lee",
    "Lopes",
    "Mbeki",
    "Meyer",
    "Nguyễn",
    "Novák",
    "Okafor",
    "Park",
    "Rossi",
    "Sato",
    "Silva",
    "Singh",
    "Wang",
    "Yılmaz",
];

/// Adds `count` spaces, all with the app and most with the sandbox's user in them.
pub fn fill(world: &mut Database, count: usize, now: OffsetDateTime) {
    // Its own generator: the result must not depend on the names drawn before.
    let mut ids = Ids::from_seed(0x0c4a_79a1);
    let known: Vec<UserName> = world.people.keys().cloned().collect();
    world.spaces.reserve(count);
    for number in 0..count {
        let days = u32::try_from(number % 900).unwrap_or(0);
        let created = now - Duration::DAY * (1 + days);
        let minutes = u32::try_from(30 + 7 * number + ids.below(7)).unwrap_or(0);
        let active = now - Duration::MINUTE * minutes;
        let mut space = blank(format!("AAAAg{number:07}"), created, active.max(created));
        match number % 10 {
            7 | 8 => direct_message(world, &mut space, number, &mut ids),
            9 => {
                space.kind = SpaceType::GroupChat;
                space.members = some(&known, 3 + ids.below(4), &mut ids);
            }
            _ => named(&mut space, number, &known, &mut ids),
        }
        space.members.push(Member {
            user: world.app.name.clone(),
            role: Role::Member,
        });
        world.spaces.insert(space.id.clone(), space);
    }
}

fn blank(id: String, created: OffsetDateTime, active: OffsetDateTime) -> Space {
    Space {
        id,
        kind: SpaceType::Space,
        display_name: String::new(),
        threading: Threading::Threaded,
        announcement: false,
        description: String::new(),
        created,
        active: Some(active),
        members: Vec::new(),
        messages: IndexMap::new(),
        client_ids: HashMap::new(),
        threads: HashMap::new(),
        pins: Vec::new(),
    }
}

fn named(space: &mut Space, number: usize, known: &[UserName], ids: &mut Ids) {
    let (team, topic) = (
        TEAMS[ids.below(TEAMS.len())],
        TOPICS[ids.below(TOPICS.len())],
    );
    space.display_name = format!("{team}-{topic}-{:04}", number + 1);
    space.members = some(known, 4 + ids.below(5), ids);
    if let Some(first) = space.members.first_mut() {
        first.role = Role::Manager;
    }
    match ids.below(20) {
        0 => space.threading = Threading::Unthreaded,
        1 => space.announcement = true,
        _ => {}
    }
}

/// Adds a direct message of the app with a person who is created for it.
fn direct_message(world: &mut Database, space: &mut Space, number: usize, ids: &mut Ids) {
    let (given, family) = (
        GIVEN[ids.below(GIVEN.len())],
        FAMILY[ids.below(FAMILY.len())],
    );
    let name: UserName = Arc::from(format!("users/2{number:020}"));
    world.people.insert(
        name.clone(),
        Person {
            name: name.clone(),
            display_name: format!("{given} {family}"),
            email: format!("person{number}@example.com"),
            avatar_url: String::new(),
        },
    );
    space.kind = SpaceType::DirectMessage;
    space.members = vec![Member {
        user: name,
        role: Role::Member,
    }];
}

/// Returns the sandbox's user and others, none twice.
fn some(known: &[UserName], count: usize, ids: &mut Ids) -> Vec<Member> {
    let start = ids.below(known.len());
    let others = (0..known.len()).map(|step| &known[(start + step) % known.len()]);
    known
        .first()
        .into_iter()
        .chain(others.filter(|name| Some(*name) != known.first()))
        .take(count)
        .map(|name| Member {
            user: name.clone(),
            role: Role::Member,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::seed;
    use super::*;

    #[test]
    fn what_is_generated_is_varied_and_the_same_each_time() {
        let now = datetime!(2026-11-23 10:00 UTC);
        let make = |seed| {
            let mut world = seed::world(Ids::from_seed(seed), now);
            fill(&mut world, 1000, now);
            world
        };
        let (one, two) = (make(1), make(2));
        let names = |world: &Database| -> Vec<String> {
            world
                .spaces
                .values()
                .map(|space| space.display_name.clone())
                .collect()
        };
        assert_eq!(names(&one), names(&two));
        let mut distinct: Vec<String> = names(&one)
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect();
        let count = distinct.len();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), count);
        assert!(
            one.spaces
                .values()
                .filter(|space| space.kind == SpaceType::DirectMessage)
                .count()
                > 150
        );
        for space in one.spaces.values() {
            let mut users: Vec<_> = space.members.iter().map(|member| &member.user).collect();
            users.sort();
            users.dedup();
            assert_eq!(users.len(), space.members.len(), "{}", space.id);
        }
    }
}
