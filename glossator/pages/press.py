"""The press: a site and its theme, and how a page is made of them."""

from dataclasses import dataclass

from glossator.model import Explainer, Page, Site
from glossator.pages.head import Head, path_of
from glossator.problems import Problem
from glossator.theme import Theme
from glossator.words import Words, words_for


@dataclass(frozen=True, slots=True)
class Press:
    """What every maker of pages is given."""

    site: Site
    theme: Theme

    def say(self, lang: str = "") -> Words:
        """The words of a language, which is the site's unless said."""
        settings = self.site.settings
        return words_for(lang or settings.lang, settings.words)

    def head(self, title: str, address: str, **more: object) -> Head:
        """The head of the page at `address`, in the site's language unless `more` says."""
        known: dict[str, object] = {"lang": self.site.settings.lang, **more}
        return Head(title, address, base_url=self.site.base_url, **known)  # type: ignore[arg-type]  # Head checks

    def page(
        self, template: str, head: Head, *, of: Explainer | None = None, **values: object
    ) -> Page | Problem:
        """The page at `head.address`, or what is wrong in its template; `of` is its explainer."""
        say = self.say(head.lang)
        given = {"site": self.site, "page": head, "explainer": of, "say": say, **values}
        made = self.theme.render(template, given)
        if isinstance(made, Problem):
            return made
        kind = template.partition(".")[0]
        return Page(path_of(head.address), made.encode(), kind, of.slug if of else "")
