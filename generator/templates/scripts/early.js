"use strict";

// Runs before the theme's own script, so it is small and not deferred.
{
  // Parts that need scripts are laid out from the first paint on.
  document.documentElement.classList.replace("no-js", "js");

  // Where a browser may keep nothing for a site, the mere name of a storage throws, and
  // the theme's script would stop there. What stands in keeps as long as the page does.
  for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    try {
      window[name].getItem("");
    } catch {
      /** @type {Map<string, string>} */
      const kept = new Map();
      const value = {
        getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
        setItem: (/** @type {string} */ key, /** @type {string} */ text) => kept.set(key, text),
        removeItem: (/** @type {string} */ key) => kept.delete(key),
      };
      Object.defineProperty(window, name, { value });
    }
  }

  // Faces that every page begins with. From disk a browser would refuse to preload them.
  if (location.protocol.startsWith("http")) {
    for (const face of document.querySelectorAll("meta[name=kit-preload]")) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "font", crossOrigin: "anonymous" });
      link.href = face.getAttribute("content") ?? "";
      document.head.append(link);
    }
  }

  // The theme fetches its whole search index with every page, more than all the rest
  // together. Hold it back until somebody searches.
  const index = /\/search(_index)?\.json$/;
  const searched = new Promise((resolve) => {
    const begin = (/** @type {Event} */ event) => {
      const target = event.target;
      if (target instanceof Element && target.closest("[data-md-component=search]")) {
        resolve(undefined);
      }
    };
    for (const type of ["focusin", "pointerdown"]) {
      document.addEventListener(type, begin, true);
    }
    // A link from the results asks for its words to be marked on the page.
    if (new URLSearchParams(location.search).has("h")) resolve(undefined);
  });
  const open = XMLHttpRequest.prototype.open;
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.open = function (
    /** @type {string} */ method,
    /** @type {string | URL} */ url,
    /** @type {any[]} */ ...rest
  ) {
    if (index.test(`${url}`)) {
      this.send = (body) => void searched.then(() => send.call(this, body));
    }
    return open.apply(this, /** @type {any} */ ([method, url, ...rest]));
  };
  const fetched = window.fetch;
  window.fetch = (request, options) => {
    const url = request instanceof Request ? request.url : `${request}`;
    const wait = index.test(url) ? searched : Promise.resolve();
    return wait.then(() => fetched(request, options));
  };

  // The theme acts on single letters (n, p, f, s) wherever the focus is. Who speaks to
  // their computer or brushes a key would be led astray (WCAG 2.1.4), so they are off.
  window.addEventListener(
    "keydown",
    (event) => {
      const typing = event.target instanceof Element
        && event.target.closest("input, textarea, select, [contenteditable]");
      const letter = event.key.length === 1 && event.key !== " ";
      if (letter && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.stopPropagation();
      }
    },
    true,
  );
}
