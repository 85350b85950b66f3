"use strict";

// Plan a meeting about a theme: a page for each of the two, worked out in this browser.
{
  const root = kit.one(document, ".kit-planner", HTMLElement);
  const form = kit.one(root, "form", HTMLFormElement);
  const told = kit.one(root, "[data-told]", HTMLElement);
  const acts = kit.one(root, ".kit-plan__do", HTMLElement);
  const sheets = kit.one(root, ".kit-plan__sheets", HTMLElement);
  const theme = kit.one(form, "select", HTMLSelectElement);
  const signs = kit.one(form, "[data-signs]", HTMLElement);
  const questionTemplate = kit.one(root, "template[data-question]", HTMLTemplateElement);
  const SIDES = /** @type {const} */ (["mentor", "partner"]);
  const LISTS = /** @type {const} */ (["before", ...SIDES]);
  const CHOICES = ["who", "area", "sign", "depth", "minutes", "where"];

  /**
   * The ids of the questions that were swapped in, by list; "" where none was.
   * @type {Record<string, string[]>}
   */
  let swapped = {};

  /** @param {string} name */
  const choice = (name) => new FormData(form).get(name)?.toString() ?? "";

  /**
   * Share out the minutes: each part its least, and of the rest in proportion to what it
   * takes beyond that in an hour. Whole minutes that add up (largest remainder).
   * @param {AgendaStep[]} steps
   * @param {number} minutes
   * @returns {number[]}
   */
  function share(steps, minutes) {
    const least = steps.reduce((sum, step) => sum + step.shortest, 0);
    const spare = steps.reduce((sum, step) => sum + step.minutes - step.shortest, 0);
    const exact = steps.map((step) => {
      const part = spare ? (step.minutes - step.shortest) / spare : 1 / steps.length;
      return step.shortest + Math.max(0, minutes - least) * part;
    });
    const whole = exact.map(Math.floor);
    const left = Math.round(exact.reduce((sum, each) => sum + each, 0)) - whole.reduce((sum, each) => sum + each, 0);
    const order = exact.map((each, index) => ({ index, rest: each - whole[index] }));
    order.sort((one, other) => other.rest - one.rest || one.index - other.index);
    for (const { index } of order.slice(0, left)) whole[index] += 1;
    return whole;
  }

  /**
   * The questions of a theme that one side may ask, so deep and no deeper.
   * @param {Playbook} data
   * @param {string} key
   * @param {string} asker
   * @param {number} depth
   */
  const pool = (data, key, asker, depth) =>
    data.questions.filter(
      (each) => each.theme === key && each.askers.includes(asker) && each.depth <= depth,
    );

  /**
   * Choose for each list, every question once: from the shallow to as deep as the two can
   * go, those that need care only where nothing else is left.
   * @param {Playbook} data
   * @param {string} key
   */
  function choose(data, key) {
    const deepest = Number(choice("depth"));
    const minutes = Number(choice("minutes"));
    // In half an hour one question goes ahead and only one side asks; an hour has room
    // for three a side.
    const each = minutes < 45
      ? { before: 1, mentor: 1, partner: 0 }
      : { before: 2, mentor: minutes < 60 ? 2 : 3, partner: minutes < 60 ? 2 : 3 };
    /** @type {Set<string>} */
    const taken = new Set();
    /** @type {Record<string, PlaybookQuestion[]>} */
    const chosen = {};
    for (const list of LISTS) {
      const count = each[list];
      const asker = list === "before" ? "partner" : list;
      const may = pool(data, key, asker, list === "before" ? 1 : deepest);
      chosen[list] = [];
      for (let place = 0; place < count; place += 1) {
        const depth = 1 + Math.floor((place * deepest) / count);
        const own = may.find((one) => one.id === swapped[list]?.[place] && !taken.has(one.id));
        const free = may.filter((one) => !taken.has(one.id));
        free.sort((one, other) =>
          Number(!!one.caution) - Number(!!other.caution)
          || Math.abs(one.depth - depth) - Math.abs(other.depth - depth));
        const next = own ?? free[0];
        if (!next) continue;
        taken.add(next.id);
        chosen[list].push(next);
      }
    }
    return { chosen, taken };
  }

  /**
   * @param {PlaybookQuestion} question
   * @param {(() => void) | undefined} swap  what its button does, if it has one
   */
  function row(question, swap) {
    const item = kit.one(/** @type {DocumentFragment} */ (questionTemplate.content.cloneNode(true)), "li", HTMLLIElement);
    kit.one(item, ".kit-question__text", HTMLElement).textContent = question.text;
    kit.one(item, ".kit-question__more span", HTMLElement).textContent = question.follow_up;
    const caution = kit.one(item, ".kit-question__caution", HTMLElement);
    if (question.caution) kit.one(caution, "span", HTMLElement).textContent = question.caution;
    else caution.remove();
    const button = kit.one(item, "button", HTMLElement);
    if (swap) button.addEventListener("click", swap);
    else button.remove();
    return item;
  }

  /**
   * @param {string} tag
   * @param {string} text
   * @param {string} [kind]
   */
  function element(tag, text, kind = "") {
    const made = document.createElement(tag);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  /**
   * Lead a link to its page; one that the organisation hides has no address.
   * @param {HTMLElement} link
   * @param {{title: string, address: string}} what
   */
  function lead(link, what) {
    link.textContent = what.title;
    if (what.address) link.setAttribute("href", what.address);
  }

  /**
   * @param {Playbook} data
   * @param {string} key
   * @param {typeof SIDES[number]} side
   * @param {Record<string, PlaybookQuestion[]>} chosen
   * @param {(list: string, place: number) => (() => void) | undefined} swap
   */
  function sheet(data, key, side, chosen, swap) {
    const about = data.themes[key];
    const template = kit.one(root, `template[data-side=${side}]`, HTMLTemplateElement);
    const made = kit.one(/** @type {DocumentFragment} */ (template.content.cloneNode(true)), "article", HTMLElement);
    const slot = (/** @type {string} */ name) => kit.one(made, `[data-slot=${name}]`, HTMLElement);
    const minutes = Number(choice("minutes"));
    const video = choice("where") === "video";
    lead(slot("area"), data.areas[about.area]);
    lead(slot("title"), about);
    kit.one(made, ".kit-area", HTMLElement).classList.add(`kit-area--${about.area}`);
    slot("facts").textContent = [...form.querySelectorAll("[name=minutes]:checked, [name=where]:checked")]
      .map((input) => input.parentElement?.textContent?.trim()).join(", ");
    for (const [name, list] of [["before", "before"], ["ask", side]]) {
      slot(name).replaceChildren(
        // What is sent ahead, the one who sends it chooses.
        ...chosen[list].map((question, place) =>
          row(question, side === "mentor" && list === "before" ? undefined : swap(list, place))),
      );
      kit.one(made, `.kit-plan__part:has([data-slot=${name}])`, HTMLElement).hidden = !chosen[list].length;
    }
    slot("brings").replaceChildren(...about[`${side}_brings`].map((line) => element("li", line)));
    let from = 0;
    const lengths = share(data.agenda, minutes);
    slot("agenda").replaceChildren(...data.agenda.flatMap((step, index) => {
      if (!lengths[index]) return [];
      const item = document.createElement("li");
      const until = from + lengths[index];
      item.append(element("span", `${from}–${until}`, "kit-plan__clock"), element("strong", step.title), ` ${step[side]}`);
      if (video && step.remote) item.append(element("em", step.remote));
      from = until;
      return [item];
    }));
    slot("watch").replaceChildren(...about.watch_for.map((id) => {
      const failure = data.failure_modes[id];
      const item = document.createElement("li");
      const link = document.createElement("a");
      lead(link, failure);
      item.append(link, ` ${failure.sign}`);
      return item;
    }));
    slot("test").textContent = about.experiment;
    return made;
  }

  /** @param {Playbook} data */
  function update(data) {
    const area = choice("area");
    kit.one(form, "[data-help]", HTMLElement).hidden = !!theme.value;
    signs.hidden = !area;
    for (const item of kit.all(signs, "li")) item.hidden = item.dataset.area !== area;
    const sign = choice("sign");
    const own = data.themes[sign]?.area === area ? sign : "";
    const key = theme.value || own;
    const state = Object.fromEntries(CHOICES.map((name) => [name, choice(name)]));
    if (theme.value) state.area = state.sign = "";
    acts.hidden = !data.themes[key];
    if (!data.themes[key]) {
      sheets.replaceChildren();
      told.textContent = told.dataset.open ?? "";
      return kit.write({ ...state, theme: "" });
    }
    const { chosen, taken } = choose(data, key);
    /** @type {(list: string, place: number) => (() => void) | undefined} */
    const swap = (list, place) => {
      const asker = list === "before" ? "partner" : list;
      const may = pool(data, key, asker, list === "before" ? 1 : Number(choice("depth")));
      const at = may.findIndex((one) => one.id === chosen[list][place].id);
      const order = [...may.slice(at + 1), ...may.slice(0, at)];
      const next = order.find((one) => !taken.has(one.id));
      return next && (() => {
        swapped = Object.fromEntries(LISTS.map((name) => [name, chosen[name].map(({ id }) => id)]));
        swapped[list][place] = next.id;
        update(data);
        // The question stands anew: the focus goes on with it.
        const own = kit.one(sheets, `[data-side=${asker}]`, HTMLElement);
        const name = list === "before" ? list : "ask";
        kit.all(own, `[data-slot=${name}] button`)[place]?.focus();
      });
    };
    const sides = choice("who") === "partner" ? [...SIDES].reverse() : SIDES;
    sheets.replaceChildren(...sides.map((side) => sheet(data, key, side, chosen, swap)));
    told.textContent = kit.fill(told.dataset.ready, data.themes[key].title);
    const lists = Object.fromEntries(LISTS.map((name) => [name[0], (swapped[name] ?? []).join(" ")]));
    kit.write({ ...state, theme: theme.value, ...lists });
  }

  /** Take over what the address says. */
  function take() {
    const state = kit.read();
    theme.value = state.get("theme") ?? "";
    if (theme.selectedIndex < 0) theme.value = "";
    for (const name of CHOICES) {
      const input = form.querySelector(`[name=${name}][value="${CSS.escape(state.get(name) ?? "")}"]`);
      if (input instanceof HTMLInputElement) input.checked = true;
    }
    swapped = Object.fromEntries(LISTS.map((name) => [name, (state.get(name[0]) ?? "").split(" ").filter(Boolean)]));
  }

  // A script and not a request: pages that are opened from disk may not ask for files.
  const script = document.createElement("script");
  script.src = root.dataset.data ?? "";
  script.addEventListener("load", () => {
    const data = window.playbook;
    if (!data) return;
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.name === "area") {
        for (const radio of kit.all(signs, "input")) if (radio instanceof HTMLInputElement) radio.checked = false;
      }
      if (event.target === theme) swapped = {};
      update(data);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    kit.follow(() => {
      take();
      update(data);
    });
  });
  document.head.append(script);
  kit.one(acts, "[data-print]", HTMLElement).addEventListener("click", () => kit.print("plan"));
  const copy = kit.one(acts, "[data-copy]", HTMLElement);
  copy.addEventListener("click", () => kit.copy(location.href, copy));
}
