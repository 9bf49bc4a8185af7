"""init, check, index: from nothing to something that can be served."""

import sys
from pathlib import Path

import click

from jobboard.commands.context import AS_JSON, Context, pass_context, say, show, speaks
from jobboard.demo import demo_faults, load_demo
from jobboard.feedback import forget_texts
from jobboard.pack import ERROR, check_pack, find_pack
from jobboard.store import create_store


@click.command()
@click.option("--no-demo", is_flag=True, help="Remove the demo postings, and load none.")
@pass_context
@speaks
def init(context: Context, no_demo: bool) -> None:
    """Create the store or bring it up to date, and load the region's demo postings."""
    store = create_store(context.settings.database_url)
    say(f"Store {store.database.address} is ready (region: {context.pack.name('en')}).")
    counts = store.counts()
    if no_demo:
        say(f"{store.remove_demo(now=context.now)} demo postings removed.")
    elif not any(posting.is_live(context.today) for posting in store.of_source("demo", live_only=True)):
        put = load_demo(
            context.pack.path,
            store,
            today=context.today,
            now=context.now,
            gazetteer=context.gazetteer,
            classify=context.classify,
        )
        say(f"{len(put.stored) + len(put.updated)} demo postings loaded. `jobboard init --no-demo` removes them.")
    else:
        say(f"{counts['demo']} demo postings are there already.")
    store.close()


@click.command()
@click.argument("pack", required=False, type=click.Path(file_okay=False, path_type=Path))
@AS_JSON
@pass_context
@speaks
def check(context: Context, pack: Path | None, as_json: bool) -> None:
    """Check a region pack: every fault with file and line. Exit status 1 if one of them is an error."""
    from assistant.article import article_faults
    from assistant.tablefaults import cited_by_tables, table_faults
    from jobboard.pack import read_pack
    from scrapers.adapters import adapter_names

    folder = pack or find_pack(context.settings.region)
    today = context.now.date()
    faults = check_pack(folder, adapter_names(), today)
    known, _ = read_pack(folder)
    if known is not None:
        faults += article_faults(folder, known.contacts, today, cited_by_tables(folder))
        faults += table_faults(folder, known.contacts, today)
        faults += demo_faults(folder, today)
    errors = sum(fault.severity == ERROR for fault in faults)
    if as_json:
        for fault in faults:
            show({"file": fault.file, "line": fault.line, "severity": fault.severity, "message": fault.message})
    else:
        for fault in faults:
            click.echo(f"{folder}/{fault}")
    say(f"{folder}: {errors} errors, {len(faults) - errors} warnings.")
    sys.exit(1 if errors else 0)


@click.command()
@AS_JSON
@pass_context
@speaks
def index(context: Context, as_json: bool) -> None:
    """Build the index anew from the store; readers switch to it at once when it is whole."""
    from index import build_engine
    from jobboard.linking import link_new

    started = context.now
    link_new(context.store, today=context.today, now=started)
    context.store.forget_contacts(context.today, actor="index", now=started)
    forget_texts(context.store, context.today)
    manifest = build_engine(context.settings, context.store, context.today)
    seconds = round((context.now - started).total_seconds(), 3)
    if as_json:
        show(
            {
                "generation": manifest.number,
                "documents": manifest.documents,
                "model": manifest.model_id,
                "seconds": seconds,
            }
        )
    else:
        say(f"Generation {manifest.number} with {manifest.documents} postings built in {seconds} s.")
