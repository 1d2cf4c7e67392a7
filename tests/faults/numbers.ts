/** How often each battery runs: `npm test` shows that it holds, `npm run faults` (FAULTS=full) gives the full numbers. */
const full = {
  killsOfWeb: 50, killsOfMongo: 50, callbacksPerKill: 400,
  callbacksTripled: 10_000, contactsInAnyOrder: 800, eventsCredited: 200_000,
  redisLosses: 50, welcomesPerLoss: 40,
  wecomAnswers: 100, clockMoves: 50,
  forgedCallbacks: 5_000, hostileBodies: 200,
  guesses: 100_000, managers: 10_000, killsOfIssuing: 1,
  killsOfUpload: 10, linesPerUpload: 20_000, linesOfLargest: 500_000,
  /** Of so many places for an operator one is tried. */
  operatorStride: 1,
};
const short: typeof full = {
  killsOfWeb: 1, killsOfMongo: 1, callbacksPerKill: 2_000,
  callbacksTripled: 2_000, contactsInAnyOrder: 10, eventsCredited: 3_000,
  redisLosses: 2, welcomesPerLoss: 20,
  wecomAnswers: 3, clockMoves: 8,
  forgedCallbacks: 240, hostileBodies: 25, operatorStride: 4,
  guesses: 400, managers: 600, killsOfIssuing: 0,
  killsOfUpload: 1, linesPerUpload: 6_000, linesOfLargest: 0,
};

export const numbers = process.env.FAULTS === 'full' ? full : short;
