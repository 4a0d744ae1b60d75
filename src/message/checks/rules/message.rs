//! M: the request and the message as a whole.

use crate::message::checks::references;
use crate::message::checks::rule::{Rule, Severity};

rules! {
MESSAGE_EMPTY "M01" "message-empty" Error(Refused) PRACTICE
    "A message has a text, a card or an attachment."
    "Google Chat answers 400 \"Message cannot be empty.\" Accessory buttons alone do not count. Write a text or add a card.";
MESSAGE_TOO_LARGE "M02" "message-too-large" Error(Refused) CREATE
    "A message has at most 32,000 bytes, its cards included."
    "Google Chat refuses larger messages. What is counted here is the message as compact JSON in UTF-8, the form in which it is sent. Shorten the text or the cards, or split the text into several messages.";
MESSAGE_NEAR_LIMIT "M03" "message-near-limit" Warning PRACTICE
    "A message stays below 30,000 bytes."
    "Google does not say how it counts its 32,000 bytes, so a message close to the limit may still be refused. Leave some room.";
UNKNOWN_FIELD "M04" "unknown-field" Error(Refused) PRACTICE
    "Every field is one that Google Chat knows."
    "Google Chat answers 400 \"Unknown name\" and sends nothing. Remove the field, or write the name of the one you mean.";
FIELD_CASE "M05" "field-case" Error(Refused) TROUBLE
    "Every field is spelt as the API spells it, once."
    "Names of fields are told apart by upper and lower case: imageUrl, not imageURL. Google Chat refuses another spelling, and one field in two spellings.";
WRONG_JSON_TYPE "M06" "wrong-json-type" Error(Refused) MEANING
    "Every value is of the JSON type that its field wants."
    "Google Chat refuses a text in the place of an object, a list in the place of a number, and so on. Whole numbers may be written as texts.";
BAD_ENUM "M07" "bad-enum" Error(Refused) MESSAGES
    "A choice is one of the words that the API lists."
    "Words of a choice are written in capitals, exactly as the reference lists them. Google Chat refuses any other.";
ENUM_UNSPECIFIED "M08" "enum-unspecified" Warning MESSAGES
    "A choice that is left open is left out."
    "The word stands for an unset field; the reference says not to use it. Remove the field or choose another word.";
OUTPUT_ONLY_SET "M09" "output-only-set" Warning MESSAGES
    "Fields that Google Chat fills are left to it."
    "Google Chat fills this field itself and pays no heed to what a request says. Remove it; it only costs bytes.";
DEPRECATED_FIELD "M10" "deprecated-field" Warning MESSAGES
    "What has been replaced is not used any more."
    "Google keeps the old name for old programs only. Use what has replaced it.";
ONEOF_MANY "M11" "oneof-many" Error(Refused) CARDS
    "Of fields that exclude each other one is set."
    "These fields are members of one union, of which at most one can be set. Google Chat refuses two. Split them into two widgets, or keep one.";
PARENT_FORMAT "M12" "parent-format" Error(Refused) CREATE
    "The space is named as spaces/SPACE."
    "Google Chat answers 400 \"Missing or malformed space resource name\". The ID stands in the space's address in the browser, behind /space/ or /room/.";
MESSAGE_ID_PREFIX "M13" "message-id-prefix" Error(Refused) CREATE
    "A message ID of your own begins with client-."
    "Google Chat refuses other IDs, so that they never meet its own.";
MESSAGE_ID_CHARSET "M14" "message-id-charset" Error(Refused) CREATE
    "A message ID holds lower-case letters, digits and hyphens."
    "Google Chat refuses an ID with other characters. Write upper case as lower case, and a hyphen for everything else.";
MESSAGE_ID_LENGTH "M15" "message-id-length" Error(Refused) CREATE
    "A message ID has at most 63 characters."
    "The beginning client- counts too. Google Chat refuses a longer ID.";
MESSAGE_ID_BARE "M16" "message-id-bare" Warning MEANING
    "A message ID says something after client-."
    "Only one message of a space can have this ID, and it names nothing. Write something after client-.";
MESSAGE_ID_REUSED "M17" "message-id-reused" Error(Refused) CREATE
    "A message ID is used once in a space."
    "Google Chat answers 409 to a second message of the same ID. Choose another ID, or edit the message that has it.";
REQUEST_ID_MISSING "M18" "request-id-missing" Info CREATE
    "A request has an ID, so that it can be repeated safely."
    "With a requestId a repeated send returns the first message instead of posting twice. chatquill adds a random one to each send.";
REQUEST_ID_NOT_UUID "M19" "request-id-not-uuid" Info CREATE
    "A request ID is a random UUID."
    "Google advises a random UUID. A plain word is soon used twice, and then returns the old message.";
REQUEST_ID_REUSED_CHANGED "M20" "request-id-reused-changed" Warning CREATE
    "A request ID is not used again for another message."
    "Google Chat returns the message that was made with this ID first, and what has changed since is lost. Remove the requestId to send anew.";
CREATE_TIME_SET "M21" "create-time-set" Warning MESSAGES
    "The time of a message is left to Google Chat."
    "createTime can be set only while a space is being imported. Remove it.";
ACTION_RESPONSE_ON_CREATE "M22" "action-response-on-create" Warning MESSAGES
    "A message that is sent has no action response."
    "actionResponse works only in the direct answer of an app to an interaction. Remove it.";
UPDATE_MASK_PATH "M23" "update-mask-path" Error(Refused) PATCH
    "An edit names only fields that can be edited."
    "An update mask takes text, attachment, cards, cards_v2, accessory_widgets, quoted_message_metadata or *.";
UPDATE_MASK_EMPTY "M24" "update-mask-empty" Error(Refused) PATCH
    "An edit names the fields that it changes."
    "Google Chat refuses an edit without updateMask. Name the fields, with commas between, or write *.";
UPDATE_MASK_MARKUP "M25" "update-mask-markup" Error(Refused) PATCH
    "An edit does not name the markup syntax as a field."
    "Send markupSyntax beside the text, but name only text in the update mask.";
ALLOW_MISSING_ID "M26" "allow-missing-id" Error(Refused) PATCH
    "An edit that may create a message names it by an ID of your own."
    "With allowMissing the last part of the name begins with client-, since Google Chat chooses its own IDs itself.";
DELETE_FORCE_APP "M27" "delete-force-app" Warning DELETE
    "An app deletes a message without force."
    "Only a person's request takes the replies away with the message; for an app force does nothing.";
VALUE_LIMIT "M28" "value-limit" Warning MESSAGES
    "A value is within the bounds that the reference gives."
    "Google's reference bounds this field. Beyond the bounds the value is ignored, or the request may be refused.";
FIELD_MISSING "M29" "field-missing" Warning CARDS
    "Fields that the reference requires are there."
    "The reference calls the field required. Google Chat rarely refuses a request without it, but draws less than you expect.";
}
