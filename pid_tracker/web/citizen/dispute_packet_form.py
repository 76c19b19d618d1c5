"""S3: the number that the commission gave."""

from wtforms import StringField
from wtforms.validators import Optional

from pid_tracker.services.words.typed_text import one_line
from pid_tracker.web.citizen.asking_forms import ActForm
from pid_tracker.web.citizen.checks import at_most
from pid_tracker.web.day_field import Day


class RegisterForm(ActForm):
    """The dispute is registered: its number, and the day it was. Both may stay empty."""

    number = StringField("Nomor register dari Komisi Informasi", [Optional(), at_most(80)], filters=[one_line])
    registered_on = Day("Didaftarkan tanggal", [Optional()], description="Hari ini bila dikosongkan")
