"""All tables: what is imported here is what Alembic sees."""

from pid_tracker.models.account_record import AccountAct, AccountChange
from pid_tracker.models.agency import PublicBody, Unit
from pid_tracker.models.approval_level import ClearanceLevel
from pid_tracker.models.case_event import CaseEventRow, CaseText, ChainHead
from pid_tracker.models.case_file import CaseFile, NumberSeries, Part
from pid_tracker.models.commission import Commission
from pid_tracker.models.document import Document, FileCheck, Notice
from pid_tracker.models.draft import Draft
from pid_tracker.models.exemption import ConsequenceTest, ExemptEntry
from pid_tracker.models.held_clock import ClockNote
from pid_tracker.models.holiday import DecreeProposal, DecreeRow, Holiday, ReadingChange
from pid_tracker.models.installation import Installation
from pid_tracker.models.last_run import LastRun
from pid_tracker.models.message import Message
from pid_tracker.models.person import AccessRecord, Appointment, Miss, Requester, SignInSession, User
from pid_tracker.models.restoration import Restoration
from pid_tracker.models.snapshot import Snapshot
