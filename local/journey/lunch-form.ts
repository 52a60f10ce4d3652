import type { Person } from './person.ts'

/**
 * Fills in the form of a new promotion: on weekdays from 11 to 14, 20 % off from ¥100, at most ¥30, a budget of ¥150; to be claimed from
 * one day to another, good from the day after the claim for eight days, at one set of stores.
 */
export async function fillLunch(who: Person, [from, to]: [string, string]): Promise<void> {
  await who.tap('choose-stores')
  await who.page.locator('.where__one:visible', { hasText: '乌鲁木齐门店' }).click()
  await who.tap('stores-done')
  await who.type('name', '工作日午市')
  await who.type('budget', '150')
  await who.type('title', '工作日午市八折')
  await who.tap('kind-percent')
  await who.type('percent', '8')
  await who.type('ceiling', '30')
  await who.type('minSpend', '100')
  await who.type('total', '300')
  await who.reads('note-budget', '约 5 张')
  await who.type('days', '8')
  for (const n of [1, 2, 3, 4, 5]) await who.tap(`weekdays-${n}`)
  await who.type('hours-0-from', '11:00')
  await who.type('hours-0-to', '14:00')
  await who.tap('more-rules')
  await who.type('startsInDays', '1')
  await who.tap('claim-own')
  await who.type('claimFrom', from)
  await who.type('claimTo', to)
}
