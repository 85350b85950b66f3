"use strict";

// Keep questions in this browser: a button beside each, and the list on the page of all
// questions, to be put in order, printed and copied.
{
  const source = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
  // Two playbooks on one host have a list each.
  const KEY = `kit-list:${new URL("../../", source).pathname}`;
  const items = new Map(
    kit.all(document, ".kit-question[data-id]").map((item) => [item.dataset.id ?? "", item]),
  );
  const list = document.querySelector(".kit-shortlist");
  const go = document.querySelector(".kit-list-go a");

  /** @returns {string[]} the ids that are kept, in the reader's order */
  function kept() {
    try {
      const ids = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
    } catch {
      return []; // storage is forbidden, or somebody else wrote there
    }
  }

  /** @param {string[]} ids */
  function keep(ids) {
    try {
      localStorage.setItem(KEY, JSON.stringify(ids));
    } catch {
      // It lasts as long as the page.
    }
    show(ids);
  }

  /** @param {Element} item */
  const textOf = (item) => item.querySelector(".kit-question__text")?.textContent ?? "";

  /** @param {string[]} ids */
  function show(ids) {
    for (const [id, item] of items) {
      item.querySelector(".kit-keep")?.setAttribute("aria-pressed", `${ids.includes(id)}`);
    }
    if (go instanceof HTMLElement) {
      go.textContent = kit.fill(go.dataset.many, ids.length);
      go.parentElement?.toggleAttribute("hidden", !ids.length);
    }
    if (list) showList(list, ids.filter((id) => items.has(id)));
  }

  /**
   * @param {Element} within
   * @param {string[]} ids
   */
  function showList(within, ids) {
    const rows = kit.one(within, ".kit-shortlist__kept", HTMLOListElement);
    const row = (/** @type {string} */ id) => {
      const item = /** @type {HTMLElement} */ (items.get(id)).cloneNode(true);
      if (!(item instanceof HTMLElement)) throw new Error("no item");
      item.removeAttribute("id");
      item.hidden = false;
      item.querySelector(".kit-keep")?.remove();
      const buttons = document.createElement("p");
      buttons.className = "kit-shortlist__move";
      for (const [act, sign] of [["up", "↑"], ["down", "↓"], ["drop", "×"]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.act = act;
        button.textContent = sign;
        button.setAttribute("aria-label", kit.fill(rows.dataset[act], textOf(item)));
        buttons.append(button);
      }
      const made = document.createElement("li");
      made.dataset.id = id;
      made.append(item, buttons);
      return made;
    };
    rows.replaceChildren(...ids.map(row));
    kit.one(within, ".kit-shortlist__none", HTMLElement).hidden = ids.length > 0;
    kit.one(within, ".kit-shortlist__do", HTMLElement).hidden = !ids.length;
  }

  for (const [id, item] of items) {
    const button = item.querySelector(".kit-keep");
    button?.setAttribute("aria-label", kit.fill(button.getAttribute("data-label") ?? "", textOf(item)));
    button?.addEventListener("click", () => {
      const ids = kept();
      keep(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
    });
  }

  list?.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!(button instanceof HTMLElement)) return;
    const ids = kept();
    const act = button.dataset.act;
    if (act) {
      const id = button.closest("li")?.dataset.id ?? "";
      const shown = ids.filter((each) => items.has(each));
      const at = shown.indexOf(id);
      const to = Math.max(0, Math.min(shown.length - 1, act === "up" ? at - 1 : at + 1));
      shown.splice(at, 1);
      if (act !== "drop") shown.splice(to, 0, id);
      keep(shown);
      const row = list.querySelector(`li[data-id="${id}"]`) ?? list.querySelector("li");
      const next = row?.querySelector(`[data-act=${act}]`) ?? list;
      if (next instanceof HTMLElement) next.focus();
    } else if ("print" in button.dataset) {
      kit.print("list");
    } else if ("empty" in button.dataset) {
      keep([]);
      if (list instanceof HTMLElement) list.focus();
    } else if ("copy" in button.dataset) {
      const told = ids.flatMap((id) => {
        const item = items.get(id);
        if (!item) return [];
        const more = kit.all(item, ".kit-question__more, .kit-question__caution");
        const said = more.map((line) => {
          // On the page a colon follows by way of the styles.
          const name = line.querySelector("strong")?.textContent ?? "";
          return `   ${line.textContent?.trim().replace(name, () => `${name}:`)}`;
        });
        return [[textOf(item), ...said].join("\n")];
      });
      kit.copy(told.map((text, index) => `${index + 1}. ${text}`).join("\n\n"), button);
    }
  });

  // Going to the list must not take the filters out of the address.
  if (list instanceof HTMLElement) {
    go?.addEventListener("click", (event) => {
      event.preventDefault();
      list.focus();
    });
  }

  // Another tab of the same playbook.
  addEventListener("storage", (event) => event.key === KEY && show(kept()));
  show(kept());
}
