import type { Mistake } from './mistakes.ts'

export const groups: Mistake[] = [
  {
    mistake: 'groups: one member too many',
    suite: 'functions/deals/seating.test.ts',
    test: 'three pay, and the group is complete at exactly three',
    plants: [
      {
        file: 'functions/deals/seating.ts',
        from: `        { field: 'left', atLeast: 1 },
`,
        to: '',
      },
    ],
  },
  {
    mistake: 'groups: counter compared with ==, and the group never completes',
    suite: 'functions/deals/groups.test.ts',
    test: 'is complete with as many payments as it has seats, or more: no count is passed over',
    plants: [
      {
        file: 'functions/deals/groups.ts',
        from: 'group.paid >= group.size && before.paid < group.size',
        to: 'group.paid === group.size',
      },
      {
        file: 'functions/deals/groups.ts',
        from: `{ field: 'paid', atLeast: size - sponsored }`,
        to: `{ field: 'paid', is: size - sponsored }`,
      },
    ],
  },
  {
    mistake: 'groups: all failed groups in one transaction',
    suite: 'functions/kernel/due.test.ts',
    test: 'what fails holds up nothing else that is due, is tried again, and the run says that it failed',
    plants: [
      {
        file: 'functions/kernel/due.ts',
        from: `        failed += 1
`,
        to: `        throw error
`,
      },
    ],
  },
  {
    mistake: 'groups: all members of a failed group in one transaction',
    suite: 'functions/payments/groups.test.ts',
    test: 'that fails gives everybody the money back whose order can, and the one whose cannot as soon as it can',
    plants: [
      {
        file: 'functions/events/money.ts',
        from: `      failed = error
`,
        to: `      throw error
`,
      },
    ],
  },
  {
    mistake: 'groups: two last payers both fit',
    suite: 'functions/deals/seating.test.ts',
    test: 'of ten at once for the last two seats two sit, and nobody who does not loses any stock',
    plants: [
      {
        file: 'functions/deals/seating.ts',
        from: `    add: { left: -1 },
    when: {`,
        to: `    set: { ...heldSeat(order), left: group.left - 1 },
    when: {`,
      },
      {
        file: 'functions/deals/seating.ts',
        from: `    set: heldSeat(order),
`,
        to: '',
      },
      {
        file: 'functions/deals/seating.ts',
        from: `        { field: 'left', atLeast: 1 },
`,
        to: '',
      },
    ],
  },
  {
    mistake: 'groups: two last payers both fail',
    suite: 'functions/deals/seating.test.ts',
    test: 'of ten at once for the last two seats two sit, and nobody who does not loses any stock',
    plants: [
      {
        file: 'functions/deals/seating.ts',
        from: `{ field: 'left', atLeast: 1 },
        { field: 'lastJoinAt'`,
        to: `{ field: 'left', atLeast: 2 },
        { field: 'lastJoinAt'`,
      },
    ],
  },
  {
    mistake: 'groups: invented members',
    suite: 'functions/deals/deals.test.ts',
    test: 'is completed openly by the merchant where that was said beforehand',
    plants: [
      {
        file: 'functions/deals/offers.ts',
        from: '    shownMembers(table, seats, memberId, terms.zone, language),',
        to: `    shownMembers(table, seats, memberId, terms.zone, language).then((real) =>
      Array.from({ length: group.size }, (_, n) => real[n] ?? { name: '用户***', leads: false, me: false, at: real[0]?.at ?? '' }),
    ),`,
      },
    ],
  },
]
