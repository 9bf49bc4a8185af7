"""unanswered: what people asked the assistant in vain, and which answers helped."""

import click

from jobboard.commands.context import AS_JSON, Context, pass_context, say, show, speaks
from jobboard.feedback import list_unanswered, list_votes


@click.command()
@click.option("--votes", is_flag=True, help="Instead: which answers helped, and which did not.")
@AS_JSON
@pass_context
@speaks
def unanswered(context: Context, votes: bool, as_json: bool) -> None:
    """Topics of the questions that people passed on because the assistant could not answer them.

    A topic is the nearest article's id. A question's text is shown for 7 days and then deleted; its topic stays counted.
    """
    if votes:
        counts = list_votes(context.store)
        for count in counts:
            line = f"{count.helpful:4} helpful {count.unhelpful:4} not  {count.kind}  {count.article or '-'}"
            show(count.to_dict()) if as_json else click.echo(line)
        if not counts:
            say("Nobody voted yet.")
        return
    topics = list_unanswered(context.store, context.today)
    for topic in topics:
        lines = [f"{topic.number:4}  {topic.topic or '-'}  ({topic.first} to {topic.last})"]
        lines += [f"      {text}" for text in topic.texts]
        show(topic.to_dict()) if as_json else click.echo("\n".join(lines))
    if not topics:
        say("No question was passed on.")
