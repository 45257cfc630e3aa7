// Aids to reading, none of which is needed to read: which notes are shown, how the page looks, the
// next note, links to paragraphs, and copies of the text without what is said about it.
{
  const button = (name, onclick) => make("button", { className: name, ariaLabel: words[name], title: words[name], onclick });
  const group = (name, inside) => panel.append(make("fieldset", {}, make("legend", {}, words[name]), ...inside));
  const option = (type, name, value, checked, inside, className = "") =>
    make("label", { className }, make("input", { type, name, value, checked }), ...inside);

  // What was chosen. A page from a disk may have no storage.
  const choices = {
    size: ["90 %", "100 %", "120 %", "140 %"],
    type: ["regular", "comfortable"],
    scheme: ["system", "light", "dark"],
    ...(text && { keys: ["on", "off"] }),
  };
  const chosen = { size: "100 %", type: "regular", scheme: "system", keys: "on" };
  const dress = () => {
    Object.assign(root.dataset, chosen);
    root.style.fontSize = `${1.125 * parseInt(chosen.size)}%`;
  };
  try { Object.assign(chosen, JSON.parse(localStorage.glossator)); } catch {}
  dress();

  const panel = make("dialog", { className: "panel", popover: "auto", ariaLabel: words.reading });
  const settings = button("reading");
  const said = make("output");
  const aids = make("aside", { className: "aids", ariaLabel: words.reading }, settings, panel, said);
  document.querySelector("main").before(aids);
  settings.popoverTargetElement = panel;
  panel.onchange = ({ target: { name, value } }) => {
    if (!chosen[name]) return show();
    chosen[name] = value;
    try { localStorage.glossator = JSON.stringify(chosen); } catch {}
    dress();
  };

  // Kinds and layers: boxes hold what is shown, and the address says it.
  let lines = [];
  const filters = { kinds: one => one.className.match(/kind-(\S+)/)?.[1], layers: one => one.dataset.layer };
  const show = () => {
    const address = new URL(location), asked = address.searchParams;
    const off = each(".panel [type=checkbox]:not(:checked)");
    for (const name in filters) asked.delete(name);
    for (const { name } of off) {
      asked.set(name, each(`.panel [name=${name}]:checked`).map(one => one.value).join() || "none");
    }
    address.search = String(asked).replaceAll("%2C", ",");
    try { history.replaceState(null, "", address); } catch {}
    // On the other pages of a long work as well.
    for (const one of each(".turn a, .contents a")) one.search = address.search;
    for (const note of each("#text .note")) {
      const isOff = off.some(one => one.value === filters[one.name](note));
      each(`#text .${nameOf(note)}`).forEach(one => one.classList.toggle("off", isOff));
    }
    for (const summary of each(".notes > summary")) {
      const count = summary.dataset.all ??= summary.dataset.count;
      const all = each(".note", summary.parentElement), on = all.filter(one => !one.matches(".off"));
      summary.ariaLabel = summary.dataset.count = on[all.length - 1] ? count : `${on.length} / ${count}`;
    }
  };
  const boxes = more => each(`.panel [type=checkbox]${more}`);
  const choose = wanted => {
    boxes("").forEach(one => (one.checked = wanted.includes(one)));
    show();
  };
  const showAll = () => choose(boxes(""));
  const showText = () => choose(boxes("[name=layers]:checked"));
  let before;

  if (text) {
    const asked = new URLSearchParams(location.search);
    for (const name in filters) {
      const options = each(".legend li").filter(filters[name]).map(one => {
        const value = filters[name](one);
        return option("checkbox", name, value, asked.get(name)?.split(",").includes(value) ?? true,
          one.cloneNode(true).childNodes, one.className);
      });
      if (options[0]) group(name, options);
    }
    if (each("[name=kinds]")[0]) {
      panel.prepend(button("all_notes", showAll), button("text_alone", showText));
      show();
    }

    // The next note: from the one that is looked at, or from the top of the screen.
    const top = one => edge(one).top;
    const isInSight = note => note && [note, numberOf(note)].some(
      one => top(one) + one.offsetHeight > 0 && top(one) < innerHeight);
    const go = step => {
      const shown = each("#text .note:not(.off)");
      const index = isInSight(active) ? shown.indexOf(active) + step
        : shown.filter(one => top(numberOf(one)) < 0).length - (step < 0);
      const note = shown[index];
      if (!note) return;
      note.closest(".notes").open = true;
      const isBeside = isWide.matches && notes.includes(note);
      numberOf(note).scrollIntoView({ block: isBeside ? "center" : "nearest" });
      note.tabIndex = -1;
      note.focus({ preventScroll: isBeside });
      activate(note);
    };
    settings.before(button("previous_note", () => go(-1)), button("next_note", () => go(1)));

    // Links to what is pointed at, outside of the words of the text. Where nothing may be copied, as
    // on a page that is not served safely, the address bar has the link.
    const copy = async ({ id }) => {
      const { href } = new URL(`#${id}`, location);
      try { await navigator.clipboard.writeText(href); } catch { return void (location = href); }
      said.value = words.link_copied;
      setTimeout(() => (said.value = ""), 2e3);
    };
    let host;
    const link = button("copy_link", () => copy(host));
    const offer = ({ target }) => {
      const found = target.closest(".note, .unit [id]:not(mark, .note *)");
      if (!found || found === host || link.matches(":focus-visible")) return;
      host = found;
      const place = host.closest(".note, .unit");
      place.append(link);
      link.style.top = place === host ? "" : `${host.offsetTop}px`;
    };
    text.addEventListener("pointerover", offer);
    text.addEventListener("focusin", offer);

    // A selection that begins in the text leaves out what is said about it.
    addEventListener("pointerdown", ({ target }) =>
      root.classList.toggle("selecting", !!target.closest(".unit > :not(.notes)")));
    // What cannot be selected still leaves its empty lines in what is copied.
    addEventListener("copy", event => {
      const copied = getSelection();
      if (!root.matches(".selecting") || !copied.getRangeAt(0).cloneContents().querySelector(".notes")) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", String(copied).replace(/\n{3,}/g, "\n\n"));
    });

    // Contents, and where in them the reader is.
    const sections = each("#text > [aria-labelledby]");
    if (sections[1]) group("contents", sections.map(one => {
      const { id, textContent } = one.querySelector("h1, h2, h3, h4, h5, h6");
      const made = make("a", { href: `#${id}`, onclick: () => panel.hidePopover() }, textContent);
      new IntersectionObserver(([{ isIntersecting }]) => (made.ariaCurrent = isIntersecting || null),
        { rootMargin: "-30% 0px -70%" }).observe(one);
      return made;
    }));

    const keys = {
      j: ["next_note", () => go(1)],
      k: ["previous_note", () => go(-1)],
      t: ["text_alone", () => {
        if (!boxes("[name=kinds]:checked")[0]) return before ? choose(before) : showAll();
        before = boxes(":checked");
        showText();
      }],
      c: ["copy_link", () => copy(isInSight(active) ? active : each("#text .unit > [id]").findLast(one => top(one) < innerHeight * .1) ?? text)],
      "?": ["keys", () => {
        panel.showPopover();
        panel.scrollTop = 1e4;
      }],
      Esc: ["close"],
    };
    lines = Object.keys(keys).map(key => make("p", {}, make("kbd", {}, key), words[keys[key][0]]));
    addEventListener("keydown", event => {
      const does = keys[event.key]?.[1];
      if (!does || chosen.keys === "off" || isBrowsers(event)
        || event.target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      does();
    });
  }
  for (const name in choices) {
    group(name, choices[name].map(value => option("radio", name, value, value === chosen[name], [words[value] ?? value])));
  }
  panel.append(...lines);
}
