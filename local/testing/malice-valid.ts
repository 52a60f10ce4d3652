import { plainDeal } from './dealing.ts'
import { plainStreak } from './streaking.ts'

/** What fills a field that the attempt is not about, so that nothing is refused for it. */
export const valid: { [field: string]: unknown } = {
  role: 'clerk',
  fileType: 'csv',
  ...{ reason: '与我无关', action: 'explained', version: 1 },
  ...{ name: '与我无关', from: '2030-01-01T00:00:00+08:00', to: '2030-02-01T00:00:00+08:00' },
  ...{ title: '与我无关', total: 5, perMember: 1, benefit: { kind: 'amount', offFen: 100, minSpendFen: 0 } },
  ...{ place: '与我无关', cost: { kind: 'fixed', fen: 1 }, target: { kind: 'batch', id: 'bat_none' } },
  validity: { kind: 'days', days: 7 },
  ...{ kind: 'day', goal: 3, makeUps: 0, reward: plainStreak.reward },
  ...{ aloneFen: 9900, ladder: plainDeal.ladder, groupHours: 24, voucher: plainDeal.voucher, refundable: 'never' },
  ...{ version: 1, fromFen: 0, toFen: 5000, decision: 'approved' },
  ...{ publicKey: 'A'.repeat(43), sentAt: '2030-01-01T00:00:00Z', entries: [], signature: 'A'.repeat(86) },
  form: {
    title: '与我无关',
    total: 5,
    perMember: 1,
    benefit: { kind: 'amount', offFen: 100, minSpendFen: 0 },
    validity: { kind: 'days', days: 7 },
  },
}
