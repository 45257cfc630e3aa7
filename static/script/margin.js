// Notes beside the text, where the sum of their distances from the lines of their numbers is least
// that keeps their order and lets none stand on another; and the note that is looked at, on its line.
// Method: isotonic regression in the absolute norm by pooling adjacent violators (Ayer, Brunk, Ewing,
// Reid and Silverman 1955; with medians, Robertson and Waltman 1968). What is regressed is each line
// less the heights of all notes above its note: these differences must not fall.

const root = document.documentElement;
const text = document.getElementById("text");
const notes = [...document.querySelectorAll("details.notes > .note")];
const isWide = matchMedia("(min-width: 1000px)");
const tops = new Map();
let active = null;

const nameOf = element => [...element.classList].find(name => /^n\d+$/.test(name));
const noteOf = element => notes.find(note => note.classList.contains(nameOf(element)));
const numberOf = note => text.querySelector(`.noteref.${nameOf(note)}`);

const settled = wanted => {
  const blocks = [];
  for (const value of wanted) {
    let block = { values: [value], at: value };
    while (blocks.length && blocks.at(-1).at > block.at) {
      const values = [...blocks.pop().values, ...block.values].sort((a, b) => a - b);
      const half = values.length / 2;
      block = { values, at: (values[Math.ceil(half) - 1] + values[Math.floor(half)]) / 2 };
    }
    blocks.push(block);
  }
  return blocks.flatMap(block => block.values.map(() => block.at));
};

// Style has put each note somewhere (`top`), without a script as well. That is kept, and notes are
// moved from there: a changed `top` would count as a shift of the layout, and an anchor that moves
// would take along whatever hangs on it.
const place = () => {
  const shown = notes.filter(note => note.offsetHeight);
  if (!root.classList.contains("placing") || !shown.length) return;
  if (!isWide.matches) return notes.forEach(note => (note.style.translate = ""));
  const edge = element => element.getBoundingClientRect();
  const origin = edge(text).top;
  const gap = parseFloat(getComputedStyle(shown[0]).marginBottom);
  for (const note of shown) if (!tops.has(note)) tops.set(note, edge(note).top - origin);
  let sum = 0;
  const sums = shown.map(note => (sum += edge(note).height + gap) - edge(note).height - gap);
  const wanted = shown.map((note, index) => edge(numberOf(note)).top - origin - sums[index]);
  let found = settled(wanted).map(value => Math.max(value, 0));
  const own = shown.indexOf(active);
  if (own >= 0) { // the others make room, on each side as near to their lines as they can be
    const line = wanted[own];
    const { left, right } = edge(shown[0]);
    const above = [...document.querySelectorAll(".site-head, .page-head, .key")].map(edge)
      .filter(one => one.left < right && one.right > left).map(one => one.bottom);
    found = [
      ...settled(wanted.slice(0, own)).map(value => Math.min(value, line)),
      line,
      ...settled(wanted.slice(own + 1)).map(value => Math.max(value, line)),
    ].map(value => Math.max(value, Math.max(...above) + gap - origin));
  }
  shown.forEach((note, index) => {
    note.style.top = `${tops.get(note)}px`;
    note.style.translate = `0 ${found[index] + sums[index] - tops.get(note)}px`;
  });
};

const activate = note => {
  if (note === active) return;
  text.querySelectorAll(".active").forEach(one => one.classList.remove("active"));
  if (note) text.querySelectorAll(`.${nameOf(note)}`).forEach(one => one.classList.add("active"));
  active = note;
  place();
};

// All of a note, wherever it is folded.
const unfold = note => {
  activate(note);
  note.closest(".notes").open = true;
  note.querySelectorAll(":scope > details").forEach(one => (one.open = true));
};

if (notes.length) {
  root.classList.add("scripted");
  root.classList.toggle("placing", CSS.supports("anchor-scope: --a"));
  place();
  const observer = new ResizeObserver(() => requestAnimationFrame(place));
  [text, ...notes].forEach(one => observer.observe(one));
  requestAnimationFrame(() => requestAnimationFrame(() => root.classList.add("placed")));

  const follow = () => {
    const note = notes.find(one => one.id === decodeURIComponent(location.hash.slice(1)));
    if (note) unfold(note);
  };
  addEventListener("hashchange", follow);
  follow();

  let waiting;
  text.addEventListener("pointerover", event => {
    clearTimeout(waiting);
    const passage = event.target.closest("mark, .noteref");
    const note = passage && noteOf(passage);
    if (note) waiting = setTimeout(activate, 60, note); // not what is only passed over
  });
  text.addEventListener("focusin", event => {
    const passage = event.target.closest(".noteref, .note");
    const note = passage && noteOf(passage);
    if (note && event.target.matches(":focus-visible")) activate(note);
  });
  addEventListener("keydown", event => {
    if (event.key === "Escape") activate(null);
  });
  // A passage is as good as its number; where several lie over each other, each click leads to the
  // next one. The keyboard follows the number's link as it is.
  text.addEventListener("click", event => {
    const link = event.target.closest("a, summary");
    const isNumber = link?.matches(".noteref");
    const isOther = event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey;
    if ((link && !isNumber) || isOther || !getSelection().isCollapsed) return;
    const found = [];
    for (let one = event.target; one !== text; one = one.parentElement) {
      if (one.matches("mark, .noteref")) found.push(noteOf(one));
    }
    const here = found.filter(Boolean);
    if (!here.length) return;
    event.preventDefault();
    const note = here[(here.indexOf(active) + 1) % here.length];
    for (const one of here) one.closest(".notes").open = true;
    unfold(note);
    if (!isWide.matches) location.hash = note.id;
  });
}
