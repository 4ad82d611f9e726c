// What follows Pyodide in the worker: Python is started from what the page carries, and asked what the page asks.
(() => {
  const unpacked = async (packed) => {
    const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  let desk, python, settings, bytes;

  const start = async (carried) => {
    const [wasm, code] = await Promise.all([unpacked(carried.wasm), unpacked(carried.code)]);
    const files = {
      "pyodide.asm.wasm": [wasm, "application/wasm"],
      "python_stdlib.zip": [carried.library, "application/zip"],
    };
    // Pyodide asks for its files by address; it is given those that are here, and nobody is ever asked for any.
    self.fetch = async (address) => {
      const [content, type] = files[String(address).split("/").pop()] ?? [];
      if (!content) throw new Error(`not carried: ${address}`);
      return new Response(content, { headers: { "content-type": type } });
    };
    const write = async (FS, { sitePackages }) => {
      for (const [path, text] of Object.entries(JSON.parse(new TextDecoder().decode(code)))) {
        FS.mkdirTree(`${sitePackages}/${path.slice(0, path.lastIndexOf("/"))}`);
        FS.writeFile(`${sitePackages}/${path}`, text);
      }
    };
    python = await loadPyodide({
      indexURL: "file:///carried/",
      createPyodideModule: _createPyodideModule,
      lockFileContents: { info: carried.lock, packages: {} },
      env: { PYTHONDONTWRITEBYTECODE: "1" },
      fsInit: write,
    });
    bytes = python.pyimport("builtins").bytes;
    desk = python.pyimport("govxl.page.desk");
    settings = python.pyimport("govxl.page.settings").settings_in(carried.settings);
  };

  // Python's values are given back to it at once, or its memory would only grow.
  const using = (work) => {
    const held = [];
    const keep = (value) => (held.push(value), value);
    try {
      return work(keep);
    } finally {
      for (const each of held.reverse()) each?.destroy?.();
    }
  };

  const given = (content, keep) => {
    const view = keep(python.toPy(content));
    return keep(bytes(view));
  };

  const made = (file, keep) => {
    const buffer = keep(keep(file).content).toJs();
    return { name: file.name, content: buffer.slice() };
  };

  const calls = {
    judged: ({ name, content }) => using((keep) => ({ told: keep(desk.judged(name, given(content, keep), settings)).as_json() })),
    returned: ({ name, content }) =>
      using((keep) => {
        const today = keep(keep(keep(python.pyimport("datetime")).date).today());
        return made(desk.returned(name, given(content, keep), settings, today), keep);
      }),
    preview: ({ name, content }) => using((keep) => ({ page: desk.preview(name, given(content, keep), settings) })),
    blank: ({ unit, year, about }) => using((keep) => made(desk.blank.callKwargs(unit, year, settings, about), keep)),
  };

  self.onmessage = async ({ data: { id, call, ...about } }) => {
    try {
      const answer = call === "start" ? ((await start(about)), {}) : calls[call](about);
      postMessage({ id, ...answer }, answer.content ? [answer.content.buffer] : []);
    } catch (error) {
      postMessage({ id, error: String(error?.message || error), dead: !desk || !(error instanceof python.ffi.PythonError) });
    }
  };
})();
