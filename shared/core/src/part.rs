//! Parts of the core that a browser loads only when they are first needed: workbooks, old encodings, time zones,
//! patterns of tenants, numbering plans, Unicode's tables, rare domain names. Everywhere else they are functions like
//! any other.
//!
//! A part is what can be reached through its functions and through nothing else; the module's builder cuts it
//! off, code and data, into a module of its own that shares memory with the first.

use std::sync::OnceLock;

/// A function of a part. Each has a number within its part, of two digits.
macro_rules! part {
    (
        $part:literal, $number:literal,
        $(#[$attribute:meta])*
        $vis:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) -> $result:ty $body:block
    ) => {
        #[cfg(not(target_family = "wasm"))]
        $(#[$attribute])*
        $vis fn $name($($argument: $type),*) -> $result $body

        #[cfg(target_family = "wasm")]
        #[expect(unsafe_code, reason = "one module calls another through a pointer to argument and result")]
        $(#[$attribute])*
        $vis fn $name($($argument: $type),*) -> $result {
            fn inside($($argument: $type),*) -> $result $body

            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = concat!(
                    "__wasm_split_00", $part, "00_import_000000000000000000000000000000", $number
                )]
                fn enter(call: *mut ());
            }

            #[unsafe(export_name = concat!(
                "__wasm_split_00", $part, "00_export_000000000000000000000000000000", $number
            ))]
            extern "C" fn entered(call: *mut ()) {
                // SAFETY: only `enter` leads here, with the call below.
                let call = unsafe { &mut *call.cast::<(Option<($($type,)*)>, Option<$result>)>() };
                if let Some(($($argument,)*)) = call.0.take() {
                    call.1 = Some(inside($($argument),*));
                }
            }

            // To ask costs more than many a call.
            static IS_THERE: $crate::part::Flag = $crate::part::Flag::new(false);
            if !IS_THERE.load($crate::part::Relaxed) {
                $crate::part::load($part);
                IS_THERE.store(true, $crate::part::Relaxed);
            }
            let mut call: (Option<($($type,)*)>, Option<$result>) = (Some(($($argument,)*)), None);
            // SAFETY: the call lives until its result is taken, and nobody else knows of it.
            unsafe { enter((&raw mut call).cast()) };
            match call.1 {
                Some(result) => result,
                None => unreachable!("a call ends with its result"),
            }
        }
    };
}

pub(crate) use part;

#[cfg(target_family = "wasm")]
pub(crate) use std::sync::atomic::{AtomicBool as Flag, Ordering::Relaxed};

static LOADER: OnceLock<fn(&'static str)> = OnceLock::new();

/// Says who brings a part; it is there when the function returns. Only a browser's build asks for any.
pub fn bring_parts_by(loader: fn(&'static str)) {
    // A second loader would bring the same parts.
    let _ = LOADER.set(loader);
}

#[cfg(target_family = "wasm")]
pub(crate) fn load(part: &'static str) {
    if let Some(loader) = LOADER.get() {
        loader(part);
    }
}
