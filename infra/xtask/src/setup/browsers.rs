//! Browsers for the tests: those that are there, or on Debian as root those that apt brings.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::places::Places;
use crate::tools::{run, step};

const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "GANGWAY_CHROMIUM",
    package: "chromium",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "microsoft-edge",
    ],
    applications: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ],
    install: "Install Google Chrome, Chromium or Edge, or name one in GANGWAY_CHROMIUM.",
};

const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "GANGWAY_FIREFOX",
    package: "firefox-esr",
    programs: &["firefox", "firefox-esr"],
    applications: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    install: "Install Firefox, or name it in GANGWAY_FIREFOX.",
};

/// The browser that the page is tested in.
pub(crate) fn chromium(places: &Places) -> Result<PathBuf> {
    CHROMIUM.find(places)
}

/// The browser of the smoke test; without one that test is skipped, so nothing here fails.
pub(crate) fn firefox(places: &Places) -> Option<PathBuf> {
    FIREFOX.find(places).inspect_err(|error| println!("Firefox is not tested: {error:#}")).ok()
}

/// A kind of browser, and where it is found.
struct Browser {
    name: &'static str,
    /// The variable by which a person names one.
    variable: &'static str,
    /// What Debian calls it.
    package: &'static str,
    /// Its names on the path.
    programs: &'static [&'static str],
    /// Where macOS has it.
    applications: &'static [&'static str],
    /// What to do without one.
    install: &'static str,
}

impl Browser {
    fn find(&self, places: &Places) -> Result<PathBuf> {
        if let Some(named) = std::env::var_os(self.variable).map(PathBuf::from) {
            let (variable, place) = (self.variable, named.display());
            ensure!(named.exists(), "{variable} names {place}, which is not there.");
            return Ok(named);
        }
        if let Some(found) = self.installed() {
            return Ok(found);
        }
        ensure!(can_apt(), "{}", self.install);
        step(&format!("{} (apt-get install)", self.name), || self.bring(places))?;
        let package = self.package;
        self.installed().with_context(|| format!("{package} is installed, but not on the path."))
    }

    fn installed(&self) -> Option<PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let named = |folder: PathBuf| self.programs.iter().map(move |name| folder.join(name));
        let applications = self.applications.iter().map(PathBuf::from);
        std::env::split_paths(&path).flat_map(named).chain(applications).find(|it| it.is_file())
    }

    fn bring(&self, places: &Places) -> Result<()> {
        let package = self.package;
        let install =
            format!("apt-get update && apt-get install --yes --no-install-recommends {package}");
        let log = places.root.join(format!(".local/{package}.log"));
        let mut shell = Command::new("sh");
        run(shell.args(["-c", &install]).env("DEBIAN_FRONTEND", "noninteractive"), &log)
    }
}

fn can_apt() -> bool {
    let apt = || Command::new("apt-get").arg("--version").stdin(Stdio::null()).output();
    nix::unistd::geteuid().is_root() && apt().is_ok_and(|it| it.status.success())
}
