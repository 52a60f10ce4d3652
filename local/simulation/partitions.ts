/** What one partition takes, by AWS's documents; no setting raises it. */
const writesPerSecond = 1000
const readsPerSecond = 3000
/** What it saves up for a moment of more; DynamoDB keeps up to five minutes of it, which is not to be relied on. */
const savedSeconds = 0.25

interface Partition {
  at: number
  write: number
  read: number
}

/** So many partitions; a key lies in one by its hash. */
export class Partitions {
  #all: Partition[]
  #places = new Map<string, Partition>()

  constructor(count: number) {
    const full = { at: 0, write: writesPerSecond * savedSeconds, read: readsPerSecond * savedSeconds }
    this.#all = Array.from({ length: count }, () => ({ ...full }))
  }

  /** Whether there is room for all of it now; then it is used up. */
  take(kind: 'write' | 'read', units: { pk: string; units: number }[], now: number): boolean {
    const asked = units.map(({ pk, units: count }) => ({ partition: this.#of(pk), count }))
    for (const { partition } of asked) refill(partition, now)
    if (asked.some(({ partition }) => partition[kind] <= 0)) return false
    for (const { partition, count } of asked) partition[kind] -= count
    return true
  }

  #of(pk: string): Partition {
    const known = this.#places.get(pk)
    if (known) return known
    let hash = 0x811c9dc5
    for (let at = 0; at < pk.length; at++) hash = Math.imul(hash ^ pk.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    const partition = this.#all[((hash ^ (hash >>> 13)) >>> 0) % this.#all.length] as Partition
    this.#places.set(pk, partition)
    return partition
  }
}

function refill(partition: Partition, now: number): void {
  const seconds = (now - partition.at) / 1000
  partition.at = now
  partition.write = Math.min(partition.write + seconds * writesPerSecond, writesPerSecond * savedSeconds)
  partition.read = Math.min(partition.read + seconds * readsPerSecond, readsPerSecond * savedSeconds)
}
