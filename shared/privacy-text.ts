/**
 * What the privacy page says is kept and why, as a version: each consent names the one it was given under. Change it whenever that
 * text changes (miniapp/src/guest/pages/privacy/copy.ts). No zod here: the mini-program bundles this file.
 */
export const privacyVersion = '2026-11-22.3'

/**
 * What a member may allow and take back, each apart. `service`: messages about the member's own coupons. `marketing`: messages about new
 * offers. `location`: sorting stores by distance, and proving a check-in. `profile`: keeping a nickname and a phone number. `device`:
 * knowing a phone again by an id of our own that is kept on it.
 */
export const purposes = ['service', 'marketing', 'location', 'profile', 'device'] as const
export type Purpose = (typeof purposes)[number]
