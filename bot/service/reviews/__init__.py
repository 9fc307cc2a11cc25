"""The real review: GitHub is asked here, the analysis runs in a process of its own, and the Action's publisher writes."""
