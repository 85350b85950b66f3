"use strict";

// Small helps on every page. Everything they touch works without them.
{
  const narrow = matchMedia("(max-width: 76.1875em)");

  /**
   * The theme gives its search dialog no name, and its menu and search buttons are labels
   * that the Tab key passes by: put a real button into each.
   */
  function nameAndReach() {
    const search = document.querySelector("[data-md-component=search]");
    const find = search?.querySelector("input")?.placeholder ?? "";
    if (find) search?.setAttribute("aria-label", find);
    const menu = document.querySelector("meta[name=kit-menu]")?.getAttribute("content") ?? "";
    for (const [id, given] of [["__drawer", menu], ["__search", find]]) {
      const label = document.querySelector(`.md-header label[for=${id}]`);
      const toggle = document.getElementById(id);
      if (!label || !(toggle instanceof HTMLInputElement)) continue;
      // One of the two engines has the name in the label.
      const name = given || label.textContent?.trim() || "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "kit-reach";
      button.setAttribute("aria-label", name);
      button.append(...label.childNodes);
      button.addEventListener("click", (event) => {
        // The label around it would turn the toggle back.
        event.preventDefault();
        toggle.click();
      });
      label.append(button);
      toggle.addEventListener("change", () => button.setAttribute("aria-expanded", `${toggle.checked}`));
      button.setAttribute("aria-expanded", "false");
    }
  }

  /** While the menu covers a narrow page, Tab stays in it and Escape closes it. */
  function keepInMenu() {
    const drawer = document.getElementById("__drawer");
    if (!(drawer instanceof HTMLInputElement)) return;
    const behind = document.querySelectorAll(".md-content, .md-sidebar--secondary, .md-footer, .md-top");
    drawer.addEventListener("change", () => {
      const covered = drawer.checked && narrow.matches;
      for (const part of behind) part.toggleAttribute("inert", covered);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      const button = document.querySelector("label[for=__drawer] > button");
      if (button instanceof HTMLElement) button.focus();
    });
  }

  /** A section of the menu is named by an arrow; give it the words beside the arrow. */
  function nameSections() {
    for (const section of document.querySelectorAll("nav[aria-labelledby^=__nav]")) {
      const link = section.parentElement?.querySelector(":scope > .md-nav__link, :scope > .md-nav__container > a");
      const name = link?.textContent?.trim();
      if (!name) continue;
      section.removeAttribute("aria-labelledby");
      section.setAttribute("aria-label", name);
    }
  }

  /** The question of the day: the same for everyone on one date, by the reader's calendar. */
  function questionOfTheDay() {
    const all = document.querySelectorAll(".kit-daily__all > li");
    if (!all.length) return;
    const now = new Date();
    const day = Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000);
    // A step that shares no factor with most lengths keeps neighbours apart.
    const today = (day * 17) % all.length;
    all.forEach((item, index) => item.toggleAttribute("hidden", index !== today));
  }

  /** What is looked for on the home page stays in the browser: after "#", not after "?". */
  function findQuestions() {
    const form = document.querySelector("form.kit-tool");
    if (!(form instanceof HTMLFormElement)) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const find = new FormData(form).get("find")?.toString().trim() ?? "";
      location.href = form.action + (find ? `#?${new URLSearchParams({ find })}` : "");
    });
  }

  nameAndReach();
  keepInMenu();
  nameSections();
  questionOfTheDay();
  findQuestions();
}
