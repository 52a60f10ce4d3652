import { expect, jest, test } from '@jest/globals'
import { fireEvent, render, screen } from '@testing-library/react'
import { Refusal } from '../api/trouble'
import type { More } from '../hooks/use-more'
import { LoadMore } from './load-more'

const show = (more: More, count: number) => {
  const onMore = jest.fn()
  render(<LoadMore more={more} count={count} onMore={onMore} empty={<p>还没有券</p>} />)
  return onMore
}
const trouble = new Refusal(429, { code: 'limit.slow_down', message: '操作太快了，请稍后再试' })

test('an empty list says what to do next instead of “no more”', () => {
  show({ is: 'end' }, 0)
  expect(screen.getByText('还没有券')).toBeTruthy()
  expect(screen.queryByText('没有更多了')).toBeNull()
})

test('the end of a list says so', () => {
  show({ is: 'end' }, 3)
  expect(screen.getByText('没有更多了')).toBeTruthy()
})

test('more to come is one press away', () => {
  const onMore = show({ is: 'idle' }, 3)
  fireEvent.click(screen.getByRole('button', { name: '加载更多' }))
  expect(onMore).toHaveBeenCalledTimes(1)
})

test.each([
  ['a first page', 0],
  ['a later page', 3],
])('%s that failed says why and can be asked for again', (_, count) => {
  const onMore = show({ is: 'failed', trouble }, count)
  expect(screen.getByText('操作太快了，请稍后再试')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '重试' }))
  expect(onMore).toHaveBeenCalledTimes(1)
})
