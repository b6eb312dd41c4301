"""The console for staff, under /kantor/: what needs a human now, waves, people, cases, messages, the trail."""
