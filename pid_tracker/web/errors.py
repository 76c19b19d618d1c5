"""Domain error -> status and page: one table. Never a stack, never an id, never whether a hidden case exists."""

import logging
import secrets

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from pid_tracker.extensions import base_url, db
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed
from pid_tracker.law.states import IllegalStep
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.store.files import BrokenFile, NotStored

_log = logging.getLogger("pid_tracker")

#: status -> (title, what happened, what to do next)
PAGES: dict[int, tuple[str, str, str]] = {
    400: ("Kiriman ini tidak dapat dibaca", "Formulir rusak di jalan atau sudah terlalu lama terbuka.",
          "Kembali ke halaman sebelumnya, muat ulang, lalu kirim lagi. Tulisan Anda biasanya masih ada di sana."),
    403: ("Anda tidak dapat membuka halaman ini", "Halaman ini untuk petugas dengan tugas lain.",
          "Kembali ke halaman depan, atau masuk dengan akun yang sesuai."),
    404: ("Halaman tidak ditemukan", "Alamat ini tidak ada, atau bukan untuk dibuka dari sini.",
          "Periksa alamatnya. Untuk melihat permintaan Anda, pakai halaman Lacak dengan nomor dan kode."),
    405: ("Halaman ini tidak dapat dibuka begini", "Alamat ini hanya menerima kiriman formulir.",
          "Kembali ke halaman depan dan mulai dari sana."),
    409: ("Perkara ini sudah berubah", "Ada yang bertindak lebih dulu sejak halaman Anda dibuka.",
          "Lihat perubahan terbaru, lalu kirim lagi bila masih perlu."),
    422: ("Ada yang perlu diperbaiki", "Isian belum memenuhi syarat.", "Kembali dan perbaiki bagian yang disebut."),
    429: ("Terlalu banyak percobaan", "Untuk menjaga data pemohon, percobaan dibatasi sebentar.",
          "Tunggu beberapa saat, lalu coba lagi. Bila mendesak, telepon meja layanan."),
    500: ("Maaf, ada gangguan di pihak kami", "Kesalahan ini sudah kami catat.",
          "Coba lagi beberapa menit lagi. Bila terulang, sebutkan nomor rujukan di bawah kepada petugas."),
    503: ("Layanan sedang tidak siap", "Kami belum dapat menyimpan atau membaca data saat ini.",
          "Coba lagi beberapa menit lagi. Tulisan Anda masih ada di halaman sebelumnya."),
}  # fmt: skip


#: What passes by itself, and means that nothing was kept: 503 and what the log calls it.
_NOT_READY: tuple[tuple[type[Exception], str], ...] = (
    (OperationalError, "database not ready"),
    (NotStored, "file store not ready"),
)
_ASK_THE_DESK = "Hubungi meja layanan; petugas dapat memulihkannya dari cadangan."


def page(code: int, message: str = "", what_next: str = "", reference: str = "") -> ResponseReturnValue:
    """The error page of `code`, with a more exact message where there is one."""
    title, usual, usual_next = PAGES.get(code, PAGES[500])
    body = render_template(
        "errors/error.html",
        code=code,
        title=title,
        message=message or usual,
        what_next=what_next or usual_next,
        reference=reference,
    )
    return body, code


def _judged(error: Exception) -> tuple[int, str]:
    found = (what for kind, what in _NOT_READY if isinstance(error, kind))
    return (503, what) if (what := next(found, "")) else (500, "unexpected error")


def register(app: Flask) -> None:
    """Attach the table to the application."""

    @app.after_request
    def _trace(response: Response) -> Response:
        """Who is signed in and is refused leaves a line that names the account."""
        if 400 <= response.status_code < 500 and (signed := g.get("signed_in")) is not None:
            told = signed.user_id, request.method, request.endpoint, response.status_code
            _log.info("refused: account %d, %s %s, %d", *told)
        return response

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        if error.code is not None and 300 <= error.code < 400:
            return error.get_response()
        db.session.rollback()
        return page(error.code or 500)

    @app.errorhandler(SecurityError)
    def _unknown_host(error: SecurityError) -> ResponseReturnValue:
        """Under a name that is not ours no address of a page can be made: a line of text, with our own."""
        return f"Situs ini tidak memakai nama itu. Alamatnya: {base_url()}\n", 400, {"Content-Type": "text/plain"}

    @app.errorhandler(NotAllowed)
    def _not_allowed(error: NotAllowed) -> ResponseReturnValue:
        db.session.rollback()
        _log.warning("refused: %s", error)
        return page(404)

    @app.errorhandler(IllegalStep)
    @app.errorhandler(CaseChanged)
    @app.errorhandler(Incomplete)
    def _refused(error: IllegalStep | CaseChanged | Incomplete) -> ResponseReturnValue:
        db.session.rollback()
        if isinstance(error, IllegalStep):
            return page(409, error.why, "Buka lagi perkaranya untuk melihat apa yang masih mungkin.")
        return page(422, str(error)) if isinstance(error, Incomplete) else page(409)

    @app.errorhandler(BrokenFile)
    def _broken_file(error: BrokenFile) -> ResponseReturnValue:
        _log.error("a stored file does not open: %s", error)
        return page(404, message=f"Berkas ini tidak dapat dibuka: {error}.", what_next=_ASK_THE_DESK)

    @app.errorhandler(Exception)
    def _unexpected(error: Exception) -> ResponseReturnValue:
        db.session.rollback()
        reference = secrets.token_hex(4)
        code, what = _judged(error)
        _log.error("%s, reference %s", what, reference, exc_info=error)
        return page(code, reference=reference)
