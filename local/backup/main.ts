import { join, resolve } from 'node:path'

// node:sqlite says at each start that it is experimental.
process.removeAllListeners('warning')
const { Refusal } = await import('../refusal.ts')
const { settingsOf } = await import('../settings.ts')
const { backUp, restore } = await import('./backup.ts')

try {
  const [what, folder, ...more] = process.argv.slice(2)
  if ((what !== 'backup' && what !== 'restore') || !folder || more.length > 0)
    throw new Refusal('Say one folder: npm run backup -- FOLDER, or npm run restore -- FOLDER.')
  const { folder: data, table } = settingsOf(process.env, [], join(import.meta.dirname, '..', '..'))
  if (table !== 'sqlite' || data === undefined)
    throw new Refusal('This is for the SQLite table in a folder. For DynamoDB: docs/runbook/restore.md.')
  if (what === 'backup') {
    console.log(
      `${backUp(data, resolve(folder))} items and what belongs to them: ${resolve(folder)}. It holds the keys: keep it as safe as them.`,
    )
  } else {
    const { items, aside } = restore(resolve(folder), data)
    console.log(`${items} items are back in ${data}.${aside ? ` What was there is in ${aside}.` : ''}`)
  }
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error)
  process.exit(1)
}
