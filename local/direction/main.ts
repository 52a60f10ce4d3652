import { join } from 'node:path'
import { checkDirection } from './check.ts'

/** `npm run direction`: prints every import that goes in the wrong direction. */
const { modules, violations } = await checkDirection(join(import.meta.dirname, '..', '..'))
for (const violation of violations) console.error(violation)
console.log(`${modules} modules, ${violations.length} imports in the wrong direction`)
process.exitCode = violations.length > 0 || modules < 100 ? 1 : 0
