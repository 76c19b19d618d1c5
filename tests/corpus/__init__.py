"""Hostile and delicate files, made by the tests: each maker gives the bytes of one."""
