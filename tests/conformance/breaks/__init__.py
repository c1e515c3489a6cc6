"""Deliberate faults, each against one requirement, and changes that are no faults."""
