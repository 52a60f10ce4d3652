/** The clock of the system that the sandbox stands beside; the sandbox may move it forward. */
export interface SandboxClock {
  now(): Date
  advance(seconds: number): void
}
