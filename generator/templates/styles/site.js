// Three small helps. Everything they touch works without them.

// The theme gives its search dialog no name, and its menu and search buttons are labels
// that the Tab key passes by.
function nameAndReach() {
  const search = document.querySelector("[data-md-component=search]");
  const input = search?.querySelector("input");
  if (search && input) search.setAttribute("aria-label", input.placeholder);
  for (const label of document.querySelectorAll(".md-header label.md-header__button")) {
    const menu = document.querySelector("meta[name=kit-menu]")?.content;
    const name = { __search: input?.placeholder, __drawer: menu }[label.htmlFor];
    label.tabIndex = 0;
    label.setAttribute("role", "button");
    label.setAttribute("aria-label", name || label.title);
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      label.click();
    });
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
