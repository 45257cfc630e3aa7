// Cards of terms and works. A link to one is a link; resting on it with the pointer, the keyboard's
// focus or a finger shows what the linked page says, taken from that page. Without a server, or
// if the page cannot be had, there is no card, and the link is still a link.
if (location.protocol !== "file:" && HTMLElement.prototype.showPopover) {
  const links = "a.term, a[role=doc-biblioref], .see a";
  const pages = new Map(), root = document.documentElement;
  const make = (parent, name, kind, words) => {
    const made = document.createElement(name);
    made.className = kind;
    made.textContent = words;
    return parent.appendChild(made);
  };
  const card = make(document.body, "div", "page-card", "");
  const bar = make(card, "p", "bar", ""), back = make(bar, "button", "back", words.back);
  const close = make(bar, "button", "close", "");
  close.ariaLabel = words.close;
  card.role = "dialog";
  // By hand: a card that closes the reader's menus, or itself as the finger is lifted, is no help.
  card.popover = "manual";
  // `aim` is the link that the reader rests on, and its text when that has come; `shown` the link
  // of the card that is open, `trail` the texts it has shown; `over` what the pointer is over.
  let aim, shown, trail, over, timer, held, watcher;

  const page = address => {
    if (address === location.href.split("#")[0]) return document;
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then(async answer =>
        new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html")
      ).catch(() => pages.delete(address)));
    }
    return pages.get(address);
  };

  // The text of a card, with addresses that are right on any page, or nothing.
  const text = async ({href}) => {
    const [address, fragment] = href.split("#");
    const from = await page(address);
    const entry = fragment ? from.getElementById?.(decodeURIComponent(fragment)) : from.body;
    const name = entry?.querySelector(".label, h1 dfn");
    if (!name) return;
    const made = document.createElement("div");
    made.className = "text";
    made.lang = from.documentElement.lang;
    made.dir = from.documentElement.dir;
    make(make(made, "p", "title", ""), "a", "", name.textContent).href = href;
    for (const part of entry.querySelectorAll(".standfirst, .facts, .then, .prose, .see, .work")) {
      made.append(document.importNode(part, true));
    }
    for (const one of made.querySelectorAll("script, style, iframe, figure, img, svg")) one.remove();
    for (const one of made.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of made.querySelectorAll("a[href]")) {
      one.href = new URL(one.getAttribute("href"), address);
    }
    return made;
  };

  const fill = () => {
    const now = trail.at(-1);
    back.hidden = !trail[1];
    bar.hidden = back.hidden && close.hidden;
    card.ariaLabel = now.firstChild.textContent;
    card.replaceChildren(bar, now);
  };
  const focus = () => trail.at(-1).querySelector("a").focus({preventScroll: true});

  const hide = () => {
    clearTimeout(timer);
    aim = null;
    if (!shown) return;
    if (card.contains(document.activeElement)) shown.focus({preventScroll: true});
    shown.ariaDetailsElements = null;
    shown = null;
    card.hidePopover();
    watcher?.destroy();
  };

  const show = () => {
    const {link, found, touch, y} = aim;
    hide();
    shown = link;
    trail = [found];
    held = touch;
    close.hidden = !touch;
    fill();
    const sheet = touch && matchMedia("(max-width: 40rem)").matches;
    card.className = `page-card${sheet ? " sheet" : ""}`;
    card.style.cssText = "";
    card.showPopover({source: link});
    link.ariaDetailsElements = [card];
    // The way back of a phone closes it as well.
    if (self.CloseWatcher) (watcher = new CloseWatcher()).onclose = hide;
    if (!sheet) {
      // Under the line that the pointer is on, or above it where there is more room: once, and
      // with the page it scrolls. It may grow later, but only away from the link.
      const boxes = [...link.getClientRects()], {clientWidth, clientHeight} = root;
      const box = boxes.find(one => y >= one.top && y <= one.bottom) ?? link.getBoundingClientRect();
      const room = clientHeight - box.bottom - 12, above = box.top - 12;
      const under = card.offsetHeight <= room || room >= above;
      const start = root.dir === "rtl" ? box.right - card.offsetWidth : box.left;
      const left = Math.max(8, Math.min(start, clientWidth - card.offsetWidth - 8)) + scrollX;
      card.style.inset = under ? `${box.bottom + scrollY + 4}px auto auto ${left}px`
        : `auto auto ${clientHeight - box.top - scrollY + 4}px ${left}px`;
      card.style.maxHeight = `min(${under ? room : above}px, 26rem)`;
    }
    if (touch) focus();
  };

  const want = (link, wait, {clientY, pointerType}) => {
    clearTimeout(timer);
    const mine = aim = {link, y: clientY, touch: pointerType === "touch"};
    const coming = text(link).then(found => mine.found = found);
    timer = setTimeout(async () => await coming && mine === aim && show(), wait);
  };
  const leave = () => {
    clearTimeout(timer);
    aim = null;
    timer = setTimeout(() => {
      const stays = card.matches(":hover, :focus-within") || shown?.matches(":hover, :focus-visible");
      if (!stays && !held) hide();
    }, 300);
  };
  const enter = (thing, wait, event) => {
    if (thing === card || thing === shown) clearTimeout(timer);
    else want(thing, wait, event);
  };
  const of = ({target}) => card.contains(target) ? card : target.closest?.(links);

  const on = (name, what) => document.addEventListener(name, what);
  on("pointerover", event => {
    const thing = of(event);
    if (event.pointerType === "touch" || thing === over) return;
    over = thing;
    if (thing) enter(thing, 250, event);
    else leave();
  });
  root.addEventListener("pointerleave", () => { over = null; leave(); });
  on("focusin", event => {
    const thing = of(event);
    if (thing?.matches(":focus-visible, :focus-within")) enter(thing, 250, event);
  });
  on("focusout", leave);
  on("pointerdown", event => {
    const thing = of(event);
    if (thing === card) return;
    hide();
    held = false;
    if (thing && event.pointerType === "touch") want(thing, 500, event);
  });
  for (const end of ["pointerup", "pointercancel"]) on(end, () => { if (aim?.touch && !shown) aim = null; });
  on("contextmenu", event => {
    if (!aim?.touch || !aim.found) return;
    event.preventDefault();
    if (!shown) show();
  });
  on("keydown", event => {
    if (event.key !== "Escape" || !shown) return;
    event.preventDefault();
    hide();
  });
  on("click", async event => {
    const thing = of(event);
    if (thing !== card) {
      if (thing && held) event.preventDefault();
      held = false;
      return;
    }
    const link = event.target.closest(links);
    if (event.target === close) return hide();
    if (event.target === back) trail.pop();
    else if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    else {
      event.preventDefault();
      const found = await text(link);
      if (!found) return location.assign(link.href);
      trail.push(found);
    }
    card.style.minHeight = `${card.offsetHeight}px`;
    fill();
    focus();
  });
  addEventListener("pagehide", hide);
}
