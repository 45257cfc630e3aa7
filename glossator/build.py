"""The line of functions from files to pages, and nothing else. The disk is only read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from glossator import check, link, proof, read
from glossator import pages as printing
from glossator.model import Page, Settings, Site
from glossator.problems import Problem, in_order
from glossator.project import Project
from glossator.theme import theme


@dataclass(frozen=True, slots=True)
class Tables:
    """What a site may lengthen: how sources are read, what is checked, which pages are made."""

    readers: Mapping[str, read.Reader]
    checks: Sequence[check.Check]
    pages: Sequence[printing.Maker]


TABLES = Tables(read.READERS, check.CHECKS, printing.PAGES)


@dataclass(frozen=True, slots=True)
class Built:
    """Every file of a site; and what was wrong, by file and line."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    base_url: str = ""
    site: Site | None = None
    """What they were made of; None without settings."""

    @property
    def has_errors(self) -> bool:
        """Whether nothing may be written."""
        return any(problem.is_error for problem in self.problems)


def build(
    project: Project,
    *,
    with_drafts: bool = False,
    base_url: str = "",
    environment: Mapping[str, str] | None = None,
    tables: Tables = TABLES,
    done: Callable[[str], object] = str,
) -> Built:
    """`project`'s site, made in memory, and all that is wrong with it at once.

    `done` is told the name of each stage at its end.
    """
    manuscript, problems = read.manuscript(project, with_drafts=with_drafts, readers=tables.readers)
    done("read")
    if manuscript is None:
        return Built((), in_order(problems))
    manuscript = replace(manuscript, settings=_known(manuscript.settings, environment or {}))
    address = address_of(base_url, environment or {}, manuscript.settings)
    site, more = link.site(manuscript, address)
    done("link")
    problems = [*problems, *more, *check.problems(site, tables.checks)]
    done("check")
    dress = theme(project, site.settings, site.languages)
    made, wrong = printing.pages(site, dress, tables.pages)
    problems += [*dress.problems, *wrong]
    done("make pages")
    if not any(problem.is_error for problem in problems):
        problems += proof.problems(site, made)
        done("prove")
    return Built(made, in_order(problems), address, site)


def _known(settings: Settings, environment: Mapping[str, str]) -> Settings:
    """`settings` with the repository that GitHub's workflow runs in, unless they name one."""
    name = environment.get("GITHUB_REPOSITORY", "")
    if settings.repository or environment.get("GITHUB_PAGES") != "true" or not name:
        return settings
    server = environment.get("GITHUB_SERVER_URL", "https://github.com")
    return replace(settings, repository=f"{server}/{name}")


def address_of(flag: str, environment: Mapping[str, str], settings: Settings) -> str:
    """The site's whole address, with a slash at its end.

    What was said on the command line; else what GitHub's configure-pages action leaves in the
    environment; else what the settings say; else a local one.
    """
    hosted = ""
    owner, _, name = environment.get("GITHUB_REPOSITORY", "").partition("/")
    if environment.get("GITHUB_PAGES") == "true" and name:
        host = f"{owner.lower()}.github.io"
        hosted = f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
    if hosted and settings.cname:
        hosted = ""
    domain = f"https://{settings.cname}/" if settings.cname else ""
    found = flag or hosted or settings.base_url or domain or check.LOCAL
    return found if found.endswith("/") else f"{found}/"
