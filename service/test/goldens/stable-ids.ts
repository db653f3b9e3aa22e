const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The same answer with its generated ids numbered by their first appearance. */
export function withStableIds<Answer>(answer: Answer): Answer {
  const numbers = new Map<string, number>();
  const text = JSON.stringify(answer).replace(uuid, (id) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  });
  return JSON.parse(text);
}
