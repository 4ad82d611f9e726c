// Runs a Python script in Pyodide: node pyodide.mjs DISTRIBUTION SCRIPT FOLDER=PLACE... -- ARGUMENT...
// FOLDERs of this machine are what Python sees at their PLACEs; each is on its path. What the script prints is printed.
import { pathToFileURL } from "node:url";

const [distribution, script, ...rest] = process.argv.slice(2);
const end = rest.indexOf("--");
const [places, words] = [rest.slice(0, end), rest.slice(end + 1)];
const { loadPyodide } = await import(pathToFileURL(`${distribution}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${distribution}/`, env: { PYTHONDONTWRITEBYTECODE: "1" } });
for (const each of places) {
  const [folder, place] = each.split("=");
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, place);
}
python.globals.set("places", python.toPy(places.map((each) => each.split("=")[1])));
python.globals.set("words", python.toPy([script, ...words]));
try {
  python.runPython(`
import runpy, sys
sys.path[:0] = places
sys.argv = words
runpy.run_path(words[0], run_name="__main__")
`);
} catch (error) {
  // Left to Node, it would print the whole of Pyodide's code as the line where it happened.
  console.error(error.message);
  process.exitCode = 1;
}
