/** Remembers the module's memory, so that the page may ask how large it is. Imported before the engine's worker. */

const { instantiateStreaming, instantiate } = WebAssembly;
let memory;
let loading = 0;

/** Wraps what loads a module: its memory is kept, and the time that it took. */
function watched(load) {
  return async (source, imports) => {
    const begun = performance.now();
    const loaded = await load.call(WebAssembly, source, imports);
    loading = performance.now() - begun;
    memory = (loaded.instance ?? loaded).exports.memory;
    return loaded;
  };
}

WebAssembly.instantiateStreaming = watched(instantiateStreaming);
WebAssembly.instantiate = watched(instantiate);

const channel = new BroadcastChannel('memory');
channel.onmessage = (event) => {
  if (event.data === 'ask') channel.postMessage({ bytes: memory?.buffer.byteLength ?? 0, loading });
};
