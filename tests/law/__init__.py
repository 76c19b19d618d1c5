"""Tests of the law: pure, no fixtures, and a second, brute-force reckoner that holds the engine to its word."""
