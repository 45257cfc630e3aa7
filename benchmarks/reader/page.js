// What the measures ask of a page. Lengths are CSS pixels from the top left corner of the document.
// All of it answers at once: where scripts are off, no timer and no promise ever comes.
globalThis.bench = (() => {
  const SEEN = {contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true}
  const rounded = (...numbers) => numbers.map(one => Math.round(one * 100) / 100)
  const placed = ({left, top, right, bottom}) =>
    rounded(left + scrollX, top + scrollY, right + scrollX, bottom + scrollY)
  const box = one => placed(one.getBoundingClientRect())

  // Words for ears alone are cut down to a point.
  const isCut = one => {
    for (; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one)
      if (style.clipPath === "inset(50%)") return true
      if (style.overflow !== "visible" && one.offsetWidth <= 1 && style.display !== "inline") return true
    }
    return false
  }
  const isSeen = one => {
    const {width, height} = one.getBoundingClientRect()
    return one.checkVisibility(SEEN) && width > 0 && height > 0
  }
  const isOnScreen = one => {
    const {top, bottom, left, right} = one.getBoundingClientRect()
    return isSeen(one) && top >= -0.5 && left >= -0.5 &&
      bottom <= innerHeight + 0.5 && right <= document.documentElement.clientWidth + 0.5
  }

  const textNodes = root => {
    const found = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (walker.currentNode.data.trim() && !parent.closest("script, style, template, svg")) found.push(walker.currentNode)
    }
    return found
  }
  const seenTextNodes = root => textNodes(root).filter(({parentElement}) =>
    parentElement.checkVisibility(SEEN) && !isCut(parentElement))
  const linesOf = node => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return [...range.getClientRects()].filter(one => one.width > 0)
  }
  const middle = rect => rect.top + scrollY + rect.height / 2

  const notes = () => [...document.querySelectorAll("#text aside.note")]
  const numberOf = note => document.querySelector(`#text a.noteref[href="#${CSS.escape(note.id)}"]`)
  const passageOf = note => document.querySelector(`#text mark[aria-details="${CSS.escape(note.id)}"]`)

  // The middle of the line on which a note's number stands: that of the last letter before it.
  const lineOf = note => {
    const number = numberOf(note) || passageOf(note)
    if (!number) return null
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT)
    walker.currentNode = number
    while (walker.previousNode()) {
      const {data, parentElement} = walker.currentNode, end = data.trimEnd().length
      if (!end || isCut(parentElement)) continue
      const range = document.createRange()
      range.setStart(walker.currentNode, end - 1)
      range.setEnd(walker.currentNode, end)
      const rects = [...range.getClientRects()]
      if (rects.length) return middle(rects.at(-1))
    }
    return middle(number.getBoundingClientRect())
  }
  // The middle of the line on which a note's own words begin.
  const firstLineOf = note => {
    const words = [...seenTextNodes(note.querySelector(".lead") || note), ...seenTextNodes(note)]
    return words.length && linesOf(words[0]).length ? middle(linesOf(words[0])[0]) : null
  }
  // Sizes of letters, with how many letters have them.
  const sizesOf = note => {
    const sizes = {}
    for (const node of seenTextNodes(note)) {
      const size = parseFloat(getComputedStyle(node.parentElement).fontSize)
      sizes[size] = (sizes[size] || 0) + node.data.trim().length
    }
    return sizes
  }

  const margin = () => {
    const paragraphs = [...document.querySelectorAll("#text .unit > :first-child")].map(box)
    const others = seenTextNodes(document.body)
      .filter(({parentElement}) => !parentElement.closest("aside.note"))
      .flatMap(node => linesOf(node).map(placed))
    for (const one of document.querySelectorAll("img, svg, canvas, video, hr, button")) {
      if (isSeen(one) && !isCut(one) && !one.closest("aside.note")) others.push(box(one))
    }
    return {
      top: Math.min(...paragraphs.map(one => one[1])),
      left: Math.min(...paragraphs.map(one => one[0])),
      right: Math.max(...paragraphs.map(one => one[2])),
      height: document.getElementById("text").getBoundingClientRect().height,
      others,
      notes: notes().map(note => ({
        id: note.id, box: box(note), seen: isSeen(note), line: lineOf(note),
        first: firstLineOf(note), sizes: sizesOf(note),
      })),
    }
  }

  // Whether all words of a note can be seen, but for those of its controls and those for ears.
  const isWhole = id => {
    const note = document.getElementById(id)
    return isSeen(note) && textNodes(note)
      .filter(({parentElement}) => !parentElement.closest("summary, button, .words, .unseen, .back"))
      .every(({parentElement}) => parentElement.checkVisibility(SEEN))
  }
  const wordsOf = note => textNodes(note)
    .filter(({parentElement}) => !parentElement.closest("summary, button, .words, .unseen, .back"))
    .map(node => node.data.trim()).join(" ").replace(/\s+/g, " ")
  // Some words near a note's end that the page has nowhere else.
  const phraseOf = id => {
    const all = document.body.textContent.replace(/\s+/g, " ")
    const nodes = textNodes(document.getElementById(id))
      .filter(({parentElement}) => !parentElement.closest("summary, button, .words, .unseen, .back, a"))
    for (const node of nodes.reverse()) {
      const words = node.data.trim().replace(/\s+/g, " ").split(" ")
      for (let count = 4; count <= words.length; count++) {
        const phrase = words.slice(-count).join(" ")
        if (all.split(phrase).length === 2) return phrase
      }
    }
    return null
  }
  const isPhraseOnScreen = (id, phrase) => {
    for (const node of textNodes(document.getElementById(id))) {
      const at = node.data.replace(/\s/g, " ").indexOf(phrase.split(" ").at(-1))
      if (at < 0 || !node.data.replace(/\s+/g, " ").includes(phrase)) continue
      const shown = node.parentElement.checkVisibility(SEEN)
      return shown && linesOf(node).some(({top, bottom}) => bottom > 0 && top < innerHeight)
    }
    return false
  }

  // A point of a passage at which no passage inside it lies, if there is one, else any of it.
  const pointOf = note => {
    const mark = passageOf(note)
    if (!mark) return null
    const own = textNodes(mark).filter(node => node.parentElement.closest("mark") === mark)
    for (const node of [...own, ...textNodes(mark)]) {
      for (const {left, right, top, bottom} of linesOf(node)) {
        if (right - left > 4) return [Math.min(left + 6, (left + right) / 2), (top + bottom) / 2]
      }
    }
    return null
  }
  const centre = id => {
    const note = document.getElementById(id), found = passageOf(note) || numberOf(note)
    const {top, bottom} = found.getClientRects()[0]
    scrollTo({top: scrollY + (top + bottom) / 2 - innerHeight / 2, behavior: "instant"})
  }
  const active = id => {
    const note = document.getElementById(id), line = lineOf(note), first = firstLineOf(note)
    return {screen: isOnScreen(note), off: line === null || first === null ? null : first - line,
      busy: document.getAnimations().filter(one => one.playState === "running").length,
      box: box(note)}
  }

  return {SEEN, box, isSeen, isCut, isOnScreen, textNodes, seenTextNodes, linesOf, placed, notes, numberOf,
    passageOf, margin, isWhole, wordsOf, phraseOf, isPhraseOnScreen, pointOf, centre, active,
    ids: () => notes().map(note => note.id)}
})()
