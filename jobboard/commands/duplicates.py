"""duplicates: which postings are one and the same ad."""

from itertools import islice

import click

from jobboard.commands.context import AS_JSON, Context, pass_context, say, show, speaks


@click.command()
@click.option("--limit", default=20, show_default=True, help="How many groups are printed; --json prints all.")
@AS_JSON
@pass_context
@speaks
def duplicates(context: Context, limit: int, as_json: bool) -> None:
    """Compare all live postings with one another, and link those that are one ad: each group, its leader first.

    New and changed postings are compared whenever they come in; this compares everything anew.
    """
    from jobboard.linking import link_all

    done = link_all(context.store, today=context.today, now=context.now)
    if as_json:
        for group in done.groups:
            others = [{"id": other.id, "kind": other.kind, "reason": other.reason} for other in group.others]
            show({"leader": group.leader, "others": others})
        return
    for group in islice(done.groups, limit):
        reasons = {other.id: f"{other.kind}: {other.reason}" for other in group.others}
        postings = context.store.get_many([group.leader, *reasons])
        for each in (group.leader, *reasons):
            posting = postings[each]
            mark = "  = " if each in reasons else ""
            why = f"  ({reasons[each]})" if each in reasons else ""
            click.echo(f"{mark}{each}  {posting.title} · {posting.employer} · {posting.source}{why}")
    say(
        f"{done.compared} postings compared: {len(done.groups)} ads stand in several places, "
        f"{sum(len(group.others) for group in done.groups)} postings are shown by another; {done.changed} links changed."
    )
