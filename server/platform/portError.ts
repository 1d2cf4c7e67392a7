/** The outside party behind a port has not taken a message. */
export class PortError extends Error {
  /** It may have gone out although no answer came. */
  readonly uncertain: boolean;
  /** Another try of the same message cannot help. */
  readonly final: boolean;

  constructor(reason: string, options: { uncertain?: boolean; final?: boolean } = {}) {
    super(reason);
    this.name = 'PortError';
    this.uncertain = options.uncertain ?? false;
    this.final = options.final ?? false;
  }
}
