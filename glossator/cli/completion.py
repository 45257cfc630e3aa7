"""`completion`: what makes a shell complete commands, options and the codes of problems."""

import click
from click.shell_completion import get_completion_class

from glossator.cli.options import ending

SHELLS = ("bash", "zsh", "fish")

_WHERE = """\b
Where it belongs:
  bash (4.4 or newer), in ~/.bashrc:
      eval "$(glossator completion bash)"
  zsh, in ~/.zshrc, below compinit:
      eval "$(glossator completion zsh)"
  fish, once:
      glossator completion fish > ~/.config/fish/completions/glossator.fish
Then open a new shell.

"""


@click.command(
    epilog=_WHERE
    + ending(
        "glossator completion bash",
        "glossator completion zsh",
        codes={0: "the script is printed", 2: "the shell is none of these"},
    )
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print a script for completion.

    With it, SHELL completes commands, options and the codes of problems as you type. It is for
    glossator, the installed command; not for python3 build.py.
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"there is no completion for {shell}")
    group = context.find_root().command
    print(found(group, {}, "glossator", "_GLOSSATOR_COMPLETE").source())
    return 0
