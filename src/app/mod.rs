//! The whole program as one value, and the one function that changes it.
