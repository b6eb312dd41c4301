"""Messages to people: an outbox of rows, channels that deliver them, and a code by which each can be checked."""
