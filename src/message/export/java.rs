//! Exports the request as a Java program with google-cloud-chat.

use std::collections::BTreeSet;

use super::client_libraries::Client;
use super::client_support::Obstacle;
use super::java_builder::Builders;
use super::json;
use super::language::Language;
use super::plan::{self, Plan, REQUEST_ID_NOTE};
use super::string_literal::{Quotes, quoted};
use super::url::{self, GOOGLE};
use crate::chat::sender::SenderKind;
use crate::document::schema::Schema;

/// Returns the program, one class.
#[must_use]
pub fn program(plan: &Plan<'_>) -> String {
    let obstacle = plan.obstacle(Client::Java);
    match (plan.sender, obstacle) {
        (SenderKind::Webhook, _) => by_http(plan, None),
        (_, Some(obstacle)) => by_http(plan, Some(&obstacle)),
        (_, None) => by_client(plan),
    }
}

/// Code and imports for the credentials, before the request is made.
struct Credentials {
    imports: &'static [&'static str],
    lines: &'static str,
}

fn credentials(plan: &Plan<'_>) -> Credentials {
    match plan.sender {
        SenderKind::App => Credentials {
            imports: &[
                "com.google.auth.oauth2.GoogleCredentials",
                "com.google.auth.oauth2.ServiceAccountCredentials",
                "java.io.FileInputStream",
                "java.io.InputStream",
                "java.util.List",
            ],
            lines: "    GoogleCredentials credentials;
    try (InputStream key = new FileInputStream(System.getenv(\"GOOGLE_APPLICATION_CREDENTIALS\"))) {
      credentials = ServiceAccountCredentials.fromStream(key).createScoped(List.of(SCOPE));
    }
",
        },
        SenderKind::User => Credentials {
            imports: &["com.google.auth.oauth2.GoogleCredentials", "java.util.List"],
            lines: "    GoogleCredentials credentials =
        GoogleCredentials.getApplicationDefault().createScoped(List.of(SCOPE));
",
        },
        SenderKind::Webhook => Credentials {
            imports: &[],
            lines: "",
        },
    }
}

fn by_client(plan: &Plan<'_>) -> String {
    let mut builders = Builders::default();
    for class in [
        "com.google.api.gax.core.FixedCredentialsProvider",
        "com.google.chat.v1.ChatServiceClient",
        "com.google.chat.v1.ChatServiceSettings",
        "com.google.chat.v1.CreateMessageRequest",
        "com.google.chat.v1.Message",
    ] {
        builders.import(class);
    }
    let setters = Schema::builtin()
        .get("CreateMessageRequest")
        .map(|known| builders.setters(known, &plan.fields(), 14))
        .unwrap_or_default();
    let request_id = if plan.makes_request_id {
        builders.import("java.util.UUID");
        format!(
            "
              // {REQUEST_ID_NOTE}
              .setRequestId(UUID.randomUUID().toString())"
        )
    } else {
        String::new()
    };
    let Credentials { imports, lines } = credentials(plan);
    for class in imports {
        builders.import(class);
    }
    let note = plan.parent_comment("              // ");
    let parent = quoted(&plan.parent, Quotes::Java);
    let body = format!(
        "    // Create a client over HTTP and JSON.
{lines}    ChatServiceSettings settings =
        ChatServiceSettings.newHttpJsonBuilder()
            .setCredentialsProvider(FixedCredentialsProvider.create(credentials))
            .setEndpoint(System.getenv().getOrDefault(\"CHAT_API_BASE\", \"{GOOGLE}\"))
            .build();
    try (ChatServiceClient client = ChatServiceClient.create(settings)) {{
      // The message, and where it goes.
      CreateMessageRequest.Builder request =
          CreateMessageRequest.newBuilder()
{note}              .setParent({parent}){request_id}{setters};

      // Make the request.
      Message response = client.createMessage(request.build());
      System.out.println(response.getName());
    }}
"
    );
    class(plan, "", &builders.imports, &body)
}

fn by_http(plan: &Plan<'_>, obstacle: Option<&Obstacle>) -> String {
    let Credentials { imports, lines } = credentials(plan);
    let mut imports: BTreeSet<String> = imports.iter().map(|class| (*class).to_owned()).collect();
    imports.extend(
        [
            "java.net.URI",
            "java.net.http.HttpClient",
            "java.net.http.HttpRequest",
            "java.net.http.HttpResponse",
        ]
        .map(str::to_owned),
    );
    let mut url = match plan.sender {
        SenderKind::Webhook => vec!["System.getenv(\"CHAT_WEBHOOK_URL\")".to_owned()],
        _ => vec![
            format!("System.getenv().getOrDefault(\"CHAT_API_BASE\", \"{GOOGLE}\")"),
            quoted(&plan.path(), Quotes::Java),
        ],
    };
    // The URL of a webhook has parameters already.
    let mut sign = match plan.sender {
        SenderKind::Webhook => '&',
        _ => '?',
    };
    let query = url::query(&plan.query);
    if !query.is_empty() {
        url.push(quoted(&format!("{sign}{query}"), Quotes::Java));
        sign = '&';
    }
    if plan.makes_request_id {
        imports.insert("java.util.UUID".to_owned());
        url.push(format!("\"{sign}requestId=\" + UUID.randomUUID()"));
    }
    let url = url.join("\n            + ");
    let bearer = match plan.sender {
        SenderKind::Webhook => "",
        _ => {
            "\n            .header(\"Authorization\", \"Bearer \" + credentials.refreshAccessToken().getTokenValue())"
        }
    };
    let note = match plan.sender {
        SenderKind::Webhook => String::new(),
        _ => plan.parent_comment("    // "),
    };
    let message = body_lines(plan);
    let find = if lines.is_empty() {
        ""
    } else {
        "    // Find the credentials.\n"
    };
    let body = format!(
        "{find}{lines}    // The message, and where it goes.
{note}    String url =
        {url};
    String message =
        String.join(
            \"\\n\",
{message});

    // Make the request.
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)){bearer}
            .header(\"Content-Type\", \"application/json; charset=UTF-8\")
            .POST(HttpRequest.BodyPublishers.ofString(message))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.body());
    if (response.statusCode() != 200) {{
      System.exit(1);
    }}
"
    );
    let why = obstacle.map_or(String::new(), |obstacle| {
        format!(
            "//\n{}",
            plan::comment(&Plan::why_plain(Client::Java, obstacle), "//")
        )
    });
    class(plan, &why, &imports, &body)
}

/// Returns the message as lines of JSON, each a literal.
///
/// They are joined at run time, so that no constant outgrows what a class file takes.
fn body_lines(plan: &Plan<'_>) -> String {
    let lines: Vec<String> = json::pretty(&plan.message)
        .lines()
        .map(|line| format!("            {}", quoted(line, Quotes::Java)))
        .collect();
    lines.join(",\n")
}

fn class(plan: &Plan<'_>, why: &str, imports: &BTreeSet<String>, body: &str) -> String {
    let install = match (plan.sender, why) {
        (SenderKind::Webhook, _) => None,
        (_, "") => {
            Some("Needs com.google.cloud:google-cloud-chat and what it depends on, in jars/.")
        }
        _ => Some(
            "Needs com.google.auth:google-auth-library-oauth2-http and what it depends on, in jars/.",
        ),
    };
    let program = match plan.sender {
        SenderKind::Webhook => "java",
        _ => "java -cp 'jars/*'",
    };
    let run = plan::run(plan.sender, program, Language::Java);
    let head = plan::comment(&plan.head(install, &run), "//");
    let imports: Vec<String> = imports
        .iter()
        .map(|class| format!("import {class};"))
        .collect();
    let imports = imports.join("\n");
    let scope = match plan.scope() {
        "" => String::new(),
        scope => format!("  private static final String SCOPE = \"{scope}\";\n\n"),
    };
    format!(
        "{head}{why}
{imports}

public class CreateMessage {{
{scope}  public static void main(String[] args) throws Exception {{
{body}  }}
}}
"
    )
}
