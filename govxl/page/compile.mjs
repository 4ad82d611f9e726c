// Runs under Node: node compile.mjs PYODIDE CODE. Compiles the Python files in the folder CODE with the Python that
// will run them, so that no browser has to. What comes of a file lies beside it.
import { pathToFileURL } from "node:url";

const [pyodide, code] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({
  indexURL: `${pyodide}/`,
  env: { PYTHONDONTWRITEBYTECODE: "1", PYTHONHASHSEED: "0" },
});
// Where it will lie, for tracebacks name the places of when it was compiled.
const place = python.runPython("import site; site.getsitepackages()[0]");
python.FS.mkdirTree(place);
python.FS.mount(python.FS.filesystems.NODEFS, { root: code }, place);
python.runPython(`
import pathlib, py_compile, site, sys
top = pathlib.Path(site.getsitepackages()[0])
sys.path.insert(0, str(top))
for path in sorted(top.rglob("*.py")):
    py_compile.compile(str(path), str(path) + "c", doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
`);
