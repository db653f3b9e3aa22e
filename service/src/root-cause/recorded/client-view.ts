const VIEW = /_(remote|client)$/;

/** Whether a node of a service map is only what clients see of another, as tracers of cloud providers name them. */
export function isView(service: string): boolean {
  return VIEW.test(service);
}
