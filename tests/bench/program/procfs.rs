//! Reads statistics of processes and of the machine's load; nothing where there is no `/proc`.

use std::fs;
use std::path::Path;

/// Returns the resident memory of a process, in MiB.
pub fn resident(id: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let kib = u32::try_from(field(&status, "VmRSS:")?).ok()?;
    Some(f64::from(kib) / 1024.0)
}

/// CPU time and context switches of a process so far.
#[derive(Clone, Copy)]
pub struct Activity {
    /// Clock ticks, as the system counts them.
    pub ticks: u64,
    /// Context switches of all its threads.
    pub switches: u64,
}

impl Activity {
    pub fn of(id: u32) -> Option<Self> {
        let mut switches = 0;
        for task in fs::read_dir(format!("/proc/{id}/task")).ok()? {
            // A thread may end while the others are read.
            let status = fs::read_to_string(task.ok()?.path().join("status")).unwrap_or_default();
            switches += field(&status, "voluntary_ctxt_switches:").unwrap_or(0);
            switches += field(&status, "nonvoluntary_ctxt_switches:").unwrap_or(0);
        }
        let [own @ .., _, _] = times(Path::new(&format!("/proc/{id}/stat")))?;
        Some(Self {
            ticks: own.iter().sum(),
            switches,
        })
    }

    pub fn since(self, earlier: Self) -> Self {
        Self {
            ticks: self.ticks.saturating_sub(earlier.ticks),
            switches: self.switches.saturating_sub(earlier.switches),
        }
    }
}

/// CPU load of the machine, in clock ticks since it started.
#[derive(Clone, Copy)]
pub struct Machine {
    all: u64,
    busy: u64,
    /// This process and its children that have ended.
    ours: u64,
}

impl Machine {
    pub fn now() -> Option<Self> {
        let stat = fs::read_to_string("/proc/stat").ok()?;
        let line = stat.lines().next()?.strip_prefix("cpu ")?;
        // user nice system idle iowait irq softirq steal; guests are in user and nice already.
        let ticks: Vec<u64> = line
            .split_whitespace()
            .take(8)
            .map_while(|ticks| ticks.parse().ok())
            .collect();
        let all = ticks.iter().sum();
        let idle: u64 = ticks.get(3..5)?.iter().sum();
        Some(Self {
            all,
            busy: all - idle,
            ours: times(Path::new("/proc/self/stat"))?.iter().sum(),
        })
    }

    /// Returns how many processors' worth of time other processes used since then.
    pub fn others_since(self, earlier: Self) -> Option<f64> {
        let busy = self.busy.saturating_sub(earlier.busy);
        let others = u32::try_from(busy.saturating_sub(self.ours - earlier.ours)).ok()?;
        let all = u32::try_from(self.all.saturating_sub(earlier.all).max(1)).ok()?;
        let cores = u32::try_from(std::thread::available_parallelism().ok()?.get()).ok()?;
        Some(f64::from(others) / f64::from(all) * f64::from(cores))
    }
}

/// Returns the load average of the last minute.
pub fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// Returns ticks in user and system mode, of a process and of its children that were waited for.
fn times(stat: &Path) -> Option<[u64; 4]> {
    let text = fs::read_to_string(stat).ok()?;
    // The name before the parenthesis may hold anything; the times are the 14th to 17th field.
    let (_, rest) = text.rsplit_once(") ")?;
    let mut fields = rest.split(' ').skip(11).map(|field| field.parse().ok());
    Some([
        fields.next()??,
        fields.next()??,
        fields.next()??,
        fields.next()??,
    ])
}

fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
