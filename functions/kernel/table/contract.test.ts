import { commitContract } from './contract-commits.ts'
import { conditionContract, sameAnswerProperty } from './contract-conditions.ts'
import { limitContract } from './contract-limits.ts'
import { queryContract } from './contract-queries.ts'
import { unitsContract } from './contract-units.ts'
import { engines } from './engines.ts'

// One suite for every engine, and one start of DynamoDB Local for all of it: starting it is most of what it costs.
const all = engines()

describe.each(all)('a table in $name', (engine) => {
  conditionContract(engine)
  commitContract(engine)
  limitContract(engine)
  queryContract(engine)
  unitsContract(engine)
})

if (all.length > 1) sameAnswerProperty(all)
