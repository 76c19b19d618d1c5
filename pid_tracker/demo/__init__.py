"""Data of the demo province: bodies, units, people and requests of our own making.

Nothing here is read in a production start. Names of public bodies and agencies are facts; people, contacts,
requests and answers are invented.
"""
