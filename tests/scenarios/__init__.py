"""The scenarios of the service design, end to end: through the pages, on both databases, with their own dates."""
