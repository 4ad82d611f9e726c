"use strict";
// What the page does: takes files, asks the worker about each, and shows what Python says, in Python's words.
(() => {
  if (!window.govxlAble) return;
  window.govxlWhole = true;

  const byId = (id) => document.getElementById(id);
  const SAID = JSON.parse(byId("said").textContent);
  let language = location.hash === "#en" ? "en" : "zh";

  // -- Words

  const said = (both) => (both && typeof both === "object" ? both[language] : String(both ?? ""));
  const filled = (text, about) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in about ? said(about[name]) : whole));
  const word = (key, about = {}) => filled(said(SAID.words[key]), about);

  const make = (tag, about = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(about)) {
      if (name in made) made[name] = value;
      else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...inside.flat(3).filter(Boolean));
    return made;
  };

  // -- Python, in a worker

  const blobOf = (id) => {
    const element = byId(id);
    const text = atob(element.textContent);
    const content = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) content[at] = text.charCodeAt(at);
    // Ten million letters need not stay; should Python have to start again, it starts from these.
    element.remove();
    return new Blob([content], { type: id === "worker" ? "text/javascript" : "application/octet-stream" });
  };

  const python = {
    asked: new Map(),
    number: 0,
    there: null,

    // Starts Python, and keeps a promise of its being there.
    begin() {
      this.parts ??= Object.fromEntries(["worker", "wasm", "code", "library"].map((id) => [id, blobOf(id)]));
      const address = URL.createObjectURL(this.parts.worker);
      const worker = new Worker(address);
      this.worker = worker;
      worker.onmessage = ({ data }) => worker === this.worker && this.told(data);
      worker.onerror = (event) => {
        event.preventDefault();
        if (worker === this.worker) this.end(event.message || "worker");
      };
      const { wasm, code, library } = this.parts;
      this.there = this.ask("start", { wasm, code, library, lock: SAID.lock, settings: SAID.settings });
      this.there.catch(() => {}).then(() => URL.revokeObjectURL(address));
    },

    // Python itself came to its end, and with it all that it was asked; what is asked next starts another.
    end(error) {
      this.worker.terminate();
      [this.worker, this.there] = [null, null];
      const waiting = [...this.asked.values()];
      this.asked.clear();
      for (const { reject } of waiting) reject(new Error(error));
    },

    ask(call, about) {
      return new Promise((resolve, reject) => {
        this.asked.set(++this.number, { resolve, reject });
        this.worker.postMessage({ id: this.number, call, ...about });
      });
    },

    told({ id, error, dead, ...answer }) {
      if (dead) return this.end(error);
      const waiting = this.asked.get(id);
      this.asked.delete(id);
      if (error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(error));
    },

    async call(call, about) {
      if (!this.there) this.begin();
      await this.there;
      return this.ask(call, about);
    },
  };

  // -- What is known

  const files = [];
  const waiting = [];
  let cleared = 0;
  let ready = false;
  let failed = null;
  let working = false;
  let twice = [];
  let shownStatus = () => "";

  const status = (say) => {
    shownStatus = say;
    byId("status").textContent = say();
  };

  // -- Saving and copying

  // What is said for all to hear is said as well where the button is, which may be far from there.
  const save = (name, content, near) => {
    const address = URL.createObjectURL(new Blob([content], { type: SAID.workbook }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    status(() => word("saved", { file: name }));
    near.textContent = word("saved", { file: name });
  };

  const copying = (text) => {
    const field = make("textarea", { readOnly: true, rows: 6, value: text, spellcheck: false });
    field.setAttribute("aria-label", word("bug-text"));
    const button = make("button", { type: "button", textContent: word("copy") });
    button.onclick = async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = word("copied");
      } catch {
        button.textContent = word(document.execCommand("copy") ? "copied" : "copy-by-hand");
      }
    };
    return [field, button];
  };

  const bug = (error, file) =>
    copying([`govxl ${SAID.version}`, navigator.userAgent, file, String(error.message || error)].filter(Boolean).join("\n"));

  // -- A file

  const KINDS = { unread: "returned", blocked: "missing", doubtful: "waiting", clean: "published", broken: "returned" };

  const counts = (told) =>
    Object.entries(told)
      .map(([kind, n]) => word("count", { n: String(n), what: SAID.sections[kind] }))
      .join(word("listed"));

  const headline = (file) => (file.judged ? said(file.judged.headline) : file.sentence ? said(file.sentence) : word("bug-short"));

  const row = (key, ...inside) => make("div", {}, make("dt", { textContent: word(key) }), make("dd", {}, ...inside));

  const scrolling = (label, table) => make("div", { className: "scroll", role: "region", tabIndex: 0, "aria-label": label }, table);

  const cellsOf = (entry) => {
    const shown = entry.cells.filter((each) => each.cell || each.label || each.value);
    // Of a single cell all is said in words; a rule's cells are its two sides.
    if (!entry.called && shown.length < 2) return undefined;
    const several = new Set(shown.map((each) => each.sheet)).size > 1;
    const head = ["cell", "label", "value"].map((key) => make("th", { scope: "col", textContent: word(key) }));
    const lines = shown.map((each) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, several && each.sheet ? make("small", { textContent: `「${each.sheet}」` }) : "", each.cell),
        make("td", { textContent: each.label }),
        make("td", { className: "value", textContent: each.value }),
      ),
    );
    const table = make("table", { className: "cells" }, make("thead", {}, make("tr", {}, head)), make("tbody", {}, lines));
    table.setAttribute("aria-label", word("cells"));
    return table;
  };

  const entryOf = (entry, number, above) => {
    const place = [entry.sheet && `「${entry.sheet}」`, entry.place].filter(Boolean).join("\u00a0");
    const name = entry.called || (language === "zh" ? `（${entry.name}）` : `(${entry.name})`);
    return make(
      "li",
      { className: `entry ${entry.severity}` },
      make(
        "h5",
        {},
        make("span", { className: "number", textContent: `${number}` }),
        make("span", {}, make("strong", { textContent: said(entry.title) }), place ? make("span", { className: "place", textContent: place }) : ""),
        make("small", { textContent: `${entry.code} ${name}` }),
      ),
      above ? "" : make("p", { className: "message", textContent: said(entry.message) }),
      cellsOf(entry),
      entry.more ? make("p", { className: "hint", textContent: word("more-cells", { n: String(entry.more) }) }) : "",
      make(
        "dl",
        {},
        entry.expected && !entry.called ? row("expected", entry.expected) : "",
        entry.actual && !entry.called ? row("actual", entry.actual) : "",
        entry.others.length ? row("others", entry.others.join(language === "zh" ? "、" : ", ")) : "",
        entry.reason ? row("reason", entry.reason) : row("advice", said(entry.advice)),
        entry.basis && !said(entry.advice).includes(entry.basis) ? row("basis", entry.basis) : "",
      ),
    );
  };

  const progressOf = (judged) => {
    if (!judged.progress.length) return [];
    const head = ["sheet", "filled", "found-here"].map((key) => make("th", { scope: "col", textContent: word(key) }));
    const lines = judged.progress.map((each) => {
      const meter = make("span", { className: "meter", "aria-hidden": "true" }, make("i"));
      meter.firstChild.style.width = `${each.of ? (100 * each.filled) / each.of : 100}%`;
      return make(
        "tr",
        {},
        make("th", { scope: "row", textContent: each.sheet }),
        make("td", {}, meter, make("span", { textContent: said(each.says) })),
        make("td", { textContent: counts(each.counts) || word("none-here") }),
      );
    });
    const table = make("table", { className: "progress" }, make("thead", {}, make("tr", {}, head)), make("tbody", {}, lines));
    table.setAttribute("aria-label", word("progress"));
    return [make("h4", { className: "plain", textContent: word("progress") }), table];
  };

  const entriesOf = (judged) => {
    let number = 0;
    return Object.keys(SAID.sections).map((kind) => {
      const some = judged.entries.filter((entry) => entry.severity === kind);
      if (!some.length) return "";
      // Of a file that cannot be checked the reason stands beside its name.
      const list = make("ol", { className: "entries" }, some.map((entry) => entryOf(entry, ++number, judged.state === "unread")));
      const heading = make("h4", { className: kind, textContent: word("count", { n: String(some.length), what: SAID.sections[kind] }) });
      // Notes ask for nothing, so they wait to be opened.
      return kind === "info" ? make("details", {}, make("summary", {}, heading), list) : make("section", {}, heading, list);
    });
  };

  const asking = async (file, button, call, then) => {
    const since = cleared;
    button.disabled = true;
    status(() => word("making"));
    try {
      const answer = await python.call(call, { name: file.name, content: new Uint8Array(await file.content.arrayBuffer()) });
      if (since !== cleared) return;
      if (answer.sentence) status(() => said(answer.sentence));
      else then(answer);
    } catch (error) {
      if (since !== cleared) return;
      file.place.querySelector(".asked").replaceChildren(make("p", { textContent: word("bug") }), ...bug(error, file.name));
      status(() => word("bug"));
    }
    button.disabled = false;
  };

  const actionsOf = (file) => {
    const { judged } = file;
    const asked = make("div", { className: "asked" });
    const actions = make("div", { className: "actions" });
    if (judged.marked) {
      const button = make("button", { type: "button", className: "first", textContent: word("save-marked") });
      const hint = make("p", { className: "hint", textContent: word("save-marked-why") });
      button.onclick = () => asking(file, button, "returned", ({ name, content }) => save(name, content, hint));
      actions.append(button, hint);
    } else if (judged.unmarked) {
      actions.append(make("p", { className: "hint", textContent: said(judged.unmarked) }));
    }
    if (judged.verdict === "accepted") {
      const button = make("button", { type: "button", textContent: word("preview"), "aria-expanded": "false" });
      button.onclick = () => {
        if (asked.firstChild) {
          asked.replaceChildren();
          button.setAttribute("aria-expanded", "false");
          button.textContent = word("preview");
          return;
        }
        asking(file, button, "preview", ({ page }) => {
          // No script runs in it, and it can reach nothing.
          const frame = make("iframe", { title: word("preview-title"), srcdoc: page });
          frame.setAttribute("sandbox", "");
          asked.replaceChildren(make("p", { className: "hint", textContent: word("preview-title") }), frame);
          button.setAttribute("aria-expanded", "true");
          button.textContent = word("preview-close");
          status(() => word("preview-title"));
        });
      };
      actions.append(button);
    }
    return [actions, asked];
  };

  const bodyOf = (file) => {
    if (!file.judged) return file.error ? [make("p", { textContent: word("bug") }), ...bug(file.error, file.name)] : [];
    const { judged } = file;
    return [
      ...actionsOf(file),
      judged.beside ? make("p", { textContent: word("beside", { n: String(judged.beside) }) }) : "",
      ...entriesOf(judged),
      judged.state === "blocked" ? make("p", { className: "hint", textContent: word("again") }) : "",
      ...progressOf(judged),
    ];
  };

  const summaryOf = (file) => {
    const { judged } = file;
    const unit = whose(file);
    return [
      make("h3", { className: "verdict", tabIndex: -1, textContent: headline(file) }),
      make("p", { className: "whose" }, make("span", { className: "file", textContent: file.name }), unit ? make("span", { textContent: unit }) : ""),
      // Of a file that cannot be checked that is all there is to say; of others, how much there is.
      judged?.state === "unread" ? judged.entries.map((entry) => make("p", { textContent: said(entry.message) })) : "",
      judged && judged.state !== "unread" && Object.keys(judged.counts).length ? make("p", { className: "counts", textContent: counts(judged.counts) }) : "",
    ];
  };

  const show = (file) => {
    const kind = KINDS[file.judged?.state ?? "broken"];
    const fresh = files.length > 1 ? make("details", { className: `result ${kind}`, open: Boolean(file.open) }) : make("article", { className: `result ${kind}` });
    const body = make("div", { className: "body" });
    const head = make(files.length > 1 ? "summary" : "header", {}, summaryOf(file));
    fresh.append(head, body);
    const fill = () => body.childNodes.length || body.append(...bodyOf(file).filter(Boolean));
    file.fill = fill;
    // Of many files only what is opened is drawn.
    if (fresh.tagName === "DETAILS") {
      fresh.ontoggle = () => ((file.open = fresh.open), fresh.open && fill());
    }
    if (fresh.tagName !== "DETAILS" || file.open) fill();
    if (file.place) file.place.replaceWith(fresh);
    else byId("list").append(fresh);
    file.place = fresh;
  };

  const whose = (file) => {
    const { "unit.name": unit = "", year = "" } = file.judged?.whose ?? {};
    return unit && word("unit-year", { unit, year: String(year) });
  };

  // -- Files, one after the other

  const overall = () => {
    byId("results-heading").textContent = files.length > 1 ? word("results-of", { of: String(files.length) }) : word("results");
  };

  const drawTwice = () => {
    byId("twice").hidden = !twice.length;
    byId("twice").replaceChildren(...twice.map((each) => make("p", { textContent: said(each) })));
  };

  // Of two files that are one return Python tells, as it knows all that are there.
  const seeTwice = async () => {
    const since = cleared;
    const came = files.filter(({ judged }) => judged?.came).map(({ judged }) => ({ name: judged.file, ...judged.came }));
    let told = [];
    if (came.length > 1) {
      try {
        told = (await python.call("repeated", { files: came })).repeated;
      } catch (error) {
        trouble(error, "bug");
      }
    }
    if (since !== cleared) return;
    twice = told;
    drawTwice();
  };

  const work = async () => {
    if (working || !ready) return;
    working = true;
    const batch = {};
    const one = waiting.length === 1;
    let n = 0;
    let file;
    let since = cleared;
    while (waiting.length) {
      if (since !== cleared) [n, since] = [0, cleared];
      const chosen = waiting.shift();
      const about = { file: chosen.name, n: String(++n), of: String(n + waiting.length) };
      status(() => word("checking", about));
      file = { name: chosen.name, batch };
      try {
        // One byte more than any workbook may have is enough for it to be refused.
        file.content = new Blob([await chosen.slice(0, SAID.limit + 1).arrayBuffer()]);
      } catch {
        file.sentence = Object.fromEntries(["zh", "en"].map((key) => [key, filled(SAID.words["no-read"][key], { file: chosen.name })]));
      }
      if (file.content) {
        try {
          const answer = await python.call("judged", { name: file.name, content: new Uint8Array(await file.content.arrayBuffer()) });
          file.judged = answer.judged;
          file.sentence = answer.sentence;
        } catch (error) {
          file.error = error;
        }
      }
      if (since !== cleared) continue; // it was cleared with the others
      // A file that is chosen once more stands where it stood; another return of the same name is another file.
      const before = files.findIndex((each) => each.batch !== batch && each.name === file.name && whose(each) === whose(file));
      if (before >= 0) {
        [file.place, file.open] = [files[before].place, files[before].open];
        files[before] = file;
        show(file);
      } else {
        files.push(file);
        if (files.length === 2) show(files[0]);
        file.open = one;
        show(file);
      }
      byId("results").hidden = false;
      overall();
      if (!waiting.length) await seeTwice();
    }
    working = false;
    if (since !== cleared) return;
    status(() => (n === 1 ? word("done-one", { headline: headline(file) }) : word("done-many", { of: String(n) })));
    // Whoever reads with the ears is taken to the verdict; of several, to their list.
    const target = n === 1 ? file.place.querySelector(".verdict") : byId("results");
    target.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    byId("results").scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  };

  const take = (chosen) => {
    waiting.push(...chosen);
    if (failed) return;
    if (!ready) status(() => word("starting-chosen"));
    else work();
  };

  // -- A blank workbook

  const field = (key, control, about = "") => {
    control.id = `blank-${key}`;
    control.name = key;
    return make("p", {}, make("label", { htmlFor: control.id, textContent: word(key) }), control, about);
  };

  const choice = (options, needed) =>
    make(
      "select",
      {},
      needed ? "" : make("option", { value: "", textContent: word("not-said") }),
      Object.entries(options).map(([value, both]) => make("option", { value, textContent: said(both) })),
    );

  const drawBlank = () => {
    const form = byId("blank");
    const kept = new FormData(form);
    const year = make("input", { type: "number", inputMode: "numeric", min: SAID.years[0], max: SAID.years[1], required: true });
    year.value = SAID.office.year ?? "";
    const forms = Object.keys(SAID.forms).length > 1 ? field("form", choice(SAID.forms, true)) : "";
    const unit = make("input", { type: "text", required: true, maxLength: 200, autocomplete: "organization" });
    const wrong = make("p", { className: "wrong", id: "blank-wrong", role: "alert" });
    form.replaceChildren(
      field("unit", unit),
      field("year", year),
      forms,
      field("level", choice(SAID.choices.level, false)),
      field("kind", choice(SAID.choices.kind, false)),
      field("scope", choice(SAID.choices.scope, true)),
      field("code", make("input", { type: "text", maxLength: 60 })),
      make("p", { className: "actions" }, make("button", { type: "submit", textContent: word("make") }), make("span", { className: "hint" })),
      wrong,
    );
    for (const [name, value] of kept) if (form.elements[name]) form.elements[name].value = value;
  };

  byId("blank").onsubmit = async (event) => {
    event.preventDefault();
    const form = byId("blank");
    const wrong = byId("blank-wrong");
    const about = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()]));
    const missing = ["unit", "year"].find((key) => !about[key] || !form.elements[key].checkValidity());
    for (const key of ["unit", "year"]) {
      form.elements[key].setAttribute("aria-invalid", String(key === missing));
      form.elements[key].setAttribute("aria-describedby", "blank-wrong");
    }
    wrong.textContent = missing ? word(missing === "unit" ? "no-unit" : "no-form") : "";
    if (missing) return form.elements[missing].focus();
    const button = form.querySelector("button");
    button.disabled = true;
    form.querySelector(".hint").textContent = "";
    status(() => word(ready ? "making" : "starting"));
    try {
      const answer = await python.call("blank", { form: Object.keys(SAID.forms)[0] ?? "", ...about, year: Number(about.year) });
      if (answer.sentence) wrong.textContent = said(answer.sentence);
      else save(answer.name, answer.content, form.querySelector(".hint"));
    } catch (error) {
      wrong.replaceChildren(make("span", { textContent: word("bug") }), ...bug(error));
    }
    button.disabled = false;
  };

  // -- The page in a language

  const day = (text) => {
    const [year, month, date] = text.split("-").map(Number);
    return language === "zh" ? `${year}年${month}月${date}日` : text;
  };

  const drawOffice = () => {
    const { office } = SAID;
    const deadlines = Object.entries(office.deadlines ?? {}).map(([kind, until]) =>
      kind === "default" || !SAID.choices.kind[kind] ? day(until) : `${said(SAID.choices.kind[kind])} ${day(until)}`,
    );
    const told = [
      ["recipient", office.recipient],
      ["round", office.title && word("round-of", { year: String(office.year), title: office.title })],
      ["deadline", deadlines.join(language === "zh" ? "；" : "; ")],
      ["contact", office.contact],
      ["phone", office.phone],
      ["email", office.email],
    ].filter(([, value]) => value);
    byId("to").hidden = !told.length;
    byId("office").replaceChildren(...told.map(([key, value]) => row(key, value)));
  };

  const draw = () => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    for (const each of document.querySelectorAll("[data-said]")) each.textContent = word(each.dataset.said, SAID);
    const title = SAID.title ? word("title-of", { title: SAID.title }) : word("title");
    document.title = title;
    byId("title").replaceChildren(...title.split(/(?<=：)/).flatMap((part) => [part, make("wbr")]));
    const button = byId("language");
    button.textContent = word("language");
    button.lang = language === "zh" ? "en" : "zh-CN";
    drawOffice();
    if (SAID.blanks) drawBlank();
    files.forEach(show);
    drawTwice();
    overall();
    status(shownStatus);
    if (failed) broken(failed);
  };

  const trouble = (error, key) => {
    byId("trouble").replaceChildren(make("p", { textContent: word(key) }), ...bug(error));
    byId("trouble").hidden = false;
  };

  const broken = (error) => {
    failed = error;
    status(() => "");
    trouble(error, "start-failed");
  };

  byId("language").onclick = () => {
    language = language === "zh" ? "en" : "zh";
    draw();
  };
  byId("files").onchange = ({ target }) => {
    take([...target.files]);
    target.value = ""; // or the same file, mended, could not be chosen again
  };
  byId("print").onclick = () => window.print();

  // On paper nothing can be opened, so all of it is, and is closed again behind it.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    for (const file of files) file.fill();
    unfolded = [...document.querySelectorAll("#list details:not([open])")];
    for (const each of unfolded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of unfolded) each.open = false;
    unfolded = [];
  });

  byId("clear").onclick = () => {
    cleared++;
    files.length = waiting.length = 0;
    twice = [];
    drawTwice();
    byId("list").replaceChildren();
    byId("results").hidden = true;
    byId("files").focus();
    status(() => word("ready"));
  };

  const drop = byId("drop");
  const over = (event) => {
    event.preventDefault();
    drop.classList.add("over");
  };
  addEventListener("dragover", over);
  addEventListener("dragenter", over);
  addEventListener("dragleave", (event) => event.relatedTarget || drop.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
  });

  byId("take").hidden = false;
  byId("making").hidden = !SAID.blanks;
  byId("making-office").hidden = !SAID.office.recipient;
  status(() => word("starting"));
  draw();
  python.begin();
  python.there.then(
    () => {
      ready = true;
      status(() => word("ready"));
      if (waiting.length) work();
      document.documentElement.dataset.ready = "yes";
    },
    (error) => broken(error),
  );
})();
