// Notes beside the text, where the sum of their distances from the lines of their numbers is least
// that keeps their order and lets none stand on another; and the note that is looked at, on its line.
// Method: isotonic regression in the absolute norm by pooling adjacent violators (Ayer, Brunk, Ewing,
// Reid and Silverman 1955; with medians, Robertson and Waltman 1968). What is regressed is each line
// less the heights of all notes above its note: these differences must not fall.

const text = document.getElementById("text");
const notes = each("details.notes > .note");
const isWide = matchMedia("(min-width: 1000px)");
const isPlaceable = CSS.supports("anchor-scope: --a");
let active = null;

const nameOf = element => element.className.match(/ (n\d+)/)?.[1];
// Of what a reader does not want to see, no passage leads anywhere.
const noteOf = element => notes.find(note => note.matches(`.${nameOf(element)}:not(.off)`));
const numberOf = note => text.querySelector(`.noteref.${nameOf(note)}`);

const settled = wanted => {
  const blocks = [];
  for (const value of wanted) {
    let block = { values: [value], at: value };
    while (blocks.length && blocks.at(-1).at > block.at) {
      const values = [...blocks.pop().values, ...block.values].sort((a, b) => a - b);
      block = { values, at: values[values.length - 1 >> 1] };
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
  if (!isPlaceable || !shown.length) return;
  if (!isWide.matches) return notes.forEach(({ style }) => (style.top = style.translate = ""));
  const origin = edge(text).top;
  const gap = parseFloat(getComputedStyle(shown[0]).marginBottom);
  for (const note of shown) note.from ??= edge(note).top - origin;
  let sum = 0;
  const sums = shown.map(note => (sum += edge(note).height + gap) - edge(note).height - gap);
  const wanted = shown.map((note, index) => edge(numberOf(note)).top - origin - sums[index]);
  let found = settled(wanted).map(value => Math.max(value, 0));
  const own = shown.indexOf(active);
  if (own >= 0) { // the others make room, on each side as near to their lines as they can be
    const line = wanted[own];
    const { left, right } = edge(shown[0]);
    const above = each(".site-head, .page-head, .key").map(edge)
      .filter(one => one.left < right && one.right > left).map(one => one.bottom);
    found = [
      ...settled(wanted.slice(0, own)).map(value => Math.min(value, line)),
      line,
      ...settled(wanted.slice(own + 1)).map(value => Math.max(value, line)),
    ].map(value => Math.max(value, Math.max(...above) + gap - origin));
  }
  shown.forEach((note, index) => {
    note.style.top = `${note.from}px`;
    note.style.translate = `0 ${found[index] + sums[index] - note.from}px`;
  });
};

const activate = note => {
  if (note === active) return;
  each(".active").forEach(one => one.classList.remove("active"));
  if (note) each(`#text .${nameOf(note)}`).forEach(one => one.classList.add("active"));
  active = note;
  place();
};

// Beside the text its line is where a note comes to.
const toLine = note => isWide.matches && numberOf(note).scrollIntoView({ block: "center" });

// All of a note, wherever it is folded. Beside the text, what was unfolded so before is folded again,
// but for the notes of the same place: else those above would push this one off its line.
let unfolded = [];
const unfold = (note, here = [note]) => {
  if (isWide.matches) for (const one of unfolded) if (!here.includes(one.parentElement)) one.open = false;
  unfolded = unfolded.filter(one => one.open);
  activate(note);
  note.closest(".notes").open = true;
  for (const one of each(":scope > details:not([open])", note)) {
    one.open = true;
    unfolded.push(one);
  }
};

if (notes.length) {
  root.classList.add("scripted");
  place();
  const observer = new ResizeObserver(() => requestAnimationFrame(place));
  [text, ...notes].forEach(one => observer.observe(one));
  setTimeout(() => root.classList.add("placed"), 99);

  const follow = () => {
    const note = notes.find(one => one.id === decodeURIComponent(location.hash.slice(1)));
    if (!note) return;
    unfold(note);
    toLine(note);
  };
  addEventListener("hashchange", follow);
  follow();

  let waiting, clicked;
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
  // A passage is as good as its number. Where several lie over each other, the first click leads to
  // the note that is lit up, each further one to the next. The keyboard follows the number's link.
  text.addEventListener("click", event => {
    const link = event.target.closest("a, summary");
    if ((link && !link.matches(".noteref")) || !event.detail || isBrowsers(event) || !getSelection().isCollapsed) return;
    const here = [];
    for (let one = event.target; one !== text; one = one.parentElement) {
      const note = one.matches("mark, .noteref") && noteOf(one);
      if (note) here.push(note);
    }
    if (!here[0]) return;
    event.preventDefault();
    clearTimeout(waiting);
    const at = here.indexOf(active);
    const note = clicked = here[at < 0 ? 0 : (at + (clicked === active)) % here.length];
    for (const one of here) one.closest(".notes").open = true;
    unfold(note, here);
    // On a narrow screen the way back leads to the passage.
    if (isWide.matches) history.replaceState(null, "", `#${note.id}`);
    else location.hash = note.id;
  });
}
