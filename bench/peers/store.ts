/** Where a peer's shop lies: filled once, copied for each server. */
export interface Store {
  /** 'SQLite', 'PostgreSQL 15'. */
  name: string
  /** For logs and files; removed with the store. */
  folder: string
  /** The address of the database that is to be filled. */
  empty(): Promise<string>
  /** After filling, with no server on it. */
  settle(address: string): Promise<void>
  /** The address of a fresh copy of what was filled. */
  copy(): Promise<string>
  /** Statements on a database that no server has open. */
  run(address: string, sql: string[]): Promise<void>
  /** Of the database's own processes, where it has any. */
  cpuSeconds(): number
  rssBytes(): number
  remove(): Promise<void>
}
