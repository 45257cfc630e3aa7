// Cards of terms and works. A link to one is a link; resting on it with the pointer, the focus of
// the keyboard or a finger shows what the linked page says, taken from that page. From a disk, or
// if the page cannot be had, there is no card, and the link is still a link.
if (location.protocol !== "file:" && "popover" in document.body) {
  const links = "a.term, a[role=doc-biblioref], .see a";
  const pages = {};
  // `aim` is the link that the reader rests on, with its text once that has come; `shown` the link
  // whose card is open, and `trail` the texts that the card has shown, the latest first.
  let aim, shown, trail, timer, watcher, held;

  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    if (card.matches(":focus-within")) shown.focus({preventScroll: true});
    shown.ariaDetailsElements = shown = null;
    card.hidePopover();
    watcher?.destroy();
  };
  const fill = () => {
    const [[title, body], before] = trail;
    back.hidden = !before;
    card.ariaLabel = title.textContent;
    card.replaceChildren(back, title, close, body);
  };
  const turn = () => {
    card.style.minHeight = card.offsetHeight + "px";
    fill();
    trail[0][0].focus();
  };

  // By hand: a card is not to close the reader's menus, nor to be closed as the finger is lifted.
  const card = make("div", {className: "page-card", role: "dialog", popover: "manual"});
  const close = make("button", {ariaLabel: words.close, onclick: hide});
  const back = make("button", {ariaLabel: words.back, onclick() {
    trail.shift();
    turn();
  }});
  document.body.append(card);

  // What an address says: title and text, with links that are right on any page; or nothing.
  const read = async ({href}) => {
    try {
      const [address, id] = href.split("#");
      const page = address === location.href.split("#")[0] ? document : await (
        pages[address] ??= fetch(address).then(answer => answer.text())
          .then(html => new DOMParser().parseFromString(html.replace(/<style.*?<\/style>/gs, ""), "text/html"))
      );
      const entry = id ? page.getElementById(decodeURIComponent(id)) : page.body;
      const {lang} = page.documentElement, {dir} = page;
      const {textContent} = entry.querySelector(".label, h1 dfn"), body = make("div", {lang, dir});
      for (const part of each(".standfirst, .facts, .then, .prose, .see, .work", entry)) {
        body.append(part.cloneNode(true));
      }
      for (const one of each("*", body)) {
        one.removeAttribute("id");
        if (one.matches("script, style, figure, img, svg")) one.remove();
        if (one.matches("[href]")) one.setAttribute("href", new URL(one.getAttribute("href"), address));
      }
      return [make("a", {lang, dir, href, textContent}), body];
    } catch {}
  };

  const show = () => {
    const {link, found, touch, y} = aim;
    if (link === shown) return;
    hide();
    shown = link;
    trail = [found];
    held = touch;
    close.hidden = !touch;
    fill();
    // Under the line that the pointer is on, or above it: once, since then the card goes with the
    // page, and grows only away from the link. Style says which cards are sheets instead.
    const {clientWidth, clientHeight} = root;
    const {top, bottom, left, right} =
      [...link.getClientRects()].find(one => y <= one.bottom) ?? edge(link);
    const below = clientHeight - bottom;
    const start = root.dir === "rtl" ? clientWidth - right : left;
    card.style = `inset-inline-start: clamp(.5rem, ${start}px - 1rem, 100% - 23.5rem);`
      + `max-height: min(24rem, ${Math.max(top, below) - 12}px);`
      + (top < below ? `top: ${bottom + scrollY + 4}px` : `bottom: ${clientHeight - top - scrollY + 4}px`);
    card.showPopover({source: link});
    link.ariaDetailsElements = [card];
    if (touch) found[0].focus();
    // A phone's way back closes it too.
    if (self.CloseWatcher) (watcher = new CloseWatcher()).onclose = hide;
  };

  const on = (names, what) => {
    for (const name of names.split(" ")) addEventListener(name, what, true);
  };
  const of = ({target}) => card.contains(target) ? card : target.closest(links);
  on("pointerdown", event => {
    held = false;
    if (of(event) !== card) hide();
  });
  // What comes under a pointer that rests, as the page scrolls, is not what the reader rests on.
  on("pointermove pointerdown focusin", event => {
    const link = of(event), {type, pointerType, y} = event, touch = pointerType === "touch";
    if (!link || link === aim?.link) return;
    if (link !== card && !(pointerType ? touch === (type === "pointerdown") : link.matches(":focus-visible"))) return;
    clearTimeout(timer);
    if (link === card || link === shown) return;
    const mine = aim = {link, touch, y};
    const coming = read(link).then(found => mine.found = found);
    timer = setTimeout(async () => await coming && mine === aim && show(), touch ? 500 : 250);
  });
  on("pointerout focusout", () => {
    clearTimeout(timer);
    aim = null;
    // What has a button to close it stays until it is closed.
    timer = setTimeout(() => close.hidden
      && ![card, shown].some(one => one?.matches(":hover, :focus-visible, :has(:focus)")) && hide(), 300);
  });
  on("contextmenu", event => {
    if (!aim?.touch || !aim.found) return;
    event.preventDefault();
    show();
  });
  on("keydown", ({key}) => key === "Escape" && hide());
  on("hashchange pagehide", hide);
  // The finger that held is lifted where something else may be by now.
  on("mousedown click", event => {
    if (!held) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  on("click", async event => {
    const link = event.target.closest(links), mine = trail;
    if (of(event) !== card || !link || isBrowsers(event)) return;
    event.preventDefault();
    const found = await read(link);
    if (!found) location = link.href;
    else if (mine === trail) {
      trail.unshift(found);
      turn();
    }
  });
}
