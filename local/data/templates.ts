/** What was picked from WeChat's library of subscribe templates for the one mini-program here: by what it tells, and its keywords. */
export const templates = {
  group: { id: 'sandbox-template-group', keys: ['thing1', 'phrase2', 'thing3'] },
  refund: { id: 'sandbox-template-refund', keys: ['thing1', 'amount2', 'time3', 'thing4'] },
  voucher_expiring: { id: 'sandbox-template-expiring', keys: ['thing1', 'time2', 'thing3'] },
  store_closed: { id: 'sandbox-template-closed', keys: ['thing1', 'thing2', 'thing3'] },
}
