import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { billOf } from './bill.ts'
import { licencesText } from './licences.ts'
import { readLock, root } from './lock.ts'

const lock = readLock()
const bill = billOf(lock)
const file = join(root, '.build', 'footfall.cdx.json')
mkdirSync(join(root, '.build'), { recursive: true })
writeFileSync(file, `${JSON.stringify(bill, null, 1)}\n`)
writeFileSync(join(root, 'docs', 'licences.md'), licencesText(lock))
console.log(`${bill.components.length} packages: ${file}, docs/licences.md`)
