//! State in, cells out.
