/**
 * Parts of the module that are loaded when they are first needed: workbooks, old encodings, numbering plans, time zones …
 * They share the module's memory and table. The core asks in the middle of its work, so a part must be there when
 * the loader returns; whoever sees the need coming begins to load before.
 */

import { PARTS } from './wasm/gangway_parts.js';
import { bringPartsBy, initSync } from './wasm/gangway_wasm.js';

/** Where a file of a part lies. */
export type Place = (file: { name: string; url: URL }) => string | URL;

export class Parts {
  private readonly loaded = new Set<string>();
  private readonly place: Place;

  /** `read` gives the bytes of a file at once. */
  constructor(read: (from: string | URL) => BufferSource, place: Place = ({ url }) => url) {
    this.place = place;
    bringPartsBy((part: string) => {
      for (const file of this.missing(part)) this.add(file.name, new WebAssembly.Module(read(place(file))));
    });
  }

  /** Loads a part without keeping anybody waiting. */
  async load(part: string): Promise<void> {
    const files = this.missing(part);
    const modules = files.map((it) => WebAssembly.compileStreaming(fetch(this.place(it))));
    const compiled = await Promise.all(modules);
    compiled.forEach((module, at) => this.add(files[at]!.name, module));
  }

  private missing(part: string) {
    return (PARTS[part] ?? []).filter((it) => !this.loaded.has(it.name));
  }

  private add(name: string, module: WebAssembly.Module): void {
    // What was asked for at once may have come meanwhile; its data must not be laid down twice.
    if (this.loaded.has(name)) return;
    // The bindings give the exports of the module that is there already.
    new WebAssembly.Instance(module, { __wasm_split: { ...initSync(undefined as never) } });
    this.loaded.add(name);
  }
}
