/** What was sent cannot be what the sender meant. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
}
