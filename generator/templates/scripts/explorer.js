"use strict";

// Filter the questions of the page; the address holds what is chosen.
{
  const root = kit.one(document, ".kit-explorer", HTMLElement);
  const form = kit.one(root, "form", HTMLFormElement);
  const find = kit.one(form, "[name=find]", HTMLInputElement);
  const told = kit.one(root, "[data-found]", HTMLElement);
  const help = kit.one(root, "[data-help]", HTMLElement);
  const clear = kit.one(root, "[data-clear]", HTMLElement);
  const boxes = kit.all(form, "[type=checkbox]").filter((box) => box instanceof HTMLInputElement);
  const FACETS = ["asker", "depth", "theme", "purpose"];

  /** The words of a text without case and accents. */
  const plain = (/** @type {string} */ text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'");

  /** @type {Map<string, string[]>} the purposes that each theme serves */
  const served = new Map();
  for (const box of boxes) {
    for (const theme of box.dataset.themes?.split(" ") ?? []) {
      served.set(theme, [...(served.get(theme) ?? []), box.value]);
    }
  }

  const groups = kit.all(root, ".kit-group").map((group) => ({
    group,
    entries: kit.all(group, ".kit-question").map((item) => {
      const { asker = "", depth = "" } = item.dataset;
      const theme = group.dataset.theme ?? "";
      const words = kit.all(item, ".kit-question__text, .kit-question__more > span");
      return {
        item,
        words: plain(words.map((each) => each.textContent).join(" ")),
        /** @type {Record<string, string[]>} */
        values: {
          asker: asker.split(" "),
          depth: [depth],
          theme: [theme],
          purpose: served.get(theme) ?? [],
        },
      };
    }),
  }));

  /** Show what fits, and on each filter how many would be there with it. */
  function update() {
    const wanted = plain(find.value).split(/\s+/).filter(Boolean);
    const chosen = FACETS.map((name) => {
      const values = boxes.filter((box) => box.name === name && box.checked);
      return { name, values: new Set(values.map((box) => box.value)) };
    });
    /** @type {Map<string, number>} */
    const counts = new Map();
    let found = 0;
    for (const { group, entries } of groups) {
      let here = 0;
      for (const { item, words, values } of entries) {
        const said = wanted.every((word) => words.includes(word));
        const missed = chosen.filter(
          (facet) => facet.values.size && !values[facet.name].some((each) => facet.values.has(each)),
        );
        const fits = said && !missed.length;
        // A value counts what it would show, whatever else of its facet is chosen.
        for (const { name } of said ? chosen : []) {
          if (missed.some((facet) => facet.name !== name)) continue;
          for (const value of values[name]) {
            counts.set(`${name} ${value}`, (counts.get(`${name} ${value}`) ?? 0) + 1);
          }
        }
        item.hidden = !fits;
        here += Number(fits);
      }
      group.hidden = !here;
      found += here;
    }
    for (const box of boxes) {
      const count = counts.get(`${box.name} ${box.value}`) ?? 0;
      const label = kit.one(/** @type {Element} */ (box.closest("li")), "label", HTMLElement);
      kit.one(label, "[data-count]", HTMLElement).textContent = `${count}`;
      label.classList.toggle("kit-facet--none", !count);
    }
    const { one, many, none } = told.dataset;
    told.textContent = found === 1 ? one ?? "" : found ? kit.fill(many, found) : none ?? "";
    const state = Object.fromEntries(chosen.map(({ name, values }) => [name, [...values].join(" ")]));
    help.hidden = found > 0;
    clear.hidden = !find.value && chosen.every(({ values }) => !values.size);
    return { find: find.value.trim(), ...state };
  }

  /** Take over what the address says. */
  function take() {
    const state = kit.read();
    find.value = state.get("find") ?? "";
    for (const box of boxes) {
      box.checked = (state.get(box.name) ?? "").split(" ").includes(box.value);
    }
    update();
  }

  form.addEventListener("input", () => kit.write(update()));
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    find.value = "";
    for (const box of boxes) box.checked = false;
    kit.write(update());
    find.focus();
  });
  // On a narrow screen the filters are behind a button; on a wide one they stand open.
  const open = kit.one(form, "[aria-expanded]", HTMLElement);
  open.addEventListener("click", () => {
    const shown = form.classList.toggle("kit-filter--open");
    open.setAttribute("aria-expanded", `${shown}`);
  });
  kit.follow(take);
}
