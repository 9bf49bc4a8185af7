"""import, parse, reports: how postings come in by hand, and what people say of them."""

import sys
from pathlib import Path

import click
from pydantic import ValidationError

from jobboard.commands.context import AS_JSON, Context, fail, pass_context, say, show, speaks
from jobboard.commands.posting_json import one_line
from jobboard.csvimport import ImportReport, missing_from, read_csv, source_of, store_rows
from jobboard.errors import UnreadableFile
from jobboard.normalise import normalise
from jobboard.posting import JobPosting
from jobboard.reports import REASONS, list_reports, settle

_SHOWN_FAULTS = 50


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--employer", required=True, help="The employer whose postings these are.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option(
    "--snapshot",
    is_flag=True,
    help="The file is everything the employer offers: withdraw what it does not name, after asking.",
)
@click.option("--yes", is_flag=True, help="Withdraw without asking.")
@AS_JSON
@pass_context
@speaks
def import_(
    context: Context, file: Path, employer: str, dry_run: bool, snapshot: bool, yes: bool, as_json: bool
) -> None:
    """Import an employer's table (CSV): good rows are kept, every problem is named by row, column and remedy."""
    if not employer.strip():
        raise click.UsageError("--employer must not be empty.")
    known = context.pack.employer_of(employer)
    name = known.name if known else employer.strip()
    try:
        data = file.read_bytes()
    except OSError as error:
        fail(f"Error: {file}: {error.strerror}.")
    try:
        read = read_csv(
            data,
            name=file.name,
            employer=name,
            today=context.today,
            gazetteer=context.gazetteer,
            classify=context.classify,
        )
    except UnreadableFile as error:
        if as_json:
            show(
                {
                    "file": error.file,
                    "employer": name,
                    "error": {"code": error.code, "message": error.message, "remedy": error.remedy},
                }
            )
        raise
    missing: list[JobPosting] = []
    if snapshot:
        if read.rejected:
            say(
                f"{read.rejected} rows were rejected, so the file cannot be taken as everything on offer: nothing is withdrawn."
            )
        else:
            missing = missing_from(context.store, source_of(name), read.rows)
    if missing and not dry_run and not yes:
        say(f"{len(missing)} postings are not in the file:")
        for posting in missing[:20]:
            say(f"  {posting.source_ref}  {posting.title}")
        if not click.confirm("Withdraw them?", default=False, err=True):
            missing = []
    report = store_rows(
        context.store, read, name, actor=f"import {file.name}", now=context.now, withdraw=missing, dry_run=dry_run
    )
    _print_report(context, report, as_json)
    sys.exit(1 if read.rejected and not read.rows else 0)


def _print_report(context: Context, report: ImportReport, as_json: bool) -> None:
    if as_json:
        show(report.to_dict(context.texts))
        return
    faults = report.file.faults
    for fault in faults[:_SHOWN_FAULTS]:
        click.echo(f"{report.file.name}, {fault.line(context.texts)}")
    if len(faults) > _SHOWN_FAULTS:
        click.echo(f"... and {len(faults) - _SHOWN_FAULTS} more; --json lists them all.")
    done = "would be" if report.dry_run else "were"
    say(
        f"{report.file.read} rows read ({report.file.encoding}): {len(report.stored)} {done} stored, {len(report.updated)} updated, "
        f"{len(report.unchanged)} unchanged, {report.file.rejected} rejected; {len(report.withdrawn)} postings {done} withdrawn."
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--url", required=True, help="The address the answer came from.")
@click.option("--adapter", help="The adapter; found by itself if not named.")
@AS_JSON
@pass_context
@speaks
def parse(context: Context, file: Path, url: str, adapter: str | None, as_json: bool) -> None:
    """Read a saved answer of a career site: one JSON object a posting."""
    from scrapers.adapters import parse_file

    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    name, drafts, notes = parse_file(data, url, adapter)
    for note in notes:
        say(f"Note: {note}")
    read = 0
    for draft in drafts:
        try:
            posting = normalise(draft, f"parse:{name}", classify=context.classify)
        except ValidationError as error:
            say(f"Note: left out {draft.source_ref or draft.title!r}: {error.errors()[0]['msg']}")
            continue
        read += 1
        if as_json:
            show({"adapter": name, **posting.to_dict()})
        else:
            click.echo(one_line(posting, context.texts))
    say(f"{read} postings read by the adapter {name}.")


@click.command()
@click.option("--settle", "settled", type=int, help="Mark the report with this number as dealt with.")
@click.option("--all", "everything", is_flag=True, help="Settled reports too.")
@AS_JSON
@pass_context
@speaks
def reports(context: Context, settled: int | None, everything: bool, as_json: bool) -> None:
    """Ads that people reported."""
    if settled is not None and not settle(context.store, settled):
        fail(f"Error: there is no report {settled}.")
    for report in list_reports(context.store, open_only=not everything):
        if as_json:
            show(report.to_dict())
        else:
            state = " (settled)" if report.settled else ""
            click.echo(
                f"{report.number}  {report.at:%Y-%m-%d}  {report.employer}: {report.title}  [{report.posting_id}]{state}"
            )
            click.echo(f"    {context.texts(REASONS[report.reason])}. {report.text}")
