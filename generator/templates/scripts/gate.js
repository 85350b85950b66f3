"use strict";

// The readiness checks as a form: go, pause or stop for each, and what it adds up to.
{
  const sum = kit.one(document, ".kit-sum", HTMLElement);
  const told = kit.one(sum, "[data-told]", HTMLElement);
  const reasons = kit.one(sum, "[data-reasons]", HTMLElement);

  const checks = kit.all(document, ".kit-gate--asked").map((gate) => {
    const id = gate.dataset.check ?? "";
    const heading = kit.one(document, `[id="${id}"]`, HTMLElement);
    gate.setAttribute("role", "radiogroup");
    gate.setAttribute("aria-labelledby", id);
    const answers = kit.all(gate, "li").map((item) => {
      item.setAttribute("role", "presentation");
      const radio = document.createElement("input");
      radio.type = "radio";
      radio.name = id;
      radio.value = /** @type {string} */ (item.dataset.answer);
      const label = document.createElement("label");
      label.append(radio, ...item.childNodes);
      item.append(label);
      return { item, radio };
    });
    return { id, heading, answers };
  });

  function update() {
    const given = checks.map(({ id, heading, answers }) => {
      const chosen = answers.find(({ radio }) => radio.checked);
      for (const answer of answers) answer.item.classList.toggle("kit-gate--not", !!chosen && answer !== chosen);
      return { id, title: heading.textContent ?? "", chosen, word: chosen?.radio.value ?? "" };
    });
    const open = given.filter(({ word }) => !word).length;
    const last = given.at(-1);
    const paused = given.filter(({ word }) => word === "pause");
    // The last check pauses with any other, and then says nothing of its own.
    const pauses = paused.length - Number(paused.length > 1 && last?.word === "pause");
    const stops = given.some(({ word }) => word === "stop");
    // One stop decides; for anything else every check has to be answered.
    const word = stops ? "stop" : open ? "" : pauses ? "pause" : "go";
    const { open: many, openOne } = told.dataset;
    told.textContent = open ? kit.fill(open === 1 ? openOne : many, open) : "";
    for (const part of kit.all(sum, "[data-gate]")) part.hidden = part.dataset.gate !== word;
    kit.one(sum, "[data-gate] [data-one]", HTMLElement).hidden = pauses > 1;
    kit.one(sum, "[data-gate] [data-many]", HTMLElement).hidden = pauses < 2;
    reasons.replaceChildren(
      ...given
        .filter((each) => each.word === "stop" || each.word === "pause")
        .sort((one, other) => Number(other.word === "stop") - Number(one.word === "stop"))
        .map(({ title, word: answer, chosen }) => {
          const row = document.createElement("li");
          row.className = `kit-gate--${answer}`;
          const strong = document.createElement("strong");
          strong.textContent = chosen?.item.querySelector("strong")?.textContent ?? "";
          const said = chosen?.item.querySelector("span")?.textContent ?? "";
          row.append(strong, ` ${title}: ${said}`);
          return row;
        }),
    );
    return Object.fromEntries(given.map((each) => [each.id, each.word]));
  }

  function take() {
    const state = kit.read();
    for (const { id, answers } of checks) {
      for (const { radio } of answers) radio.checked = state.get(id) === radio.value;
    }
    update();
  }

  document.addEventListener("change", () => kit.write(update()));
  for (const button of kit.all(sum, "[data-print]")) {
    button.addEventListener("click", () => kit.print(button.dataset.print ?? ""));
  }
  kit.one(sum, "[data-clear]", HTMLElement).addEventListener("click", () => {
    for (const { answers } of checks) for (const { radio } of answers) radio.checked = false;
    kit.write(update());
    checks[0]?.answers[0]?.radio.focus();
  });
  kit.follow(take);
}
