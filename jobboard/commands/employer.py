"""employer: the codes with which employers upload their own postings."""

import click

from jobboard.commands.context import AS_JSON, Context, fail, pass_context, say, show, speaks
from jobboard.invites import DAYS, invite, list_invites, withdraw_invites


@click.group()
def employer() -> None:
    """Codes for employers' own uploads."""


@employer.command("invite")
@click.argument("name")
@click.option(
    "--days", type=click.IntRange(1, 3650), default=DAYS, show_default=True, help="How long the code is valid."
)
@AS_JSON
@pass_context
@speaks
def invite_(context: Context, name: str, days: int, as_json: bool) -> None:
    """Make a code with which an employer uploads its postings. It is shown once; only its hash is kept."""
    if not name.strip():
        raise click.UsageError("NAME must not be empty.")
    known = context.pack.employer_of(name)
    employer_name = known.name if known else name.strip()
    code = invite(context.store, employer_name, now=context.now, days=days)
    if as_json:
        show({"employer": employer_name, "code": code, "days": days})
        return
    click.echo(code)
    say(f"Code for {employer_name}, valid for {days} days. Hand it over on a safe way; it cannot be shown again.")


@employer.command("list")
@AS_JSON
@pass_context
@speaks
def list_(context: Context, as_json: bool) -> None:
    """All codes ever made, without the codes themselves."""
    for found in list_invites(context.store):
        state = "withdrawn" if found.withdrawn else "expired" if found.expires <= context.now else "valid"
        if as_json:
            show(
                {
                    "number": found.number,
                    "employer": found.employer,
                    "expires": found.expires.isoformat(),
                    "state": state,
                }
            )
        else:
            click.echo(f"{found.number}  {found.employer}  {state} until {found.expires:%Y-%m-%d}")


@employer.command("withdraw")
@click.argument("name")
@pass_context
@speaks
def withdraw(context: Context, name: str) -> None:
    """Make every code of an employer invalid."""
    known = context.pack.employer_of(name)
    count = withdraw_invites(context.store, known.name if known else name.strip())
    if not count:
        fail(f"Error: {name!r} has no valid code. `jobboard employer list` shows all.")
    say(f"{count} codes withdrawn.")
