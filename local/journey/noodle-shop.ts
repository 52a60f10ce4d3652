import type { Stack } from './stack.ts'

/**
 * A merchant that was just admitted, at a commission of 0.6 %: its marketer `noodle-marketer`, one store, a clerk on duty at its counter, and
 * nothing else. Answers the sessions of both.
 */
export async function noodleShop(stack: Stack): Promise<{ token: string; clerk: string; storeId: string }> {
  const operator = (await stack.login('seed-operator')).token
  const { invitation } = await stack.call('createMerchant', { name: '站前面馆', zone: 'Asia/Shanghai' }, operator)
  const { token } = await stack.login('noodle-marketer')
  const taken = await stack.call('acceptInvitation', { code: invitation.code, name: '运营·小面' }, token)
  await stack.call('confirmStaff', { memberId: taken.memberId, invitationId: invitation.invitationId }, operator)
  const { version } = await stack.call('getMerchant', {}, token)
  await stack.call('updateMerchant', { commissionBasisPoints: 60, version }, token)
  const place = { address: '人民大道 1 号', city: '上海', lat: 31.2304, lng: 121.4737, zone: 'Asia/Shanghai' }
  const { storeId } = await stack.call('createStore', { name: '站前面馆·人民广场店', ...place }, token)
  const { code } = await stack.call('inviteStaff', { role: 'clerk', storeIds: [storeId] }, token)
  const clerk = (await stack.login('noodle-clerk')).token
  const { memberId, invitationId = '' } = await stack.call('acceptInvitation', { code, name: '店员·小葱' }, clerk)
  await stack.call('confirmStaff', { memberId, invitationId }, token)
  await stack.call('startDuty', { storeId }, clerk)
  return { token, clerk, storeId }
}
