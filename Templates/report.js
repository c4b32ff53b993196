// Small conveniences: the pages are whole without them.
"use strict";

// Copy buttons, which are hidden where there is no script. A page opened from the disk may lack the clipboard
// interface; selecting the text and the old command still work there.
for (const button of document.querySelectorAll("button.copy")) {
  const source = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      const selection = window.getSelection();
      selection.selectAllChildren(source);
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? "Copied" : "Press Ctrl+C";
    window.setTimeout(() => { button.textContent = label; }, 1600);
  });
}

// Viewers show a figure's images large, one at a time. What they show is read from the list of images under them.
for (const viewer of document.querySelectorAll(".viewer")) {
  const part = (name) => viewer.querySelector(`.${name}`);
  const frames = [...viewer.parentElement.querySelectorAll(".frames li")];
  const [stage, step, share] = ["viewer-stage", "viewer-step", "viewer-share"].map(part);

  function chosen(kind) {
    const button = viewer.querySelector(`input[data-choice="${kind}"]:checked`);
    const place = { example: chosenExample(), [kind]: button ? button.value : "" };
    return frames.find((frame) => Object.entries(place).every(([name, value]) => frame.dataset[name] === value)
      && (frame.dataset.step ?? step.value) === step.value);
  }

  function chosenExample() {
    return viewer.querySelector('input[data-choice="example"]:checked').value;
  }

  // Puts a frame on its side of the divider and returns what it is in words.
  function put(side, frame) {
    part(side).hidden = !frame;
    part(`${side}-name`).innerHTML = frame ? frame.querySelector(".frame-name").innerHTML : "not there";
    if (!frame) { return "no image"; }
    const image = frame.querySelector("img");
    part(side).src = image.src;
    part(side).alt = image.alt;
    return image.alt;
  }

  function divide() {
    stage.style.setProperty("--share", `${share.value}%`);
    share.setAttribute("aria-valuetext",
      `${share.value} % ${part("before-name").textContent}, ${100 - share.value} % ${part("after-name").textContent}`);
  }

  function show() {
    const [before, after] = [chosen("other"), chosen("method")];
    const words = [put("before", before), put("after", after)];
    part("viewer-reading").textContent = `Left: ${words[0]}. Right: ${words[1]}.`;
    step.setAttribute("aria-valuetext", after ? after.dataset.words : "not there");
    divide();
  }

  function drag(event) {
    const box = stage.getBoundingClientRect();
    share.value = 100 * (event.clientX - box.left) / box.width;
    divide();
  }

  viewer.addEventListener("input", show);
  // A finger that only scrolls past moves nothing.
  stage.addEventListener("pointerdown", (event) => stage.setPointerCapture(event.pointerId));
  stage.addEventListener("pointermove", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) { drag(event); }
  });
  stage.addEventListener("click", drag);
  viewer.hidden = false;
  show();
}

// The table of all claims shows those of one study, or of one verdict, alone.
for (const filter of document.querySelectorAll("form.filter")) {
  const rows = [...document.querySelectorAll("table.overview tbody tr")];
  const choices = [...filter.querySelectorAll("select")];
  const count = filter.querySelector(".filter-count");

  function choose() {
    for (const row of rows) {
      row.hidden = choices.some(({ value, dataset }) => value !== "" && row.dataset[dataset.filter] !== value);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = shown === rows.length ? `${shown} claims` : `${shown} of ${rows.length} claims`;
  }

  filter.addEventListener("change", choose);
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.hidden = false;
  choose();
}

// Maps are read with two sliders, which choose a row and a column of the table above them; no number is computed here.
for (const reader of document.querySelectorAll("form.map-reader")) {
  const map = reader.closest(".map");
  const heads = [...map.querySelectorAll("thead th")].slice(1);
  const rows = [...map.querySelectorAll("tbody tr")];
  const marks = [...map.querySelectorAll(".marks li")];
  const [down, across] = [reader.elements.row, reader.elements.column];
  const output = reader.querySelector("output");

  function read() {
    for (const cell of map.querySelectorAll("td.chosen")) { cell.classList.remove("chosen"); }
    const row = rows[down.value];
    const cell = row.querySelectorAll("td")[across.value];
    cell.classList.add("chosen");
    const [number, mark = ""] = cell.textContent.trim().split(/\s+/u);
    const words = marks.find(({ dataset }) => dataset.mark === mark);
    const place = `${map.querySelector("thead th").textContent} = ${row.querySelector("th").textContent}, `
      + heads[across.value].textContent;
    output.textContent = `${place}: ${number}, ${words ? words.querySelector("span").textContent : ""}.`;
    down.setAttribute("aria-valuetext", row.querySelector("th").textContent);
    across.setAttribute("aria-valuetext", heads[across.value].textContent);
  }

  reader.addEventListener("input", read);
  reader.addEventListener("submit", (event) => event.preventDefault());
  reader.hidden = false;
  read();
}

// Pickers choose a row of the table under them, and put points where that row says; no number is computed here.
for (const picker of document.querySelectorAll(".picker")) {
  const form = picker.querySelector(".picker-form");
  const heads = [...picker.querySelectorAll("thead th")].map(({ textContent }) => textContent);
  const rows = [...picker.querySelectorAll("tbody tr")];
  const lanes = [...picker.querySelectorAll(".picker-plot p:not(.picker-track)")];
  const inputs = [...form.querySelectorAll("[data-column]")];
  const columns = [...new Set(inputs.map(({ dataset }) => dataset.column))];
  const output = form.querySelector("output");

  function pick() {
    const choice = columns.map((column) => inputs.find(({ dataset, type, checked }) =>
      dataset.column === column && (type === "range" || checked)).value).join(" ");
    const row = rows.find(({ dataset }) => dataset.choice === choice);
    for (const other of rows) { other.classList.toggle("chosen", other === row); }
    const cells = row ? [...row.children].map(({ textContent }) => textContent) : [];
    const places = row ? row.dataset.places.split(" ") : [];
    for (const [index, lane] of lanes.entries()) {
      const [point, place] = [lane.querySelector(".picker-point"), places[index]];
      point.hidden = !place || place === "-";
      if (!point.hidden) { point.style.left = `${place}%`; }
    }
    for (const input of inputs.filter(({ type }) => type === "range")) {
      input.nextElementSibling.textContent = cells[input.dataset.column] ?? "";
      input.setAttribute("aria-valuetext", cells[input.dataset.column] ?? "");
    }
    output.textContent = row ? `${cells.map((cell, index) => `${heads[index]}: ${cell}`).join("; ")}.` : "No such row.";
  }

  form.addEventListener("input", pick);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  picker.querySelector(".picker-rows").open = false;
  pick();
}

// A link to what stands on a study's page goes there; one into a closed part opens it first.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.dataset.page) {
    location.replace(target.dataset.page + location.hash);
    return;
  }
  const closed = target && target.closest("details:not([open])");
  if (closed) {
    closed.open = true;
    target.scrollIntoView();
  }
}
window.addEventListener("hashchange", reveal);
reveal();

// Paper shows what is closed; afterwards it is closed again.
const opened = [];
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    part.open = true;
    opened.push(part);
  }
  for (const image of document.querySelectorAll("img[loading]")) { image.loading = "eager"; }
});
window.addEventListener("afterprint", () => {
  for (const part of opened.splice(0)) { part.open = false; }
});

// How many figures a browser could show, for whoever checks the pages by program.
function countFigures() {
  const figures = [...document.querySelectorAll("img")];
  const loaded = figures.filter((image) => image.complete && image.naturalWidth > 0).length;
  document.documentElement.dataset.figuresLoaded = `${loaded} of ${figures.length}`;
}
window.addEventListener("load", countFigures);
document.addEventListener("load", countFigures, true);
