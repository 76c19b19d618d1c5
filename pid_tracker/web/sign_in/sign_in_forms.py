"""Forms of the sign-in."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, RadioField, StringField
from wtforms.validators import InputRequired

from pid_tracker.web.checks import at_most


class SignInForm(FlaskForm):
    """Name and password; `next` is where the officer wanted to go."""

    username = StringField("Nama pengguna", [InputRequired("Isi nama pengguna"), at_most(200)])
    password = PasswordField("Kata sandi", [InputRequired("Isi kata sandi"), at_most(4000)])
    code = StringField(
        "Kode sekali pakai",
        [at_most(40)],
        description="6 angka dari aplikasi di HP Anda. Kosongkan bila belum pernah dipasang",
    )
    next = HiddenField()


class CodeForm(FlaskForm):
    """The one-time code."""

    code = StringField(
        "Kode sekali pakai",
        [InputRequired("Isi kode 6 angka dari aplikasi"), at_most(40)],
        description="6 angka dari aplikasi di HP Anda; tiap kode hanya berlaku satu kali",
    )


class RoleForm(FlaskForm):
    """Which of one's roles to act in."""

    appointment = RadioField("Bertugas sebagai apa sekarang?", [InputRequired("Pilih satu tugas")], coerce=int)


class PasswordForm(FlaskForm):
    """A new password, twice."""

    old = PasswordField("Kata sandi sekarang", [InputRequired("Isi kata sandi sekarang"), at_most(4000)])
    new = PasswordField(
        "Kata sandi baru",
        [InputRequired("Isi kata sandi baru"), at_most(4000)],
        description="Paling sedikit 15 huruf. Beberapa kata yang Anda ingat lebih baik daripada tanda-tanda aneh",
    )
    again = PasswordField("Kata sandi baru sekali lagi", [InputRequired("Tulis sekali lagi"), at_most(4000)])
