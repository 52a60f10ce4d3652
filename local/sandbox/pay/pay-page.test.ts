import { type Merchant, merchantAtSandbox } from '../../testing/merchant.ts'

let shop: Merchant
const back = 'http://127.0.0.1:4100/guest/pages/paid/index?orderId=ord_1#top'

beforeEach(async () => {
  shop = await merchantAtSandbox()
})
afterEach(() => shop.end())

const prepayId = async (number: string, more: object = {}) => String((await shop.prepay(number, { ...more })).json.prepay_id)
const visit = async (query: { [name: string]: string }) => {
  const answer = await fetch(`${shop.front}/pay?${new URLSearchParams(query)}`)
  return { status: answer.status, html: await answer.text(), policy: answer.headers.get('content-security-policy') }
}
const press = (what: string, id: string) =>
  fetch(`${shop.front}/pay`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ prepay_id: id, return: back, do: what }),
  })

test('shows what it is for and how much, and pays', async () => {
  const id = await prepayId('SHEET001', { description: '双人<火锅>' })
  const { status, html, policy } = await visit({ prepay_id: id, return: back })
  expect(status).toBe(200)
  expect(html).toContain('¥99.00')
  expect(html).toContain('双人&#60;火锅&#62;')
  expect(policy).toContain("default-src 'none'")
  const answer = await press('pay', id)
  expect(answer.status).toBe(303)
  const target = new URL(answer.headers.get('location') ?? '')
  expect([target.origin, target.pathname, target.hash]).toEqual(['http://127.0.0.1:4100', '/guest/pages/paid/index', '#top'])
  expect(Object.fromEntries(target.searchParams)).toEqual({ orderId: 'ord_1', payment: 'done' })
  expect((await shop.query('SHEET001')).json.trade_state).toBe('SUCCESS')
})

test('cancelling goes back and pays nothing', async () => {
  const answer = await press('cancel', await prepayId('SHEET002'))
  expect(answer.headers.get('location')).toContain('payment=cancelled')
  expect((await shop.query('SHEET002')).json.trade_state).toBe('NOTPAY')
})

test('what cannot be paid says why, and leads back', async () => {
  const [paid, old] = [await prepayId('SHEET003'), await prepayId('SHEET004')]
  await press('pay', paid)
  shop.clock.advance(7200)
  for (const [id, sentence] of [
    [paid, '已经付过'],
    [old, '已经失效'],
    ['wx-nothing', '没有这次付款'],
  ] as const) {
    const { status, html } = await visit({ prepay_id: id, return: back })
    expect([status, html.includes(sentence), html.includes('id="back"')]).toEqual([400, true, true])
    expect((await press('pay', id)).status).toBe(400)
  }
})

test('leads nowhere but to this machine', async () => {
  const id = await prepayId('SHEET005')
  for (const away of ['https://evil.example/', 'javascript:alert(1)', '']) {
    const { status, html } = await visit({ prepay_id: id, return: away })
    expect([status, html.includes('id="back"')]).toEqual([400, false])
  }
  expect((await fetch(`${shop.front}/pay`, { method: 'PUT' })).status).toBe(405)
})
