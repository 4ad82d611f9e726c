"use strict";
// Tables that sort and filter: by buttons in their headers and a field above them, a part at a time.
(() => {
  const SOME = 30;
  const order = new Intl.Collator("zh-CN", { numeric: true });

  const make = (tag, text, about = {}) => {
    const made = Object.assign(document.createElement(tag), about);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // What a cell is sorted by: its figure, else its words; null where there is nothing to sort by.
  const value = (cell) => {
    const text = (cell.dataset.v ?? cell.firstChild?.textContent ?? "").trim();
    if (!cell.classList.contains("number")) return text;
    return text === "" || text === "—" || text === "/" || Number.isNaN(Number(text.replace("%", ""))) ? null : Number(text.replace("%", ""));
  };

  const compare = (one, other) => (typeof one === "number" ? one - other : order.compare(one, other));

  const sort = (table, nth, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [value(row.cells[nth]), row]);
    const known = rows.filter(([key]) => key !== null);
    const rest = rows.filter(([key]) => key === null);
    known.sort(([one], [other]) => (down ? compare(other, one) : compare(one, other)));
    body.append(...[...known, ...rest].map(([, row]) => row));
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      if (at === nth) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  // Shows of a list what fits the words typed, at first only some of it.
  const listed = (place, items, what) => {
    const label = make("label", "筛选");
    const field = make("input", undefined, { type: "search", placeholder: what });
    const count = make("output");
    const more = make("button", "", { type: "button", className: "more" });
    let all = false;
    const show = () => {
      const words = field.value.trim().toLowerCase().split(/\s+/);
      const found = items().filter((item) => {
        const text = item.textContent.toLowerCase();
        const fits = words.every((word) => text.includes(word));
        item.hidden = !fits;
        return fits;
      });
      if (!all) found.slice(SOME).forEach((item) => { item.hidden = true; });
      const shown = all ? found.length : Math.min(SOME, found.length);
      count.textContent = shown < found.length ? `显示 ${found.length} 家中的 ${shown} 家` : `共 ${found.length} 家`;
      if (what.includes("项目")) count.textContent = count.textContent.replaceAll("家", "条");
      more.hidden = shown === found.length;
      more.textContent = `全部显示（${found.length}）`;
    };
    field.addEventListener("input", show);
    more.addEventListener("click", () => { all = true; show(); });
    label.append(field);
    place.append(label, count);
    return { show, more };
  };

  const sortable = (table, after) => {
    [...table.tHead.rows[0].cells].forEach((head, nth) => {
      const button = make("button", undefined, { type: "button" });
      const words = make("span");
      words.append(...head.childNodes);
      button.append(words);
      button.addEventListener("click", () => {
        sort(table, nth, head.getAttribute("aria-sort") !== "descending" && (head.classList.contains("number") || head.getAttribute("aria-sort") === "ascending"));
        after();
      });
      head.replaceChildren(button);
    });
  };

  for (const table of document.querySelectorAll("table.sorted")) {
    const place = document.querySelector(`.controls[data-for="${table.id}"]`);
    const list = listed(place, () => [...table.tBodies[0].rows], "单位、项目、状态");
    sortable(table, list.show);
    table.parentElement.after(list.more);
    list.show();
  }

  // One figure at a time, made out of the table of all.
  const matrix = document.getElementById("matrix");
  const place = document.querySelector('.controls[data-for="matrix"]');
  const whole = matrix.parentElement;
  const choice = make("select");
  const heads = [...matrix.tHead.rows[0].cells].slice(1);
  heads.forEach((head, nth) => {
    const name = head.firstChild.textContent + (head.dataset.measure ? `（${head.dataset.measure}）` : "");
    choice.append(make("option", name, { value: nth }));
  });
  choice.append(make("option", "全部项目（宽表）", { value: "all" }));
  choice.value = place.dataset.first;
  const label = make("label", "项目");
  label.append(choice);
  place.append(label);
  const year = Number(place.dataset.year);
  const one = make("table", undefined, { className: "one" });
  const around = make("div", undefined, { className: "scroll", tabIndex: 0 });
  around.setAttribute("role", "region");
  around.setAttribute("aria-label", "与上年比");
  around.append(one);
  whole.before(around);

  const draw = (nth) => {
    const head = make("tr");
    for (const [words, about] of [["单位", ""], [`${year - 1}年`, "number"], [`${year}年`, "number"], ["增减", "number"], ["幅度", "number"]])
      head.append(make("th", words, { scope: "col", className: about }));
    const top = make("thead");
    top.append(head);
    const body = make("tbody");
    for (const from of matrix.tBodies[0].rows) {
      const cell = from.cells[nth + 1];
      const row = make("tr");
      row.append(from.cells[0].cloneNode(true));
      for (const text of [cell.dataset.b ?? "—", cell.firstChild.textContent, cell.lastChild.textContent, cell.dataset.s ?? "—"])
        row.append(make("td", text, { className: "number" }));
      body.append(row);
    }
    one.replaceChildren(make("caption", choice.selectedOptions[0].textContent), top, body);
    sortable(one, () => list.show());
    sort(one, 3, true);
  };
  const list = listed(place, () => [...(around.hidden ? matrix : one).tBodies[0].rows], "单位、上级、状态");
  whole.after(list.more);
  const choose = () => {
    const all = choice.value === "all";
    around.hidden = all;
    whole.hidden = !all;
    if (!all) draw(Number(choice.value));
    list.show();
  };
  choice.addEventListener("change", choose);
  choose();

  // Units one by one; a link to one opens it.
  const units = document.getElementById("opened");
  const opened = listed(document.querySelector('.controls[data-for="opened"]'), () => [...units.children], "单位、代码、文件名");
  units.after(opened.more);
  opened.show();
  const open = () => {
    const unit = /^#u\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (!unit) return;
    unit.hidden = false;
    unit.open = true;
    unit.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
})();
