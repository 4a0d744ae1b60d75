//! M: the request and the message as a whole.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
MESSAGE_EMPTY "M01" "message-empty" Error(Refused) PRACTICE
    "A message has no text, card or attachment."
    "Google Chat answers 400 \"Message cannot be empty.\" Accessory buttons alone do not count. Write a text or add a card.";
MESSAGE_TOO_LARGE "M02" "message-too-large" Error(Refused) CREATE
    "A message has more than 32,000 bytes, its cards included."
    "Google Chat refuses larger messages. What is counted here is the message as compact JSON in UTF-8, the form in which it is sent. Shorten the text or the cards, or split the text into several messages.";
MESSAGE_NEAR_LIMIT "M03" "message-near-limit" Warning PRACTICE
    "A message is close to the limit of 32,000 bytes."
    "Google does not say how it counts its 32,000 bytes, so a message close to the limit may still be refused. Leave some room.";
UNKNOWN_FIELD "M04" "unknown-field" Error(Refused) PRACTICE
    "The request has a field that Google Chat does not know."
    "Google Chat answers 400 \"Unknown name\" and sends nothing. Remove the field, or correct its name.";
FIELD_CASE "M05" "field-case" Error(Refused) TROUBLE
    "A field name is misspelt, or one field is set in two spellings."
    "Field names are case-sensitive: imageUrl, not imageURL. Google Chat refuses another spelling, and one field in two spellings.";
WRONG_JSON_TYPE "M06" "wrong-json-type" Error(Refused) MEANING
    "A value has a JSON type that its field does not accept."
    "Google Chat refuses a text in the place of an object, a list in the place of a number, and so on. Whole numbers may be written as texts.";
BAD_ENUM "M07" "bad-enum" Error(Refused) MESSAGES
    "An enum field has a value that the API does not list."
    "Enum values are written in capitals, exactly as the reference lists them. Google Chat refuses any other value.";
ENUM_UNSPECIFIED "M08" "enum-unspecified" Warning MESSAGES
    "An enum field is set to the value that means unset."
    "This value means an unset field; the reference says not to use it. Remove the field or choose another value.";
OUTPUT_ONLY_SET "M09" "output-only-set" Warning MESSAGES
    "The request sets a field that Google Chat fills in itself."
    "Google Chat fills this field itself and ignores what a request says. Remove it; it only costs bytes.";
DEPRECATED_FIELD "M10" "deprecated-field" Warning MESSAGES
    "The request uses a deprecated field or value."
    "Google keeps the old name only for old programs. Use its replacement.";
ONEOF_MANY "M11" "oneof-many" Error(Refused) CARDS
    "More than one field of a union is set."
    "These fields are members of one union, of which at most one can be set. Google Chat refuses two. Keep one; where they are widgets, give each an object of its own.";
PARENT_FORMAT "M12" "parent-format" Error(Refused) CREATE
    "The name of the space is not of the form spaces/SPACE."
    "Google Chat answers 400 \"Missing or malformed space resource name\". The ID is in the space's URL in the browser, after /space/ or /room/.";
MESSAGE_ID_PREFIX "M13" "message-id-prefix" Error(Refused) CREATE
    "A custom message ID does not begin with client-."
    "Google Chat refuses other IDs, so that they never clash with its own.";
MESSAGE_ID_CHARSET "M14" "message-id-charset" Error(Refused) CREATE
    "A message ID has characters other than lower-case letters, digits and hyphens."
    "Google Chat refuses an ID with other characters. Write upper case as lower case, and a hyphen for everything else.";
MESSAGE_ID_LENGTH "M15" "message-id-length" Error(Refused) CREATE
    "A message ID is longer than 63 characters."
    "The beginning client- counts too. Google Chat refuses a longer ID.";
MESSAGE_ID_BARE "M16" "message-id-bare" Warning MEANING
    "A message ID has nothing after client-."
    "Only one message of a space can have this ID, and it says nothing. Write something after client-.";
MESSAGE_ID_REUSED "M17" "message-id-reused" Error(Refused) CREATE
    "A message ID is already used in the space."
    "Google Chat answers 409 to a second message of the same ID. Choose another ID, or edit the message that has it.";
REQUEST_ID_MISSING "M18" "request-id-missing" Info CREATE
    "The request has no requestId, so a repeated send can post twice."
    "With a requestId a repeated send returns the first message instead of posting twice. chatquill adds a random one to each send.";
REQUEST_ID_NOT_UUID "M19" "request-id-not-uuid" Info CREATE
    "A request ID is not a UUID."
    "Google advises a random UUID. A plain word is easily used twice, and then returns the old message.";
REQUEST_ID_REUSED_CHANGED "M20" "request-id-reused-changed" Warning CREATE
    "A request ID was already used for another message."
    "Google Chat returns the message that was made with this ID first, and what has changed since is lost. Remove the requestId to send a new message.";
CREATE_TIME_SET "M21" "create-time-set" Warning MESSAGES
    "createTime is set, but the space is not being imported."
    "createTime can be set only while a space is being imported. Remove it.";
ACTION_RESPONSE_ON_CREATE "M22" "action-response-on-create" Warning MESSAGES
    "A message that is sent has an actionResponse."
    "actionResponse works only in the direct answer of an app to an interaction. Remove it.";
UPDATE_MASK_PATH "M23" "update-mask-path" Error(Refused) PATCH
    "The update mask of an edit names a field that cannot be edited."
    "An update mask can name text, attachment, cards, cards_v2, accessory_widgets, quoted_message_metadata or *.";
UPDATE_MASK_EMPTY "M24" "update-mask-empty" Error(Refused) PATCH
    "An edit has no updateMask."
    "Google Chat refuses an edit without updateMask. Name the fields, with commas between, or write *.";
UPDATE_MASK_MARKUP "M25" "update-mask-markup" Error(Refused) PATCH
    "The update mask of an edit names the markup syntax."
    "Send markupSyntax with the text, but name only text in the update mask.";
ALLOW_MISSING_ID "M26" "allow-missing-id" Error(Refused) PATCH
    "An edit with allowMissing does not name the message by a custom ID."
    "With allowMissing the last part of the name begins with client-, since Google Chat chooses its own IDs itself.";
DELETE_FORCE_APP "M27" "delete-force-app" Warning DELETE
    "An app deletes a message with force."
    "Only a person's request deletes the replies with the message; for an app, force does nothing.";
VALUE_LIMIT "M28" "value-limit" Warning MESSAGES
    "A value is outside the bounds that the reference gives."
    "Google's reference bounds this field. Outside the bounds the value is ignored, or the request may be refused.";
FIELD_MISSING "M29" "field-missing" Warning CARDS
    "A field that the reference requires is missing."
    "The reference calls the field required. Google Chat rarely refuses a request without it, but draws less than you expect.";
DUPLICATE_KEY "M30" "duplicate-key" Warning MEANING
    "An object has the same key twice."
    "Readers of JSON take one of the two values, or refuse the request; which Google Chat does is not said. Remove one of them.";
CONTENT_MISSING "M31" "content-missing" Warning MEANING
    "An object that needs content has none."
    "Without it the object means nothing, and nothing is shown of it. Set the content, or remove the object.";
QUOTED_VALUE "M32" "quoted-value" Warning PRACTICE
    "A boolean is written in quotation marks."
    "Google Chat probably takes it (unconfirmed): public senders rely on it, but its reference asks for true or false. Remove the quotation marks.";
ADDRESS_SCHEME "M33" "address-scheme" Warning PRACTICE
    "A link leads to an address that Google Chat does not open."
    "Write the whole address of a web page, such as https://example.com/page. Links to scripts, files and FTP servers are not opened (unconfirmed).";
ADDRESS_ENTITY "M35" "address-entity" Info PRACTICE
    "An address has the entity &amp;."
    "An address in JSON is no HTML: with &amp; the page gets parameters of other names. Write & alone.";
WEBHOOK_URL "M34" "webhook-secret" Error(Leaked) WEBHOOKS
    "A message has the URL of a webhook."
    "Whoever has the URL can post in its space, and all readers of the message would have it. Remove it; keep it under a name with chatquill webhook add NAME.";
}
