"""Data of the demo province: bodies, units, people and requests of our own making.

Names of public bodies and agencies, region and urusan codes are facts, and `pid-tracker init` takes them over. People,
contacts, requests and answers are invented and never read in a production start.
"""
