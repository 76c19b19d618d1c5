"""U6, `/dik`: the list of exempt information (daftar informasi yang dikecualikan), every row that ever stood in it."""

from flask import render_template

from pid_tracker.law.exemptions import articles_of
from pid_tracker.services.answer import exempt_listing
from pid_tracker.web import context
from pid_tracker.web.public import bp
from pid_tracker.web.public.kept import kept


@bp.get("/dik")
@kept
def exempt_list() -> str:
    """What the body has declared exempt: on what ground, until when, by which decree; ended rows stay."""
    body = context.home_body()
    rows = exempt_listing.exempt_list([body], context.now())
    return render_template(
        "public/exempt_list.html",
        body=body,
        rows=[(row.entry, articles_of(row.entry.articles), row.state) for row in rows],
        in_force=sum(row.state == "berlaku" for row in rows),
    )
