// What follows Pyodide in the worker: Python is started from what the page carries, and asked what the page asks.
(() => {
  const unpacked = async (packed) => {
    const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  let python, answered, settings, bytes;

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
      // The length of a list, the list of paths and lengths, and the files in its order.
      let at = 4 + new DataView(code.buffer).getUint32(0);
      const listed = JSON.parse(new TextDecoder().decode(code.subarray(4, at)));
      for (const [path, length] of Object.entries(listed)) {
        FS.mkdirTree(`${sitePackages}/${path.slice(0, path.lastIndexOf("/"))}`);
        FS.writeFile(`${sitePackages}/${path}`, code.subarray(at, (at += length)));
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
    answered = python.pyimport("govxl.page.answers").answered;
    settings = python.pyimport("govxl.page.settings").settings_in(carried.settings);
  };

  const answer = (call, about, content) => {
    // What is Python's is given back to it at once, or its memory would only grow.
    const held = [];
    const keep = (value) => (held.push(value), value);
    try {
      const given = keep(bytes(keep(python.toPy(content ?? new Uint8Array()))));
      const found = keep(answered(call, JSON.stringify(about), given, settings));
      const told = JSON.parse(found.told);
      return told.name === undefined ? told : { ...told, content: keep(found.content).toJs() };
    } finally {
      for (const each of held.reverse()) each.destroy();
    }
  };

  self.onmessage = async ({ data: { id, call, content, ...about } }) => {
    try {
      const told = call === "start" ? ((await start(about)), {}) : answer(call, about, content);
      postMessage({ id, ...told }, told.content ? [told.content.buffer] : []);
    } catch (error) {
      // An error of Python's leaves it as it was; after any other nothing is certain, and the page starts another.
      const dead = !answered || !(error instanceof python.ffi.PythonError);
      postMessage({ id, error: String((error && error.message) || error), dead });
    }
  };
})();
