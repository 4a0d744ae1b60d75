//! Messages that a program changes after it wrote them: what can be read is carried out, and nothing is lost in silence.

use serde_json::Value;

use crate::harness::Home;

/// Programs, each with its message, and remarks that are shown; no remark is shown where there is none.
#[rustfmt::skip]
const PROGRAMS: &[(&str, &str, &str, &[&str])] = &[
    ("append.php", "<?php\n$card = ['header' => ['title' => 'Deploy'], 'sections' => []];\n$card['sections'][] = ['widgets' => [['divider' => new stdClass()]]];\n$card['header']['subtitle'] = 'prod';\n$message = ['cardsV2' => [['cardId' => 'a', 'card' => $card]]];\n",
     r#"{"cardsV2": [{"cardId": "a", "card": {"header": {"title": "Deploy", "subtitle": "prod"}, "sections": [{"widgets": [{"divider": {}}]}]}}]}"#, &[]),
    ("push.php", "<?php\n$m = ['text' => 'a'];\n$m['text'] .= ' b';\narray_push($m['cardsV2'], 1);\n",
     r#"{"text": "a b"}"#, &["`array_push($m['cardsV2'], 1)` at 4:1 changes the message and is not read"]),
    ("push.ts", "const card: Card = { header: { title: 'Deploy' }, sections: [] };\ncard.sections!.push({ widgets: [{ divider: {} }] });\ncard.sections = [...card.sections, { header: 'B' }];\nawait chat.spaces.messages.create({ requestBody: { cardsV2: [{ card }] } });\n",
     r#"{"cardsV2": [{"card": {"header": {"title": "Deploy"}, "sections": [{"widgets": [{"divider": {}}]}, {"header": "B"}]}}]}"#, &[]),
    ("list.py", "sections = []\nsections.append({\"header\": \"A\"})\nsections.extend([{\"header\": \"B\"}])\nsections += [{\"header\": \"C\"}]\nsections.insert(0, {\"header\": \"0\"})\ncard = {\"header\": {\"title\": \"T\"}}\ncard[\"sections\"] = sections\nmessage = {\"cardsV2\": [{\"cardId\": \"a\", \"card\": card}]}\nmessage[\"cardsV2\"][0][\"card\"][\"header\"][\"subtitle\"] = \"s\"\ndel message[\"cardsV2\"][0][\"cardId\"]\nmessage.update(text=\"words\")\n",
     r#"{"cardsV2": [{"card": {"header": {"title": "T", "subtitle": "s"}, "sections": [{"header": "0"}, {"header": "A"}, {"header": "B"}, {"header": "C"}]}}], "text": "words"}"#, &[]),
    ("branch.py", "def main():\n    message = {\"text\": \"Hi\"}\n    if failed:\n        message[\"text\"] = \"Failed\"\n    for job in jobs:\n        message[\"cardsV2\"].append(card_of(job))\n    message[key] = 1\n    return message\n",
     r#"{"text": "Failed"}"#, &["`message[\"text\"] = \"Failed\"` at 4:9 stands in a branch, a loop or a function: it is taken as done once.", "`message[\"cardsV2\"].append(card_of(job))` at 6:9 changes the message and is not read: what it does is missing here.", "`message[key]` at 7:5 changes the message and is not read"]),
    ("scopes.py", "def a():\n    card = {\"header\": {\"title\": \"A\"}}\n    send(card)\n\ndef b():\n    card = {\"header\": {\"title\": \"B\"}}\n    message = {\"cardsV2\": [{\"card\": card}]}\n    message[\"text\"] = \"b\"\n\ndef c(card):\n    card.update({\"header\": 1})\n",
     r#"{"cardsV2": [{"card": {"header": {"title": "B"}}}], "text": "b"}"#, &[]),
    ("lines.py", "lines = [\"*Done*\"]\nlines.append(\"all\")\nlines.append(f\"by {who}\")\nbody = {\"text\": \"\\n\".join(lines)}\n",
     r#"{"text": "*Done*\nall\nby {{who}}"}"#, &["`{who}` at 3:19"]),
    ("text.py", "text = \"Build\"\ntext += \" is done\"\ntext = text + \"!\"\nrequests.post(url, json={\"text\": text})\n",
     r#"{"text": "Build is done!"}"#, &[]),
    ("self.py", "class A:\n    def go(self):\n        self.message = {\"text\": \"a\"}\n        self.message[\"thread\"] = {\"threadKey\": \"k\"}\n",
     r#"{"text": "a", "thread": {"threadKey": "k"}}"#, &[]),
    ("alias.js", "const message = {cardsV2: [{card: {sections: []}}]};\nconst sections = message.cardsV2[0].card.sections;\nsections.push({header: 'A'}, ...[{header: 'B'}]);\nrows.forEach((row) => sections.push({header: row.name}));\ndelete message.text;\n",
     r#"{"cardsV2": [{"card": {"sections": [{"header": "A"}, {"header": "B"}, {"header": "{{name}}"}]}}]}"#, &["at 4:23 stands in a branch, a loop or a function", "`row.name` at 4:46"]),
    ("assign.js", "const message = {text: 'Hi'};\nObject.assign(message, {thread: {threadKey: 'k'}});\nmessage['text'] += ' there';\nsend(JSON.stringify(message));\n",
     r#"{"text": "Hi there", "thread": {"threadKey": "k"}}"#, &[]),
    ("config.js", "const config = {title: 'T', base: 'https://e.com'};\nconst message = {text: `${config.title} at ${config.base}/a`, fallbackText: config.title};\n",
     r#"{"text": "T at https://e.com/a", "fallbackText": "T"}"#, &[]),
    ("unknown.js", "const message = {text: 'Hi', cardsV2: []};\naddCard(message, 'x');\nmessage.cardsV2.splice(1, 2);\n",
     r#"{"text": "Hi", "cardsV2": []}"#, &["`addCard(message, 'x')` at 2:1 changes the message and is not read", "`message.cardsV2.splice(1, 2)` at 3:1"]),
    ("shovel.rb", "require 'json'\nm = { text: 'Hi', cardsV2: [] }\nm[:cardsV2] << { cardId: 'a', card: { sections: [] } }\nm[:text] << ' there'\nm[:thread] = { threadKey: 'k' }\nm.merge!(fallbackText: 'f')\n",
     r#"{"text": "Hi there", "cardsV2": [{"cardId": "a", "card": {"sections": []}}], "thread": {"threadKey": "k"}, "fallbackText": "f"}"#, &[]),
    ("append.go", "package main\n\nfunc main() {\n\tcard := &chat.GoogleAppsCardV1Card{Header: &chat.GoogleAppsCardV1CardHeader{Title: \"T\"}}\n\tcard.Sections = append(card.Sections, &chat.GoogleAppsCardV1Section{Header: \"A\"})\n\tm := &chat.Message{CardsV2: []*chat.CardWithId{{CardId: \"a\", Card: card}}}\n\tm.Text = \"words\"\n}\n",
     r#"{"cardsV2": [{"cardId": "a", "card": {"header": {"title": "T"}, "sections": [{"header": "A"}]}}], "text": "words"}"#, &[]),
    ("put.kt", "fun main() {\n    val message = mutableMapOf<String, Any>(\"text\" to \"Hi\")\n    message[\"thread\"] = mapOf(\"threadKey\" to \"k\")\n    message.put(\"fallbackText\", \"f\")\n}\n",
     r#"{"text": "Hi", "thread": {"threadKey": "k"}, "fallbackText": "f"}"#, &[]),
    ("add.cs", "using System.Text.Json;\nvar message = new Dictionary<string, object> { [\"text\"] = \"Hi\" };\nmessage[\"thread\"] = new { threadKey = \"k\" };\nmessage.Add(\"fallbackText\", \"f\");\nawait client.PostAsync(url, new StringContent(JsonSerializer.Serialize(message)));\n",
     r#"{"text": "Hi", "thread": {"threadKey": "k"}, "fallbackText": "f"}"#, &[]),
    ("add.java", "import com.google.gson.JsonObject;\npublic class A {\n  public static void main(String[] args) {\n    JsonObject message = new JsonObject();\n    message.addProperty(\"text\", \"Hi\");\n    JsonArray cards = new JsonArray();\n    JsonObject card = new JsonObject();\n    cards.add(card);\n    message.add(\"cardsV2\", cards);\n    card.addProperty(\"cardId\", \"a\");\n  }\n}\n",
     r#"{"text": "Hi", "cardsV2": [{"cardId": "a"}]}"#, &[]),
    ("template.py", "from string import Template\nt = Template(\"Build $number of ${project}, $$5 $\")\nmessage = {\"text\": t.substitute(number=n, project=\"web\")}\n",
     r#"{"text": "Build {{n}} of web, $5 $"}"#, &["`n` at 3:40"]),
    ("main.dart", "import 'dart:convert';\n\nFuture<void> notify(String name, int count) async {\n  final message = <String, dynamic>{\n    'text': 'Hello $name, you have ${count + 1} items',\n  };\n  message['thread'] = {'threadKey': 'k'};\n  await http.post(Uri.parse(url), body: jsonEncode(message));\n}\n",
     r#"{"text": "Hello {{name}}, you have {{count}} items", "thread": {"threadKey": "k"}}"#, &["`$name` at 5:20", "`${count + 1}` at 5:36"]),
    ("spread.js", "const message = {text: 'a', ...defaults, text: 'b', cardsV2: [...cards]};\n",
     r#"{"text": "b", "cardsV2": []}"#, &["`defaults` at 1:32 inserts fields", "`cards` at 1:66 inserts items"]),
];

#[test]
fn what_a_program_changes_of_its_message_is_carried_out_or_remarked_on() {
    let home = Home::new();
    let mut wrong = Vec::new();
    for (name, content, message, remarks) in PROGRAMS {
        home.write(name, content);
        let outcome = home.run(&["export", name, "--to", "json"]);
        let opened: Option<Value> = serde_json::from_str(&outcome.stdout).ok();
        let message: Value = serde_json::from_str(message).unwrap();
        let is_right = opened.is_some_and(|opened| opened["message"] == message);
        let shown = outcome
            .stderr
            .lines()
            .filter(|line| !line.contains(": taken as ") && !line.contains(": warning: "));
        let count = shown.count();
        let are_shown = remarks.iter().all(|remark| outcome.stderr.contains(remark));
        if !is_right || !are_shown || (remarks.is_empty() && count > 0) {
            wrong.push(format!("{name}: {}{}", outcome.stderr, outcome.stdout));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
