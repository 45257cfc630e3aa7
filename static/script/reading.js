// Aids to reading, none of which is needed to read: which notes are shown, how the page looks, the
// next note, links to paragraphs, and copies of the text without what is said about it.
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);
{
  const make = (name, values, ...inside) => {
    const made = Object.assign(document.createElement(name), values);
    made.append(...inside);
    return made;
  };
  const button = (className, ariaLabel, onclick) => make("button", { className, ariaLabel, title: ariaLabel, onclick });
  const option = (type, name, value, checked, ...inside) =>
    make("label", {}, make("input", { type, name, value, checked }), ...inside);
  const group = (legend, ...inside) => panel.append(make("fieldset", {}, make("legend", {}, legend), ...inside));
  const inputs = (name, more = "") => [...panel.querySelectorAll(`[name=${name}]${more}`)];

  // What was chosen. A page from a disk may have no storage.
  const chosen = { size: 100, type: "regular", scheme: "system", keys: true };
  try { Object.assign(chosen, JSON.parse(localStorage.glossator)); } catch {}
  const dress = () => {
    root.dataset.type = chosen.type;
    root.dataset.scheme = chosen.scheme;
    root.style.setProperty("--size", chosen.size / 100);
  };
  dress();

  const filters = ["kinds", "layers"];
  const panel = make("div", { className: "panel", popover: "auto", role: "dialog", ariaLabel: words.reading });
  const said = make("output", { className: "said" });
  const settings = button("settings", words.reading);
  settings.popoverTargetElement = panel;
  const aids = make("aside", { className: "aids", ariaLabel: words.reading }, settings, panel, said);
  let show;
  panel.onchange = ({ target: { name, value, type, checked } }) => {
    if (name in chosen) {
      chosen[name] = type === "radio" ? value : checked;
      try { localStorage.glossator = JSON.stringify(chosen); } catch {}
      dress();
    } else show(name === "notes" && value);
  };

  if (text) {
    const all = [...text.querySelectorAll(".note")];
    const count = make("output");
    const top = element => element.getBoundingClientRect().top;
    const isInSight = element => top(element) >= 0 && top(element) < innerHeight;

    // Kinds and layers: the boxes hold what is shown, and the address says it.
    const asked = new URL(location).searchParams;
    const boxes = (name, valueOf) => [...document.querySelectorAll(`.legend${name === "layers" ? ".layers" : ":not(.layers)"} li`)].map(one => {
      const value = valueOf(one);
      const box = option("checkbox", name, value, asked.get(name)?.split(",").includes(value) ?? true, ...one.cloneNode(true).childNodes);
      box.className = one.className;
      return box;
    });
    // Also all of them, or none.
    show = which => {
      if (which) inputs(which === "none" ? "kinds" : "kinds").forEach(one => (one.checked = which === "all"));
      const address = new URL(location);
      const off = ["x"];
      for (const name of filters) {
        const others = inputs(name, ":not(:checked)");
        if (others.length) address.searchParams.set(name, inputs(name, ":checked").map(one => one.value).join() || "none");
        else address.searchParams.delete(name);
        off.push(...others.map(({ value }) => name === "kinds" ? `.kind-${value}` : `[data-layer="${value}"]`));
      }
      address.search = address.search.replaceAll("%2C", ",");
      try { history.replaceState(history.state, "", address); } catch {}
      for (const note of all) {
        const isOff = note.matches(off.join());
        text.querySelectorAll(`.${nameOf(note)}`).forEach(one => one.classList.toggle("off", isOff));
        if (isOff && note === active) activate(null);
      }
      for (const summary of text.querySelectorAll(".notes > summary")) {
        const [on, sum] = [".note:not(.off)", ".note"].map(one => summary.parentElement.querySelectorAll(one).length);
        const { dataset } = summary;
        dataset.all ??= dataset.count;
        summary.ariaLabel = dataset.count = on < sum ? `${on} / ${dataset.all}` : dataset.all;
      }
      const on = inputs("kinds", ":checked").length;
      for (const one of inputs("notes")) one.checked = on === (one.value === "all" ? inputs("kinds").length : 0);
    };
    // Whoever follows a link to a note wants to see it.
    const reveal = () => {
      const aimed = text.querySelector(".note.off:target");
      if (!aimed) return;
      filters.flatMap(name => inputs(name)).forEach(one => (one.checked = true));
      show();
      aimed.scrollIntoView();
    };
    if (all.length) {
      group(words.kinds, option("radio", "notes", "all", false, words.all_notes), option("radio", "notes", "none", false, words.text_alone),
        ...boxes("kinds", one => one.className.slice(5)));
      const layers = boxes("layers", one => one.dataset.layer);
      if (layers.length) group(words.layers, ...layers);
      show();
      reveal();
      addEventListener("hashchange", reveal);
    }

    // The next note: from the one that is looked at, or from what is on the screen.
    const go = step => {
      const shown = all.filter(note => !note.matches(".off"));
      const tops = shown.map(note => top(numberOf(note)));
      const at = shown.indexOf(active);
      const index = at >= 0 && isInSight(numberOf(active)) ? at + step
        : step > 0 ? tops.findIndex(one => one >= 0) : tops.findLastIndex(one => one < innerHeight);
      const note = shown[index];
      if (!note) return;
      note.closest(".notes").open = true;
      activate(note);
      count.value = `${index + 1} / ${shown.length}`;
      const begin = isWide.matches && notes.includes(note) ? tops[index] : top(note);
      const end = begin + note.offsetHeight - innerHeight * .85;
      const above = innerHeight * .2;
      if (tops[index] < above / 2 || end > 0) scrollBy(0, Math.max(tops[index] - above, Math.min(end, begin - above)));
      return note;
    };
    const look = step => {
      const note = go(step);
      if (!note) return;
      note.tabIndex = -1;
      note.focus({ preventScroll: true });
    };
    settings.before(button("before", words.previous_note, () => go(-1)), count, button("after", words.next_note, () => go(1)));

    // Links to what is pointed at, outside of the words of the text.
    const copy = async ({ id }) => {
      const address = new URL(`#${id}`, location).href;
      try { await navigator.clipboard.writeText(address); } catch {
        document.addEventListener("copy", event => {
          event.clipboardData.setData("text/plain", address);
          event.preventDefault();
        }, { once: true });
        document.execCommand("copy");
      }
      said.value = words.link_copied;
      setTimeout(() => (said.value = ""), 2000);
    };
    const link = button("link", words.copy_link, () => copy(link.host));
    const offer = ({ target }) => {
      const host = target.closest(".note, .unit [id]:not(mark, .note *)");
      if (!host || link.matches(":focus-visible")) return;
      link.host = host;
      const isNote = host.matches(".note");
      (isNote ? host : host.closest(".unit")).append(link);
      link.style.top = isNote ? "" : `${host.offsetTop}px`;
    };
    text.addEventListener("pointerover", offer);
    text.addEventListener("focusin", offer);

    // A selection that begins in the text leaves out what is said about it.
    const begin = ({ target }) => {
      const element = target.closest ? target : target.parentElement;
      root.classList.toggle("selecting", Boolean(element?.closest(".unit > :not(.notes)")));
    };
    addEventListener("pointerdown", begin);
    addEventListener("selectstart", begin);

    // Contents, and where in them the reader is.
    const sections = [...text.querySelectorAll("section[aria-labelledby]")];
    if (sections.length > 1) {
      const links = new Map(sections.map(one => {
        const { tagName, id, textContent } = one.querySelector("h1, h2, h3, h4, h5, h6");
        return [one, make("a", { className: tagName, href: `#${id}`, onclick: () => panel.hidePopover() }, textContent)];
      }));
      panel.append(make("nav", { ariaLabel: words.contents }, make("h2", {}, words.contents), ...links.values()));
      const line = new IntersectionObserver(seen => {
        for (const { target, isIntersecting } of seen) links.get(target).ariaCurrent = isIntersecting || null;
      }, { rootMargin: "-30% 0px -70%" });
      sections.forEach(one => line.observe(one));
    }

    // Keys.
    const keys = {
      j: [words.key_next, () => look(1)],
      k: [words.key_previous, () => look(-1)],
      t: [words.key_text, () => all.length && show(inputs("kinds", ":checked").length ? "none" : "all")],
      c: [words.key_copy, () => copy(active && isInSight(numberOf(active)) ? active
        : [...text.querySelectorAll(".unit > [id]")].findLast(one => top(one) < innerHeight * .3) ?? text)],
      "?": [words.key_keys, () => list.showModal()],
      Esc: [words.key_close],
    };
    const list = make("dialog", { ariaLabel: words.keys },
      make("h2", {}, words.keys),
      make("dl", {}, ...Object.entries(keys).flatMap(([key, [does]]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)])),
      make("button", { onclick: () => list.close() }, words.close));
    group(words.keys, option("checkbox", "keys", "", chosen.keys, "j k t c ?"),
      make("button", { onclick: keys["?"][1] }, words.all_keys));
    aids.append(list);
    addEventListener("keydown", event => {
      const isOther = event.ctrlKey || event.altKey || event.metaKey || !chosen.keys;
      const does = keys[event.key]?.[1];
      if (!does || isOther || event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
      event.preventDefault();
      does();
    });
  }
  const radios = (legend, name, labels) => group(legend,
    ...Object.entries(labels).map(([value, label]) => option("radio", name, value, value == chosen[name], label)));
  radios(words.text_size, "size", { 90: "90 %", 100: "100 %", 120: "120 %", 140: "140 %" });
  radios(words.type, "type", { regular: words.regular, comfortable: words.comfortable });
  radios(words.light_and_dark, "scheme", { system: words.as_system, light: words.light, dark: words.dark });
  document.querySelector("main").before(aids);
}
