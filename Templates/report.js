// Small conveniences: the page is whole without them.
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

// A link into a closed part opens it first.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = target && target.closest("details:not([open])");
  if (closed) {
    closed.open = true;
    target.scrollIntoView();
  }
}
window.addEventListener("hashchange", reveal);
reveal();

// How many figures a browser could show, for whoever checks the page by program.
window.addEventListener("load", () => {
  const figures = [...document.querySelectorAll("img")];
  const loaded = figures.filter((image) => image.complete && image.naturalWidth > 0).length;
  document.documentElement.dataset.figuresLoaded = `${loaded} of ${figures.length}`;
});
