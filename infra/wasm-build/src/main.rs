//! Builds the browser's module and its TypeScript declarations into `wasm-preview/engine/src/wasm`.
//!
//! wasm-bindgen's tool is used as a library, so that its version is locked to the crate's by Cargo.lock and
//! nobody has to install it. One build with simd128 serves every browser that we support.

mod declarations;
mod module;
mod parts;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use wasm_bindgen_cli_support::Bindgen;

const DECLARATIONS: &str = "gangway_wasm.d.ts";

/// Builds the browser's module.
#[derive(Parser)]
struct Options {
    /// Optimise for deployment; much slower to build.
    #[arg(long)]
    release: bool,
    /// Keep the names of functions in the deployed module, to read its profiles.
    #[arg(long)]
    names: bool,
    /// Where to write the module, instead of into the engine package.
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let root = workspace_root()?;
    let profile = if options.release { "wasm" } else { "page" };
    let module = compile(&root, profile)?;
    let home = root.join("wasm-preview/engine/src/wasm");
    let names = options.names || !options.release;
    let out = options.out.unwrap_or(home);
    let main = parts::cut(&module, &out, names)?;
    bind(&main, &out, names)
}

/// The checkout that this was started in, which need not be the one that compiled it: a target folder is shared.
fn workspace_root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("This folder cannot be read")?;
    let root = here.ancestors().find(|it| it.join("wasm-preview/Cargo.toml").exists());
    Ok(root.context("Start this in a checkout of Gangway")?.to_owned())
}

/// Compiles the crate and says where the module lies.
fn compile(root: &Path, profile: &str) -> Result<PathBuf> {
    let status = module::command(root, profile).status().context("Failed to start cargo")?;
    ensure!(status.success(), "gangway-wasm does not compile for {}; see above", module::TARGET);

    let module = target_dir(root).join(module::TARGET).join(profile).join("gangway_wasm.wasm");
    if !module.exists() {
        bail!("cargo left no module at {}", module.display());
    }
    Ok(module)
}

fn target_dir(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

fn bind(module: &Path, out: &Path, names: bool) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).web(true)?.typescript(true).omit_default_module_path(true);
    // The parts are linked to the table.
    bindgen.keep_lld_exports(true);
    bindgen.remove_name_section(!names).remove_producers_section(!names);
    bindgen.generate(out).context("wasm-bindgen could not bind the module")?;
    declarations::sort(&out.join(DECLARATIONS))?;
    // The bindings of the raw exports are nobody's business, and would be a second file to keep fresh.
    let raw = out.join("gangway_wasm_bg.wasm.d.ts");
    if raw.exists() {
        std::fs::remove_file(&raw)
            .with_context(|| format!("Failed to remove {}", raw.display()))?;
    }
    Ok(())
}
