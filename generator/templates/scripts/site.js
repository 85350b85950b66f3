// Three small helps. Everything they touch works without them.

// The theme gives its search dialog no name, and its menu and search buttons are labels
// that the Tab key passes by: put a real button into each.
function nameAndReach() {
  const search = document.querySelector("[data-md-component=search]");
  const input = search?.querySelector("input");
  if (!input) return;
  search.setAttribute("aria-label", input.placeholder);
  const menu = document.querySelector("meta[name=kit-menu]")?.content;
  for (const [id, name] of [["__drawer", menu], ["__search", input.placeholder]]) {
    const label = document.querySelector(`.md-header label[for=${id}]`);
    if (!label) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kit-reach";
    button.setAttribute("aria-label", name);
    button.append(...label.childNodes);
    button.addEventListener("click", () => document.getElementById(id).click());
    label.append(button);
  }
}

// The question of the day: the same for everyone on one date, by the reader's calendar.
function questionOfTheDay() {
  const all = document.querySelectorAll(".kit-daily__all > li");
  if (!all.length) return;
  const now = new Date();
  const day = Math.floor(
    Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000,
  );
  // A step that shares no factor with most lengths keeps neighbours apart.
  const today = (day * 17) % all.length;
  all.forEach((item, index) => item.toggleAttribute("hidden", index !== today));
}

nameAndReach();
questionOfTheDay();
