// Notes beside the text, where the sum of their distances from the lines of their numbers is least
// that keeps their order and lets none stand on another; and the note that is looked at, on its line.
// Method: isotonic regression in the absolute norm by pooling adjacent violators (Ayer, Brunk, Ewing,
// Reid and Silverman 1955; with medians, Robertson and Waltman 1968). What is regressed is each line
// less the heights of all notes above its note: these differences must not fall.

const text = document.getElementById("text");
const notes = [...document.querySelectorAll("details.notes > .note")];
const numbers = notes.map(note => document.querySelector(`.noteref[href="#${CSS.escape(note.id)}"]`));
const isWide = matchMedia("(min-width: 1000px)");
let active = null;

const median = values => {
  const middle = values.length >> 1;
  return values.length % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
};

const settled = wanted => {
  const blocks = [];
  for (const value of wanted) {
    let block = { values: [value], at: value };
    while (blocks.length && blocks.at(-1).at > block.at) {
      const values = [...blocks.pop().values, ...block.values].sort((a, b) => a - b);
      block = { values, at: median(values) };
    }
    blocks.push(block);
  }
  return blocks.flatMap(block => block.values.map(() => block.at));
};

// Style has put each note somewhere (`top`), without a script as well. That is kept, and notes are
// moved from there: a changed `top` would count as a shift of the layout, and an anchor that moves
// would take along whatever hangs on it.
let tops;
const place = () => {
  if (!isWide.matches || !notes.length) return;
  const origin = text.getBoundingClientRect().top;
  const gap = parseFloat(getComputedStyle(notes[0]).marginBottom);
  const heights = notes.map(note => note.offsetHeight + gap);
  const lines = numbers.map(number => number.getBoundingClientRect().top - origin);
  tops ??= notes.map(note => note.getBoundingClientRect().top - origin);
  let sum = 0;
  const sums = heights.map(height => (sum += height) - height);
  const wanted = lines.map((line, index) => line - sums[index]);
  let found = settled(wanted).map(value => Math.max(value, 0));
  const index = notes.indexOf(active);
  if (index >= 0) { // the others make room, on each side as near to their lines as they can be
    const own = wanted[index];
    const above = document.querySelector(".key")?.getBoundingClientRect().bottom ?? origin;
    found = [
      ...settled(wanted.slice(0, index)).map(value => Math.min(value, own)),
      own,
      ...settled(wanted.slice(index + 1)).map(value => Math.max(value, own)),
    ].map(value => Math.max(value, above + gap - origin));
  }
  notes.forEach((note, other) => {
    note.style.top = `${tops[other]}px`;
    note.style.translate = `0 ${found[other] + sums[other] - tops[other]}px`;
  });
};

const activate = note => {
  if (note === active) return;
  document.querySelectorAll(".active").forEach(one => one.classList.remove("active"));
  active = note;
  if (note) document.querySelectorAll(`.${nameOf(note)}`).forEach(one => one.classList.add("active"));
  place();
};
const nameOf = element => [...element.classList].find(name => /^n\d+$/.test(name));
const noteOf = element => element && notes.find(note => note.classList.contains(nameOf(element)));

if (text && CSS.supports("anchor-scope: --a")) {
  document.documentElement.classList.add("placed");
  place();
  const observer = new ResizeObserver(() => requestAnimationFrame(place));
  [text, ...notes].forEach(one => observer.observe(one));
  let waiting;
  text.addEventListener("pointerover", event => {
    clearTimeout(waiting);
    const passage = event.target.closest("mark, .noteref");
    if (passage) waiting = setTimeout(() => activate(noteOf(passage)), 60);
  });
  text.addEventListener("focusin", event => {
    const passage = event.target.closest(".noteref, .note");
    if (passage && event.target.matches(":focus-visible")) activate(noteOf(passage));
  });
  const follow = () => {
    const note = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (notes.includes(note)) activate(note);
  };
  addEventListener("hashchange", follow);
  follow();
}
