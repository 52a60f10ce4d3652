/** alone: now, at the single price; open: a new group, of a size from the ladder; join: a group that is there. */
export const orderModes = ['alone', 'open', 'join'] as const
export type OrderMode = (typeof orderModes)[number]
