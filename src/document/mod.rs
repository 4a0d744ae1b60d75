//! A JSON document that is edited and verified by a schema.
