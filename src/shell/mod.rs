//! The composer's loop, tasks, terminal and clock.
