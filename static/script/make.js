// What scripts bring into a page: the style of it, and a way to make it.
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);
const make = (name, values, ...inside) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...inside);
  return made;
};
const each = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const root = document.documentElement;
// With such a key a press or a letter is the browser's.
const isBrowsers = ({ ctrlKey, metaKey, altKey, shiftKey, key }) =>
  ctrlKey || metaKey || altKey || (shiftKey && !key);
const edge = element => element.getBoundingClientRect();
