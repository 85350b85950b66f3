"use strict";

// What the tools share: the address that holds their state, and small helps.

const kit = {
  /**
   * The state in the address. It stands after "#?", which no browser sends to a server;
   * a form without scripts leaves it after "?".
   * @returns {URLSearchParams}
   */
  read() {
    const hash = location.hash.startsWith("#?") ? location.hash.slice(2) : "";
    return new URLSearchParams(hash || location.search);
  },

  /**
   * Put the state into the address without a new step in the history.
   * @param {Record<string, string>} state  empty values are left out
   */
  write(state) {
    const filled = Object.entries(state).filter(([, value]) => value);
    const told = new URLSearchParams(filled).toString();
    const anchor = location.hash.startsWith("#?") ? "" : location.hash;
    history.replaceState(null, "", location.pathname + (told ? `#?${told}` : anchor));
  },

  /**
   * Take over the state in the address, now and whenever a link within the page sets it.
   * @param {() => void} take
   */
  follow(take) {
    // An anchor within the page says nothing of the state; a bare address says "none".
    addEventListener("hashchange", () => /^(#\?.*)?$/.test(location.hash) && take());
    take();
  },

  /**
   * The element that must be there.
   * @template {HTMLElement} E
   * @param {ParentNode} within
   * @param {string} selector
   * @param {{new (): E}} type
   * @returns {E}
   */
  one(within, selector, type) {
    const found = within.querySelector(selector);
    if (!(found instanceof type)) throw new Error(`no ${selector}`);
    return found;
  },

  /**
   * All elements of a selector, as HTML elements.
   * @param {ParentNode} within
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  all(within, selector) {
    return [...within.querySelectorAll(selector)].filter((each) => each instanceof HTMLElement);
  },

  /**
   * A label of the page with the value put in where it says "#".
   * @param {string | undefined} label
   * @param {string | number} value
   */
  fill(label, value) {
    return (label ?? "").replace("#", () => `${value}`);
  },

  /**
   * Copy text, and say so on the button for a while.
   * @param {string} text
   * @param {HTMLElement} button  with the word for "copied" in `data-done`
   */
  async copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard on an intranet without https: the old way.
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    const word = button.textContent;
    if (word === button.dataset.done) return;
    button.textContent = button.dataset.done ?? word;
    setTimeout(() => (button.textContent = word), 2000);
  },

  /**
   * Print the page with only the named part of it ("" for the whole page).
   * @param {string} part
   */
  print(part) {
    document.documentElement.dataset.print = part;
    addEventListener("afterprint", () => delete document.documentElement.dataset.print, {
      once: true,
    });
    window.print();
  },
};
