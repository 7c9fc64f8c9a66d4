/** The types that the core and the API speak, generated from Rust. */

export type * from './wasm/gangway_wasm.js';
