"use strict";

// Tick what is said in the corridor; the purposes that answer it come first.
{
  const root = kit.one(document, ".kit-matchmaker", HTMLElement);
  const told = kit.one(root, "[data-told]", HTMLElement);
  const first = kit.one(root, "[data-first]", HTMLElement);
  const matches = kit.all(root, ".kit-match");

  const symptoms = kit.all(root, ".kit-symptoms > li").map((item) => {
    const box = kit.one(item, "input", HTMLInputElement);
    const said = kit.one(item, ".kit-symptoms__text", HTMLElement).textContent?.trim() ?? "";
    const look = kit.one(item, "[data-look]", HTMLElement).textContent ?? "";
    return { box, said, look, purposes: (item.dataset.purposes ?? "").split(" ").filter(Boolean) };
  });

  /** @param {string[]} lines */
  const rows = (lines) =>
    lines.map((line) => Object.assign(document.createElement("li"), { textContent: line }));

  function update() {
    const ticked = symptoms.filter(({ box }) => box.checked);
    const ranked = matches.map((match, order) => {
      const purpose = match.dataset.purpose ?? "";
      const said = ticked.filter(({ purposes }) => purposes.includes(purpose));
      // The likeliest purpose of a sentence counts twice.
      const score = said.reduce((sum, each) => sum + (each.purposes[0] === purpose ? 2 : 1), 0);
      const why = kit.one(match, ".kit-match__why", HTMLElement);
      why.hidden = !said.length;
      kit.one(why, "ul", HTMLElement).replaceChildren(...rows(said.map((each) => each.said)));
      match.hidden = ticked.some(({ purposes }) => purposes.length) && !score;
      match.classList.toggle("kit-match--found", score > 0);
      return { match, score, order };
    });
    ranked.sort((one, other) => other.score - one.score || one.order - other.order);
    const after = kit.one(root, ".kit-matches__end", HTMLElement);
    for (const { match } of ranked) after.before(match);
    const found = ranked.filter(({ score }) => score);
    const best = found[0]?.match.querySelector("h3")?.textContent ?? "";
    const instead = ticked.filter(({ purposes }) => !purposes.length);
    const { none, one, many, stop } = told.dataset;
    const says = instead.length ? stop : !found.length ? none : found.length === 1 ? one : many;
    told.textContent = kit.fill(says, best);
    first.hidden = !instead.length;
    kit.one(first, "ul", HTMLElement).replaceChildren(...rows(instead.map(({ look }) => look)));
    return { s: ticked.map(({ box }) => box.name).join(" ") };
  }

  function take() {
    const ids = (kit.read().get("s") ?? "").split(" ");
    for (const { box } of symptoms) box.checked = ids.includes(box.name);
    update();
  }

  root.addEventListener("change", () => kit.write(update()));
  kit.one(root, "[data-print]", HTMLElement).addEventListener("click", () => kit.print("matches"));
  kit.one(root, "[data-clear]", HTMLElement).addEventListener("click", () => {
    for (const { box } of symptoms) box.checked = false;
    kit.write(update());
    symptoms[0]?.box.focus();
  });
  kit.follow(take);
}
