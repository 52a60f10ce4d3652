import type { BatchForm, Benefit } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import { settle } from '../../shared/settle.ts'

type Scope = BatchForm['scope']
type Row = [lines: string, outcome: number | string]

/** `正餐/牛肉面 9999 + 饮料 1 + /拿铁 5 + 7`: category/item and fen; without a word the till names nothing. */
function linesOf(said: string) {
  return said.split(' + ').map((line) => {
    const [, category, item, fen] = /^(?:([^/]*?)(?:\/(.*?))? )?(\d+)$/.exec(line) ?? []
    if (fen === undefined) throw new Error(`no line: ${line}`)
    return { ...(category && { category }), ...(item && { item }), amountFen: Number(fen) }
  })
}

const percent = (percentOff: number, ceilingFen: number, minSpendFen: number): Benefit => ({
  kind: 'percent',
  percentOff,
  ceilingFen,
  minSpendFen,
})
const amount = (offFen: number, minSpendFen: number): Benefit => ({ kind: 'amount', offFen, minSpendFen })
const gift: Benefit = { kind: 'gift', item: '曲奇', valueFen: 900 }
const small = 'coupon.min_spend'
const none = 'coupon.out_of_scope'

const tables: [name: string, benefit: Benefit, scope: Scope, rows: Row[]][] = [
  [
    "the issue's: 20 % off, at most 3,000, from 10,000, drinks excluded",
    percent(20, 3000, 10_000),
    { excludeItems: ['饮料'] },
    [
      ['正餐 9999', small],
      ['正餐 10000', 2000],
      ['正餐 10004', 2000],
      ['正餐 10005', 2001],
      ['正餐 14999', 2999],
      ['正餐 15000', 3000],
      ['正餐 15001', 3000],
      ['正餐 100000', 3000],
      ['正餐 9999 + 饮料 1', small],
      ['正餐 10000 + 饮料 1', 2000],
      ['正餐 9999 + 饮料 90001', small],
      ['正餐 10000 + 饮料 90000', 2000],
      ['饮料 10000', none],
      ['饮料 100000', none],
      ['饮料 0', none],
      ['10000', 2000],
      ['/牛肉面 10000', 2000],
      ['正餐/饮料 10000', none],
      ['正餐/饮料 10000 + 0', small],
    ],
  ],
  [
    'a category',
    percent(50, 100_000, 0),
    { categories: ['咖啡'] },
    [
      ['咖啡 1', 0],
      ['咖啡 2', 1],
      ['咖啡 3', 1],
      ['咖啡/拿铁 2500 + 甜品/蛋糕 4000', 1250],
      ['甜品/咖啡 2500', none],
      ['/咖啡 2500', none],
      ['2500', none],
      ['咖啡 0', 0],
      ['咖啡 0 + 甜品 100', 0],
      ['咖啡 1000000000', 100_000],
    ],
  ],
  [
    'two categories, as tills spell them',
    amount(1000, 2000),
    { categories: ['Coffee', ' ﾗﾃ '] },
    [
      ['COFFEE 2000', 1000],
      ['ｃｏｆｆｅｅ 2000', 1000],
      ['coffee  2000', 1000],
      ['ラテ 2000', 1000],
      ['coffee 1000 + ラテ 1000', 1000],
      ['coffee 1000 + ラテ 999', small],
      ['Coffees 2000', none],
      ['cof fee 2000', none],
    ],
  ],
  [
    'items',
    amount(1000, 0),
    { items: ['拿铁', '美式'] },
    [
      ['咖啡/拿铁 2800', 1000],
      ['咖啡/美式 999', 999],
      ['咖啡/美式 999 + 甜品/蛋糕 5000', 999],
      ['咖啡/美式 400 + 咖啡/拿铁 700', 1000],
      ['咖啡/摩卡 2800', none],
      ['拿铁 2800', none],
      ['/拿铁 1', 1],
    ],
  ],
  [
    'a category or an item',
    amount(500, 1000),
    { categories: ['甜品'], items: ['拿铁'] },
    [
      ['甜品/蛋糕 600 + 咖啡/拿铁 400', 500],
      ['甜品/蛋糕 600 + 咖啡/拿铁 399', small],
      ['甜品/拿铁 1000', 500],
      ['咖啡/美式 1000', none],
      ['甜品/蛋糕 1000 + 咖啡/美式 90000', 500],
    ],
  ],
  [
    'a category without one of its items',
    percent(10, 500, 1000),
    { categories: ['咖啡'], excludeItems: ['手冲'] },
    [
      ['咖啡/拿铁 1000', 100],
      ['咖啡/手冲 1000', none],
      ['咖啡/手冲 1000 + 咖啡/拿铁 999', small],
      ['咖啡/手冲 9000 + 咖啡/拿铁 1009', 100],
      ['咖啡/拿铁 5000', 500],
      ['咖啡/拿铁 5009 + 甜品 5000', 500],
      ['手冲 1000', none],
    ],
  ],
  [
    'an item without one category in which it is sold',
    amount(300, 300),
    { items: ['套餐'], excludeItems: ['酒水', '外卖'] },
    [
      ['正餐/套餐 300', 300],
      ['外卖/套餐 300', none],
      ['正餐/套餐 299 + 外卖/套餐 1', small],
      ['正餐/套餐 300 + 酒水 1', 300],
    ],
  ],
  [
    'exclusions alone',
    amount(2000, 0),
    { excludeItems: ['酒水', '烟'] },
    [
      ['正餐 1999 + 酒水 5000', 1999],
      ['正餐 2000 + /烟 5000', 2000],
      ['正餐 2001', 2000],
      ['酒水 1 + /烟 1', none],
      ['正餐 0 + 酒水 5000', 0],
    ],
  ],
  [
    'stores alone ask nothing of the lines',
    amount(2000, 3000),
    { storeIds: ['sto_1'] },
    [
      ['饮料 3000', 2000],
      ['3000', 2000],
      ['饮料 1500 + 正餐 1499', small],
    ],
  ],
  [
    'a gift beside coffee',
    gift,
    { categories: ['咖啡'] },
    [
      ['咖啡 1', 0],
      ['咖啡 0', 0],
      ['甜品 5000', none],
    ],
  ],
  [
    'one percent',
    percent(1, 1, 0),
    undefined,
    [
      ['0', 0],
      ['99', 0],
      ['100', 1],
      ['199', 1],
      ['200', 1],
      ['1000000000', 1],
    ],
  ],
  [
    'ninety-nine percent',
    percent(99, 1_000_000_000, 1),
    undefined,
    [
      ['0', small],
      ['1', 0],
      ['2', 1],
      ['100', 99],
      ['101', 99],
      ['102', 100],
      ['1000000000', 990_000_000],
    ],
  ],
  [
    'a fixed amount larger than the bill',
    amount(1_000_000_000, 0),
    undefined,
    [
      ['0', 0],
      ['1', 1],
      ['999999999', 999_999_999],
      ['1000000000', 1_000_000_000],
    ],
  ],
  [
    'thirds of a fen go to the merchant',
    percent(33, 1_000_000, 0),
    undefined,
    [
      ['1', 0],
      ['3', 0],
      ['4', 1],
      ['100', 33],
      ['10001', 3300],
      ['1 + 1 + 1 + 1', 1],
      ['5000 + 5001', 3300],
    ],
  ],
]
const cases = tables.flatMap(([name, benefit, scope, rows]) =>
  rows.map(([lines, outcome]) => ({ name, benefit, scope, lines, outcome })),
)

it.each(cases)('$name: $lines -> $outcome', ({ benefit, scope, lines: said, outcome }) => {
  const lines = linesOf(said)
  const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
  try {
    const { dueFen, countedFen = dueFen, discountFen, payFen } = settle({ benefit, scope }, { totalFen, lines })
    expect([discountFen, payFen]).toEqual([outcome, totalFen - Number(outcome)])
    expect(discountFen).toBeGreaterThanOrEqual(0)
    expect(discountFen).toBeLessThanOrEqual(countedFen ?? -1)
    expect(countedFen).toBeLessThanOrEqual(totalFen)
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem
    expect(problem.code).toBe(outcome)
  }
})
